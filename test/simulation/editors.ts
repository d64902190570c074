import type { Clock } from '../../shared/domain/clock.ts';
import type { Dice } from './dice.ts';
import type { SimulatedDisk } from './simulatedDisk.ts';

/** How a program writes a file. */
export const manners = ['in-place', 'temporary', 'delete-create', 'word', 'promob', 'at-once'] as const;
export type Manner = (typeof manners)[number];

/** Programs that write files, a piece after the other, in virtual time. One file is written by one of them at a time. */
export interface Editors {
  /** Begins to save; does nothing where the file is being written. Answers whether it began. */
  save(path: string, bytes: Uint8Array, manner: Manner, dice: Dice): boolean;
  isBusy(path: string): boolean;
  /** Files being written. */
  readonly busy: number;
}

/** Pieces of a file, cut anywhere. */
function piecesOf(bytes: Uint8Array, dice: Dice): Uint8Array[] {
  const cuts = Array.from({ length: dice.integer(0, 4) }, () => dice.integer(0, bytes.byteLength)).sort(
    (a, b) => a - b,
  );
  return [0, ...cuts].map((from, index) => bytes.subarray(from, cuts[index] ?? bytes.byteLength));
}

export function createEditors(disk: SimulatedDisk, clock: Clock): Editors {
  const busy = new Set<string>();

  /** Does one thing after the other with pauses between. */
  const carryOut = (path: string, deeds: readonly (() => void)[], pause: () => number): void => {
    const [deed, ...rest] = deeds;
    if (deed === undefined) {
      busy.delete(path);
      return;
    }
    deed();
    if (rest.length === 0) busy.delete(path);
    else clock.after(pause(), () => carryOut(path, rest, pause));
  };

  return {
    get busy() {
      return busy.size;
    },
    isBusy: (path) => busy.has(path),
    save(path, bytes, manner, dice) {
      if (busy.has(path)) return false;
      busy.add(path);
      const temporary = `${path}.tmp`;
      const backup = path.replace(/\.[^.]+$/, '.bak');
      const pieces = piecesOf(bytes, dice);
      const write = (to: string): (() => void)[] => [
        () => disk.create(to),
        ...pieces.map((piece) => () => disk.append(to, piece)),
      ];
      const ifThere = (at: string, run: () => void) => () => {
        if (disk.exists(at)) run();
      };
      const deeds: Readonly<Record<Manner, (() => void)[]>> = {
        'at-once': [
          () => {
            disk.create(path);
            disk.append(path, bytes);
          },
        ],
        'in-place': write(path),
        temporary: [...write(temporary), ifThere(temporary, () => disk.rename(temporary, path))],
        'delete-create': [ifThere(path, () => disk.remove(path)), ...write(path)],
        word: [
          ...write(temporary),
          ifThere(path, () => disk.rename(path, backup)),
          ifThere(temporary, () => disk.rename(temporary, path)),
        ],
        promob: [
          ifThere(path, () => disk.copy(path, backup, true)),
          ...write(temporary),
          ifThere(temporary, () => disk.rename(temporary, path)),
        ],
      };
      const slow = dice.chance(0.1);
      const pause = (): number => dice.integer(0, dice.chance(0.2) ? 700 : slow ? 3_000 : 40);
      // A folder that was renamed away, or a file deleted by somebody else, ends the writing as it would a program.
      const tolerant = deeds[manner].map((deed) => () => {
        try {
          deed();
        } catch (error) {
          if (!(error instanceof Error && 'syscall' in error)) throw error;
        }
      });
      carryOut(path, tolerant, pause);
      return true;
    },
  };
}
