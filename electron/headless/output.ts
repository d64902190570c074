import { errorText, text } from '../../shared/text/text.ts';
import type { TextParams } from '../../shared/text/text.ts';

/** A failure as it is told: its code, the facts for the sentence, and what helps. */
export interface Failure {
  readonly code: string;
  readonly remedy?: string | undefined;
  readonly details?: TextParams;
}

/** Standard output belongs to the result, standard error to everything said on the way. */
export interface Output {
  readonly json: boolean;
  /** Whether a person looks at standard error right now. */
  readonly watched: boolean;
  /** The result of the command, once: one JSON value, or the text for people (made only then). */
  result(value: unknown, people: () => string): void;
  /** One line of a stream: a JSON object, or its text; `null` says nothing to people. */
  line(value: object, people: () => string | null): void;
  /** Something a person should know on the way; never on standard output. */
  note(message: string): void;
  /** What is being done right now: one line that is written over, on a terminal only. `null` takes it away. */
  progress(message: string | null): void;
  failure(failure: Failure): void;
  /** Everything written so far has left the process. */
  flush(): Promise<void>;
}

interface Stream {
  readonly isTTY?: boolean;
  write(chunk: string, done?: (error?: Error | null) => void): boolean;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** Takes control characters out of what came from outside, so that a name cannot command a terminal. */
function printable(message: string): string {
  // Control characters except tab and line feed (C0, DEL, C1).
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  return message.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '?');
}

/**
 * @param json exactly one JSON value on standard output (or one a line), and nothing for people there
 */
export function createOutput(json: boolean, streams: { readonly out: Stream; readonly err: Stream }): Output {
  const { out, err } = streams;
  let readerGone = false;
  // A reader that leaves (`elo run | head -1`) is no failure of the command.
  out.on('error', () => {
    readerGone = true;
  });
  err.on('error', () => undefined);

  let progressShown = false;
  const watched = err.isTTY === true;
  const clearProgress = (): void => {
    if (progressShown) err.write('\r\u001b[K');
    progressShown = false;
  };
  const print = (message: string): void => {
    clearProgress();
    if (!readerGone) out.write(`${message}\n`);
  };
  const say = (message: string): void => {
    clearProgress();
    err.write(`${printable(message)}\n`);
  };

  return {
    json,
    watched,
    result: (value, people) => print(json ? JSON.stringify(value) : printable(people())),
    line: (value, people) => {
      if (json) {
        print(JSON.stringify(value));
        return;
      }
      const message = people();
      if (message !== null) print(printable(message));
    },
    note: say,
    progress: (message) => {
      if (!watched) return;
      clearProgress();
      if (message === null) return;
      err.write(printable(message));
      progressShown = true;
    },
    failure: ({ code, remedy, details = {} }) => {
      const told = errorText({ code, remedy, details: { cli: 'elo', ...details } });
      if (json) {
        const fields = told.fields.map((one) => ({
          field: one.field,
          code: one.code,
          message: `${one.label}: ${one.text}`,
        }));
        const value = {
          kind: 'error',
          code,
          message: [told.text, ...fields.map(({ message }) => message)].join(' '),
          ...(fields.length === 0 ? {} : { fields }),
          ...(remedy === undefined ? {} : { remedy }),
          // What was wrong in particular, as codes; fields that were refused stand by themselves above.
          ...(typeof details['reason'] === 'string' && told.fields.length === 0 ? { details } : {}),
        };
        print(JSON.stringify(value));
        return;
      }
      const fields = told.fields.map((one) => `- ${one.label}: ${one.text}`);
      const lines = [told.text, ...fields, ...(told.remedy === null ? [] : [told.remedy])];
      say(`${lines.join('\n')}\n${text('cli.code', { code: told.supportCode })}`);
    },
    flush: async () => {
      const drained = (stream: Stream): Promise<void> =>
        new Promise((resolve) => {
          stream.write('', () => resolve());
        });
      clearProgress();
      await Promise.all([drained(out), drained(err)]);
    },
  };
}
