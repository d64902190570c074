import { EloError, toEloError } from '../../shared/domain/eloError.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { FileAnswer } from '../../shared/domain/states.ts';
import type { Checker } from './checker.ts';
import { createDice } from './dice.ts';
import type { Dice } from './dice.ts';
import { manners } from './editors.ts';
import type { Editors } from './editors.ts';
import type { FoccoLojas } from './foccoLojas.ts';
import { library, sha256Of } from './library.ts';
import type { Content } from './library.ts';
import { isKilled } from './life.ts';
import type { Network } from './network.ts';
import type { Away, SimulatedDisk } from './simulatedDisk.ts';
import type { SimulatedStore } from './simulatedStore.ts';
import type { Act, Step } from './steps.ts';

/** What actors act on. */
export interface Stage {
  readonly disk: SimulatedDisk;
  readonly editors: Editors;
  readonly server: FoccoLojas;
  readonly network: Network;
  readonly clock: Clock;
  readonly checker: Checker;
  readonly jump: (ms: number) => void;
  readonly trace: (what: string) => void;
  /** The engine that runs and is through with starting; null while there is none. */
  readonly store: () => SimulatedStore | null;
  /** Ends the engine in order; a new one is started later. */
  readonly restart: (afterMs: number) => void;
  readonly setFull: (full: boolean) => void;
  readonly mayJump: boolean;
}

const folders = ['', '/Cozinhas', '/Dormitórios', '/Dormitórios/2026'];
const names = ['casa', 'sala', 'loja', 'ático', 'copa'];

/** Performs steps. What people do through the engine may be refused; nobody minds. */
export function createActors(stage: Stage): { readonly perform: (step: Step) => void } {
  const { disk, editors, server, network, clock, checker } = stage;
  const books = library();

  const files = (ending: string): string[] => disk.list().filter((path) => path.endsWith(ending));
  const aPlace = (dice: Dice): string => {
    const root = dice.pick(disk.roots);
    const folder = `${root.path}${dice.weighted(folders.map((name, index) => [name, 4 - index]))}`;
    let made = root.path;
    for (const name of folder.slice(root.path.length).split('/').filter(Boolean))
      disk.makeFolder((made += `/${name}`));
    return folder;
  };
  const newPath = (dice: Dice, ending: string): string =>
    `${aPlace(dice)}/${dice.pick(names)}${dice.integer(1, 3)}${ending}`;
  const aFile = (dice: Dice, ending = '.promob'): string | null => {
    const known = files(ending).filter((path) => !editors.isBusy(path));
    return known.length === 0 ? null : dice.pick(known);
  };
  const contentAt = (path: string): Content | null =>
    disk.exists(path) ? books.find(sha256Of(disk.bytesOf(path))) : null;
  /** What the next save of this file holds. */
  const nextContent = (path: string, dice: Dice): Content => {
    const now = contentAt(path);
    const line = now?.kind === 'project' ? now.line : dice.integer(0, books.lines - 1);
    // Promob goes on from the last state; now and then somebody brings an old one back.
    const back = dice.chance(0.1);
    const revision =
      now === null ? dice.integer(0, 2) : back ? dice.integer(0, now.revision) : now.revision + 1;
    return books.project(line, revision % books.revisions);
  };
  const saveTo = (path: string, dice: Dice): void => {
    const content = nextContent(path, dice);
    const manner = dice.pick(manners);
    if (editors.save(path, content.bytes, manner, dice))
      stage.trace(`editor saves ${path} ${manner} line ${content.line} revision ${content.revision}`);
  };
  const placeFor = (dice: Dice): string => {
    const known = aFile(dice);
    return known !== null && dice.chance(0.75) ? known : newPath(dice, '.promob');
  };

  /** A wish of the user to the engine. */
  const ask = (what: string, run: (store: SimulatedStore) => Promise<unknown> | void): void => {
    const store = stage.store();
    if (store === null) return;
    const ended = (thrown: unknown): void => {
      if (store.life.dead || isKilled(thrown)) return;
      const { code } = toEloError(thrown);
      stage.trace(`user ${what}: ${code}`);
      if (!(thrown instanceof EloError)) checker.report('unexpected-error', `${what}: ${String(thrown)}`);
    };
    stage.trace(`user ${what}`);
    try {
      const done = run(store);
      if (done instanceof Promise) done.then(() => stage.trace(`user ${what}: done`), ended);
    } catch (thrown) {
      ended(thrown);
    }
  };
  const environment = (dice: Dice): string => dice.pick(server.environmentIds);

  const acts: Readonly<Record<Act, (dice: Dice) => void>> = {
    save: (dice) => saveTo(placeFor(dice), dice),
    burst(dice) {
      const path = placeFor(dice);
      for (let count = dice.integer(2, 5), at = 0; count > 0; count -= 1) {
        clock.after(at, () => saveTo(path, dice));
        at += dice.integer(5, 400);
      }
    },
    'same-size'(dice) {
      const path = aFile(dice);
      const now = path === null ? null : contentAt(path);
      if (path === null || now?.kind !== 'project') return;
      const one = books.project(now.line, now.revision);
      const other = one.sha256 === now.sha256 ? books.sameSize(now.line, now.revision) : one;
      if (other.bytes.byteLength !== now.bytes.byteLength) return;
      const half = dice.integer(1, other.bytes.byteLength - 1);
      disk.overwrite(path, 0, other.bytes.subarray(0, half));
      clock.after(dice.integer(0, 30), () => {
        if (disk.exists(path)) disk.overwrite(path, half, other.bytes.subarray(half));
      });
    },
    'old-times'(dice) {
      // Unpacking or restoring writes a file and then gives it the time it once had.
      const path = aFile(dice);
      if (path === null) return;
      const old = disk.modifiedNs(path);
      saveTo(path, dice);
      clock.after(dice.integer(0, 3_000), () => {
        if (disk.exists(path)) disk.setModified(path, old);
      });
    },
    'overlapping-save'(dice) {
      const path = placeFor(dice);
      const first = nextContent(path, dice);
      const second = books.project(first.line, (first.revision + 1) % books.revisions);
      if (!editors.save(path, first.bytes, 'at-once', dice)) return;
      const half = Math.floor(second.bytes.byteLength / 2);
      disk.atNextRead(path, () => {
        if (!disk.exists(path)) return;
        disk.create(path);
        disk.append(path, second.bytes.subarray(0, half));
        clock.after(dice.integer(0, 100), () => {
          if (disk.exists(path)) disk.append(path, second.bytes.subarray(half));
        });
      });
    },
    copy(dice) {
      const path = aFile(dice);
      if (path !== null) disk.copy(path, newPath(dice, '.promob'), dice.chance(0.5));
    },
    'blank-copy'(dice) {
      const path = newPath(dice, '.promob');
      if (!disk.exists(path)) editors.save(path, books.project(0, 0).bytes, dice.pick(manners), dice);
    },
    rename(dice) {
      const path = aFile(dice);
      if (path === null) return;
      const root = disk.rootOf(path).path;
      const to = newPath(dice, '.promob');
      if (disk.rootOf(to).path === root && to !== path) disk.rename(path, to);
    },
    'rename-folder'(dice) {
      const root = dice.pick(disk.roots).path;
      const [from, to] = dice.chance(0.5)
        ? [`${root}/Cozinhas`, `${root}/Dormitórios`]
        : [`${root}/Dormitórios`, `${root}/Cozinhas`];
      if (disk.exists(from) && !disk.exists(to)) disk.rename(from, to);
    },
    'move-root'(dice) {
      const path = aFile(dice);
      const to = newPath(dice, '.promob');
      if (path !== null && disk.rootOf(to) !== disk.rootOf(path)) disk.rename(path, to);
    },
    delete(dice) {
      const path = aFile(dice);
      if (path !== null) disk.remove(path);
    },
    backup(dice) {
      const path = aFile(dice);
      if (path !== null) disk.copy(path, path.replace('.promob', '.bak'), true);
    },
    half(dice) {
      // A copy that was broken off, and never goes on.
      const path = newPath(dice, dice.chance(0.8) ? '.promob' : '.xml');
      if (disk.exists(path)) return;
      const whole = path.endsWith('.xml') ? books.listing(3, 0).bytes : books.project(3, 0).bytes;
      disk.create(path);
      disk.append(path, whole.subarray(0, dice.integer(1, whole.byteLength - 1)));
    },
    junk(dice) {
      const path = newPath(dice, dice.chance(0.5) ? '.promob' : '.xml');
      if (disk.exists(path)) return;
      disk.create(path);
      disk.append(
        path,
        Buffer.from(dice.pick(['isto não é um projeto', '', '<html/>', 'PK\u0003\u0004']), 'latin1'),
      );
    },
    listing(dice) {
      const path = aFile(dice);
      const now = path === null ? null : contentAt(path);
      if (path === null || now?.kind !== 'project') return;
      const stale = dice.chance(0.2) && now.revision > 0 ? 1 : 0;
      const { bytes } = books.listing(now.line, now.revision - stale);
      editors.save(path.replace('.promob', '.xml'), bytes, dice.pick(manners), dice);
    },
    bind(dice) {
      const path = aFile(dice);
      const environmentId = environment(dice);
      if (path === null) return;
      ask(`binds ${environmentId} to ${path}`, async ({ session }) =>
        (await session.acting()).bind({ environmentId, file: path }),
      );
    },
    unbind(dice) {
      const environmentId = environment(dice);
      ask(`unbinds ${environmentId}`, async ({ session }) => (await session.acting()).unbind(environmentId));
    },
    answer(dice) {
      const store = stage.store();
      const questions =
        store?.truth.files.list().filter((file) => file.question !== null || file.ignored) ?? [];
      if (questions.length === 0) return;
      const { fileId, path, question } = dice.pick(questions);
      const answer = dice.weighted<FileAnswer>([
        ['copy', 3],
        ['moved', 3],
        ['ignore', 1],
      ]);
      ask(`answers ${answer} for ${path}`, (at) => {
        const others = (question?.otherFileIds ?? []).map((id) => at.truth.files.byId(id)?.path);
        // Said is said, also where the engine dies of it.
        checker.answered(path, others, answer);
        at.answer(fileId, answer);
      });
    },
    'hand-over'(dice) {
      const environmentId = environment(dice);
      const mode = dice.chance(0.5) ? 'prepare' : 'negotiate';
      ask(`hands over ${environmentId}`, async ({ session }) =>
        (await session.acting()).handOver({ environmentId, mode }),
      );
    },
    update(dice) {
      const environmentId = environment(dice);
      ask(`updates ${environmentId}`, async ({ session }) =>
        (await session.acting()).update({ environmentId }),
      );
    },
    offline: () => {
      network.online = false;
    },
    online: () => {
      network.online = true;
    },
    trouble(dice) {
      network.trouble = dice.pick([0, 0.1, 0.3, 0.6]);
      network.latencyMs = dice.pick([30, 30, 300, 3_000]);
    },
    'purchase-orders': (dice) => server.issuePurchaseOrders(environment(dice)),
    approve: (dice) => server.approve(environment(dice)),
    'end-session': () => server.endSession(),
    'sign-in'() {
      server.beginSession();
      stage.store()?.account.signedInAgain();
    },
    'change-password': () => server.changePromobPassword(),
    'link-again': () => server.linkAgain(),
    'disk-full': () => stage.setFull(true),
    'disk-free': () => stage.setFull(false),
    'root-away'(dice) {
      const root = dice.pick(disk.roots).path;
      if (disk.isAway(root)) return;
      checker.root(root, false);
      disk.setAway(root, dice.pick<Away>(['missing', 'empty', 'EIO', 'EACCES']));
    },
    'root-back'(dice) {
      const away = disk.roots.filter((root) => disk.isAway(root.path));
      if (away.length === 0) return;
      const root = dice.pick(away).path;
      disk.setAway(root, null);
      checker.root(root, true);
    },
    lock(dice) {
      const path = aFile(dice);
      if (path === null) return;
      disk.setLocked(path, true);
    },
    unlock() {
      for (const path of disk.list().filter((each) => disk.isLocked(each))) {
        disk.setLocked(path, false);
        checker.unlocked(path);
      }
    },
    'clock-jump'(dice) {
      const hours = dice.pick([-26, -3, -1, 1, 3, 26]);
      if (stage.mayJump) stage.jump(hours * 3_600_000 + dice.integer(-1_800_000, 1_800_000));
    },
    'lose-events'(dice) {
      checker.unheard();
      disk.setEventLoss(dice.pick([0.05, 0.5, 1]));
    },
    'watches-out'(dice) {
      checker.unheard();
      disk.setWatchesOut(dice.chance(0.7));
    },
    kill: () => stage.store()?.life.die(),
    'kill-soon': (dice) => stage.store()?.life.dieAfter(dice.integer(1, dice.pick([20, 200, 1_000]))),
    restart: (dice) => stage.restart(dice.integer(0, 60_000)),
    wake: () => ask('wakes the machine', ({ session }) => session.wake()),
    audit: () => ask('audits', ({ session }) => session.audit()),
    retry(dice) {
      const waiting = stage.store()?.truth.outbox.list({ states: ['kept', 'needs-attention'] }) ?? [];
      if (waiting.length === 0) return;
      const { deliveryId } = dice.pick(waiting);
      ask('tries again', ({ session }) => session.retry(deliveryId));
    },
    wait: () => undefined,
  };

  return {
    perform(step) {
      stage.trace(`step ${step.id} ${step.act}`);
      acts[step.act](createDice(step.seed));
    },
  };
}
