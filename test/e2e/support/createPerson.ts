import { signInByForm } from '../../support/sandbox/signInByForm.ts';

/** What the person at the browser does with an address that Elo opens. */
export type Habit = 'accepts' | 'refuses' | 'ignores';

/** The person in front of the system's browser: signs in wherever Elo leads, as `username` with password `elo`. */
export interface Person {
  username: string;
  habit: Habit;
  /** Every address Elo opened, in order. */
  readonly opened: readonly string[];
  /** What the host is asked for. */
  openUrl(url: string): Promise<void>;
  /** Goes now where an earlier address leads (for one that was ignored). */
  visit(url: string): Promise<void>;
  /** Resolves when every visit has come to its last page. @throws what a visit threw */
  atRest(): Promise<void>;
}

export function createPerson(username = 'designer'): Person {
  const opened: string[] = [];
  const visits = new Set<Promise<void>>();
  const failures: unknown[] = [];
  const person: Person = {
    username,
    habit: 'accepts',
    opened,
    openUrl(url) {
      opened.push(url);
      if (person.habit !== 'ignores') {
        const visit = person.visit(url).catch((error: unknown) => void failures.push(error));
        visits.add(visit);
        void visit.finally(() => visits.delete(visit));
      }
      return Promise.resolve();
    },
    async visit(url) {
      await signInByForm(url, person.username, 'elo', { refuse: person.habit === 'refuses' });
    },
    async atRest() {
      await Promise.all(visits);
      if (failures.length > 0) throw failures[0];
    },
  };
  return person;
}
