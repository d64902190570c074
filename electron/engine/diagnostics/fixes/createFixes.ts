import { createHash } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { z } from 'zod';
import { appliedFixSchema, fixCodes, fixFactsSchema } from '../../../../shared/contract/fixSchemas.ts';
import type { AppliedFix, FixFacts, ShownFixPlan } from '../../../../shared/contract/fixSchemas.ts';
import { isoTime } from '../../../../shared/domain/clock.ts';
import type { Clock } from '../../../../shared/domain/clock.ts';
import { EloError, toEloError } from '../../../../shared/domain/eloError.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { LookAtMachine, MachineReader } from '../../platform/machine/machineTypes.ts';
import type { FixCommand, FixPlan } from './fixTypes.ts';
import { planLinux } from './planLinux.ts';
import { planWindows } from './planWindows.ts';
import { shownCommand } from './quoting.ts';
import type { RunFix } from './runFix.ts';

const storeKey = 'applied-fixes';
/** Years of a store that opens a port now and then. */
const remembered = 200;

const commandSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('powershell'), script: z.string() }),
  z.object({ kind: z.literal('program'), file: z.string(), args: z.array(z.string()) }),
]);
const recordSchema = appliedFixSchema.extend({
  commands: z.array(commandSchema),
  undo: z.array(commandSchema),
});
type FixRecord = z.infer<typeof recordSchema>;

export interface Fixes {
  /**
   * What would be done; changes nothing.
   * @throws EloError `fix-not-found`, `invalid-input`, and what planning refuses
   */
  plan(o: { readonly code: string; readonly facts?: unknown }, signal?: AbortSignal): Promise<ShownFixPlan>;
  /**
   * Runs what was shown, once, with the system's own question about rights.
   * @param o.consent the user has read the commands and agreed
   * @throws EloError `fix-consent-missing`, `fix-plan-changed` (the machine is not as it was when it was shown: show it
   * anew), `fix-declined`, `fix-failed`, `fix-needs-rights`
   */
  apply(o: {
    readonly code: string;
    readonly facts?: unknown;
    readonly planId: string;
    readonly consent: boolean;
  }): Promise<AppliedFix>;
  /** Takes it back. @throws EloError `fix-not-found`, `fix-consent-missing`, `fix-already-undone`, `fix-undo-unknown`, and as `apply` */
  undo(o: { readonly fixId: string; readonly consent: boolean }): Promise<AppliedFix>;
  /** The newest first. */
  list(): AppliedFix[];
}

export interface FixesParts {
  readonly ledger: Pick<Ledger, 'values'>;
  readonly clock: Clock;
  readonly look: LookAtMachine;
  readonly run: RunFix;
  readonly log: (event: string, details: Readonly<Record<string, string>>) => void;
  /** Something of the machine was changed: what was found broken is looked at again. */
  readonly onChanged: () => void;
}

const idOf = (plan: FixPlan): string =>
  createHash('sha256')
    .update(JSON.stringify([plan.code, plan.facts, plan.commands, plan.undo]))
    .digest('hex')
    .slice(0, 32);

const plain = (facts: FixPlan['facts']): AppliedFix['facts'] =>
  Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === 'object' ? [...value] : value]),
  );

const shown = ({ code, facts, commands, undo }: Pick<FixPlan, 'code' | 'facts' | 'commands' | 'undo'>) => ({
  code,
  facts: plain(facts),
  commands: commands.map(shownCommand),
  // The number of what is made is known when it is made.
  undo: undo.map((command) => shownCommand(command).replaceAll(/\{handle:\d+\}/g, '…')),
});

/** Numbers that nft gives to what it has made, in the order of the commands. */
const handlesIn = (printed: string): string[] =>
  [...printed.matchAll(/# handle (\d+)\s*$/gm)].map(([, handle]) => handle ?? '');

function filledIn(undo: readonly FixCommand[], printed: string): FixCommand[] {
  const handles = handlesIn(printed);
  return undo.map((command) => {
    if (command.kind !== 'program') return command;
    const args = command.args.map((arg) =>
      arg.replace(/\{handle:(\d+)\}/g, (whole, number: string) => handles[Number(number) - 1] ?? whole),
    );
    return { ...command, args };
  });
}

/** Elo ended before it learnt what was made: only a person can find it. */
const isOpen = (undo: readonly FixCommand[]): boolean =>
  undo.some((command) => command.kind === 'program' && command.args.some((arg) => arg.includes('{handle:')));

/** Changes to this machine: planned, shown, agreed to, run once, noted, and taken back. */
export function createFixes(parts: FixesParts): Fixes {
  const { ledger, clock, look, run, log, onChanged } = parts;
  let busy = false;

  const records = (): FixRecord[] => {
    const stored = z.array(recordSchema).safeParse(ledger.values.get(storeKey));
    return stored.success ? stored.data : [];
  };
  const write = (record: FixRecord): void => {
    const others = records().filter(({ fixId }) => fixId !== record.fixId);
    const all = [record, ...others].toSorted((a, b) => (a.fixId < b.fixId ? 1 : -1));
    ledger.values.set(storeKey, all.slice(0, remembered));
  };
  const view = (record: FixRecord): AppliedFix => {
    const { fixId, at, state, error, undoneAt } = record;
    return { ...shown(record), fixId, at, state, error, undoneAt };
  };

  const planned = async (
    { code, facts }: { readonly code: string; readonly facts?: unknown },
    signal?: AbortSignal,
  ): Promise<FixPlan> => {
    const known = fixCodes.find((each) => each === code);
    if (known === undefined) throw new EloError('fix-not-found', `no fix ${code}`);
    const read = fixFactsSchema.safeParse(facts ?? {});
    if (!read.success) {
      const field = String(read.error.issues[0]?.path[0] ?? '');
      throw new EloError('invalid-input', 'the facts of the fix', { details: { field } });
    }
    const machine: MachineReader = look();
    const wanted: FixFacts = read.data;
    return machine.platform === 'windows'
      ? planWindows(known, wanted, machine, signal)
      : planLinux(known, wanted, machine, signal);
  };
  /** One at a time: two questions about rights at once would confuse anybody. */
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    if (busy) throw new EloError('fix-under-way', 'another fix is under way');
    busy = true;
    try {
      return await work();
    } finally {
      busy = false;
    }
  };

  return {
    async plan(o, signal) {
      const plan = await planned(o, signal);
      return { planId: idOf(plan), ...shown(plan) };
    },
    apply: (o) =>
      alone(async () => {
        if (!o.consent) throw new EloError('fix-consent-missing', 'nobody has agreed to it');
        const plan = await planned(o);
        if (idOf(plan) !== o.planId)
          throw new EloError('fix-plan-changed', 'what was shown is not what would be run');
        const begun: FixRecord = {
          fixId: uuid(),
          code: plan.code,
          facts: plain(plan.facts),
          at: isoTime(clock.now()),
          commands: plan.commands.map((command) => ({ ...command })) as FixRecord['commands'],
          undo: plan.undo.map((command) => ({ ...command })) as FixRecord['undo'],
          state: 'begun',
          error: null,
          undoneAt: null,
        };
        // Noted before it is run: whatever happens, the way back is known.
        write(begun);
        log('fix begun', { fixId: begun.fixId, fix: plan.code });
        try {
          const printed = await run(plan.commands);
          const applied: FixRecord = {
            ...begun,
            state: 'applied',
            undo: filledIn(plan.undo, printed) as FixRecord['undo'],
          };
          write(applied);
          log('fix applied', { fixId: begun.fixId, fix: plan.code });
          return view(applied);
        } catch (error) {
          const { code } = toEloError(error);
          write({ ...begun, state: 'failed', error: code });
          log('fix failed', { fixId: begun.fixId, fix: plan.code, error: code });
          throw error;
        } finally {
          onChanged();
        }
      }),
    undo: (o) =>
      alone(async () => {
        if (!o.consent) throw new EloError('fix-consent-missing', 'nobody has agreed to it');
        const record = records().find(({ fixId }) => fixId === o.fixId);
        if (record === undefined) throw new EloError('fix-not-found', 'no such fix was run');
        if (record.state === 'undone') throw new EloError('fix-already-undone', 'it is taken back already');
        if (isOpen(record.undo)) throw new EloError('fix-undo-unknown', 'what was made is not known');
        log('fix undo begun', { fixId: record.fixId, fix: record.code });
        try {
          await run(record.undo);
          const undone: FixRecord = { ...record, state: 'undone', undoneAt: isoTime(clock.now()) };
          write(undone);
          log('fix undone', { fixId: record.fixId, fix: record.code });
          return view(undone);
        } catch (error) {
          log('fix undo failed', { fixId: record.fixId, fix: record.code, error: toEloError(error).code });
          throw error;
        } finally {
          onChanged();
        }
      }),
    list: () => records().map(view),
  };
}
