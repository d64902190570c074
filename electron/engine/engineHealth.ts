import type { Clock } from '../../shared/domain/clock.ts';
import type { Receiving } from './intake/receiving.ts';
import type { Keeping } from './keeping.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { OnlineSide } from './onlineSide.ts';

/** A recovery is told for a week: whoever looks after the machine may not be there every day. */
const tellRecoveryMs = 7 * 24 * 60 * 60_000;
const recoveredKey = 'recovered';

export interface EngineHealth {
  /** Codes of what stands in the way, worst of the account first; the texts know each. */
  codes(): string[];
  /** The history was found lost or damaged: told for a week from now. */
  noteRecovery(): void;
  /** When that was last (Unix ms); 0 where it never was. */
  recoveredAt(): number;
}

/** What stands in the way, looked up whenever it is asked. */
export function createEngineHealth(o: {
  readonly ledger: Ledger;
  readonly keeping: Pick<Keeping, 'folders' | 'trouble'>;
  readonly receiving: Pick<Receiving, 'problem'>;
  readonly online: Pick<OnlineSide, 'session' | 'secretsRecovered'>;
  readonly settingsRecovered: boolean;
  readonly clock: Clock;
}): EngineHealth {
  const { ledger, keeping, clock } = o;
  const recoveredAt = (): number => Number(ledger.values.get(recoveredKey) ?? 0);
  return {
    recoveredAt,
    noteRecovery: () => ledger.values.set(recoveredKey, clock.now()),
    codes() {
      const codes = o.online.session()?.health() ?? ['server-not-set'];
      if (ledger.folders.list().length === 0) codes.push('no-folder-watched');
      if (keeping.folders().some((folder) => folder.state === 'suspended')) codes.push('folder-suspended');
      if (ledger.outbox.counts().needsAttention > 0) codes.push('needs-attention');
      if (ledger.home.apart().length > 0) codes.push('machines-disagree');
      if (ledger.files.questions().length > 0) codes.push('file-question');
      const trouble = keeping.trouble();
      if (trouble !== null) codes.push(trouble);
      if (recoveredAt() > 0 && clock.now() - recoveredAt() < tellRecoveryMs) codes.push('database-recovered');
      if (ledger.files.problems() > 0) codes.push('file-problem');
      if (o.receiving.problem() !== null) codes.push('receiver-port-taken');
      if (o.settingsRecovered) codes.push('settings-recovered');
      if (o.online.secretsRecovered()) codes.push('secrets-recovered');
      return codes;
    },
  };
}
