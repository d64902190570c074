import { hostname } from 'node:os';
import { v7 as uuid } from 'uuid';
import { PrerequisiteCode } from '../../../shared/api/store.ts';
import type { Prerequisite } from '../../../shared/api/store.ts';
import type { PrerequisiteView } from '../../../shared/contract/schemas.ts';
import { isoTime } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import type { WebStartReading } from '../platform/windows/readWebStart.ts';
import { seenSerialNumber } from './seenSerialNumber.ts';
import type { EnvironmentsContext } from './ports.ts';

export interface PrerequisitesOptions extends Pick<EnvironmentsContext, 'ledger' | 'client' | 'clock'> {
  /** Looks at this machine. */
  readonly readWebStart: (signal?: AbortSignal) => Promise<WebStartReading>;
  /** Who is signed in. */
  readonly user: () => { readonly name: string; readonly responsible: boolean } | null;
}

/** The prerequisites of the integration (rule 1): of the store, which FoccoLojas knows, and of this machine. */
export interface Prerequisites {
  /** Each with how it was found out. Offline: what FoccoLojas last told, with its time. */
  list(): Promise<PrerequisiteView[]>;
  /**
   * A person says so; FoccoLojas notes who and when. Refusals: `prerequisite-unknown`, `prerequisite-not-confirmable`
   * (found out, or spoken against by what was found), and FoccoLojas' own (`forbidden`).
   */
  confirm(code: string): Promise<PrerequisiteView[]>;
}

type Code = Prerequisite['code'];
type Status = Prerequisite['status'];
type Evidence = Prerequisite['evidence'];

interface Known {
  readonly items: readonly Prerequisite[];
  readonly serialNumbers: readonly string[];
  readonly at: string;
}

/** What is known of one prerequisite before it is said who must act. */
interface Found {
  readonly status: Status;
  readonly evidence: Evidence;
  readonly confirmedBy?: string | undefined;
  readonly confirmedAt?: string | undefined;
}

const allCodes: readonly Code[] = PrerequisiteCode.options;
/** What FoccoLojas last told; the answers of another store are forgotten with its catalogue. */
const knownKey = 'prerequisites-known';
/** Who said of this very machine that webStart is not on it, and when. */
const machineKey = 'webstart-confirmed';

const evidence = (code: string, facts: Evidence['facts'] = {}): Evidence => ({ code, facts });

/** What this machine says of webStart; a person's word counts only where nothing was found. */
export function webStartFinding(reading: WebStartReading): { status: Status; evidence: Evidence } {
  const [trace] = reading.traces;
  if (trace !== undefined) {
    return {
      status: 'failed',
      evidence: evidence('webstart-found', { place: trace.place, name: trace.name }),
    };
  }
  if (reading.answer === 'absent') {
    return { status: 'ok', evidence: evidence('webstart-not-found', { promob: reading.promob ?? '' }) };
  }
  if (!reading.isWindows) return { status: 'unknown', evidence: evidence('webstart-not-windows') };
  return reading.notRead.length > 0
    ? { status: 'unknown', evidence: evidence('webstart-not-read', { place: reading.notRead[0] ?? '' }) }
    : { status: 'unknown', evidence: evidence('webstart-nothing-listed') };
}

export function createPrerequisites(options: PrerequisitesOptions): Prerequisites {
  const { ledger, client, clock } = options;

  const ask = async (): Promise<{ readonly known: Known | null; readonly fresh: boolean }> => {
    try {
      const [{ items }, { serialNumbers }] = await Promise.all([
        client.listPrerequisites({}),
        client.getStore({}),
      ]);
      const known: Known = { items, serialNumbers, at: isoTime(clock.now()) };
      ledger.values.set(knownKey, { ...known });
      return { known, fresh: true };
    } catch (error) {
      if (!(error instanceof EloError && error.retryable)) throw error;
      return { known: (ledger.values.get(knownKey) as Known | undefined) ?? null, fresh: false };
    }
  };

  const serialNumber = (known: Known | null, told: Prerequisite | undefined): Found => {
    const seen = seenSerialNumber(ledger);
    if (seen === null) {
      const person = told?.evidence.code === 'confirmed-by-user' ? told : undefined;
      return person ?? { status: 'unknown', evidence: evidence('serial-not-seen') };
    }
    const facts = { serialNumber: seen.serialNumber, source: seen.source, at: seen.at };
    if (known === null || known.serialNumbers.length === 0) {
      return { status: 'unknown', evidence: evidence('serial-not-comparable', facts) };
    }
    const isOurs = known.serialNumbers.includes(seen.serialNumber);
    return isOurs
      ? { status: 'ok', evidence: evidence('serial-of-account', facts) }
      : { status: 'failed', evidence: evidence('serial-of-other-account', facts) };
  };

  const webStart = async (): Promise<Found> => {
    const finding = webStartFinding(await options.readWebStart());
    const word = ledger.values.get(machineKey) as { by: string; at: string } | undefined;
    if (finding.status !== 'unknown' || word === undefined) return finding;
    return {
      status: 'ok',
      evidence: evidence('confirmed-by-user'),
      confirmedBy: word.by,
      confirmedAt: word.at,
    };
  };

  const findOne = async (code: Code, known: Known | null): Promise<Found> => {
    const told = known?.items.find((item) => item.code === code);
    if (code === 'webstart-absent') return webStart();
    if (code === 'serial-number') return serialNumber(known, told);
    return told ?? { status: 'unknown', evidence: evidence('not-asked-yet') };
  };

  const mayConfirm = (code: Code, status: Status): boolean => {
    if (status === 'ok' || options.user() === null) return false;
    if (code === 'assessment') return options.user()?.responsible === true;
    // What was found speaks against it; a person's word fills in only what nobody could find out.
    if (code === 'serial-number') return status === 'unknown' && options.user()?.responsible === true;
    return code === 'webstart-absent' && status === 'unknown';
  };

  const whoActs = (code: Code, status: Status): PrerequisiteView['who'] => {
    if (status === 'ok') return undefined;
    if (code === 'users-linked') return 'colleagues';
    if (code === 'webstart-absent') return status === 'failed' ? 'technician' : 'you';
    return options.user()?.responsible === true ? 'you' : 'responsible';
  };

  const list = async (): Promise<PrerequisiteView[]> => {
    const { known, fresh } = await ask();
    return Promise.all(
      allCodes.map(async (code): Promise<PrerequisiteView> => {
        const found = await findOne(code, known);
        const who = whoActs(code, found.status);
        const isMachine = code === 'webstart-absent';
        return {
          code,
          status: found.status,
          found: found.evidence,
          mayConfirm: mayConfirm(code, found.status),
          ...(who === undefined ? {} : { who }),
          ...(found.confirmedBy === undefined ? {} : { confirmedBy: found.confirmedBy }),
          ...(found.confirmedAt === undefined ? {} : { confirmedAt: found.confirmedAt }),
          ...(fresh || known === null || isMachine ? {} : { asOf: known.at }),
        };
      }),
    );
  };

  const report = async (code: Code, status: Status, found: Evidence): Promise<void> => {
    await client.confirmPrerequisite({
      params: { code },
      body: { status, evidence: found },
      idempotencyKey: uuid(),
    });
  };

  const notConfirmable = (code: Code): EloError =>
    new EloError('prerequisite-not-confirmable', `${code} is found out, not told`, { details: { code } });

  return {
    list,
    async confirm(given) {
      const parsed = PrerequisiteCode.safeParse(given);
      if (!parsed.success) throw new EloError('prerequisite-unknown', `there is no prerequisite ${given}`);
      const code = parsed.data;
      if (code === 'portal-account' || code === 'users-linked') throw notConfirmable(code);
      if (code === 'webstart-absent') {
        const finding = webStartFinding(await options.readWebStart());
        if (finding.status === 'failed') {
          throw new EloError('webstart-present', 'webStart was found on this machine', {
            details: { name: String(finding.evidence.facts['name'] ?? '') },
          });
        }
        if (finding.status === 'ok') await report(code, 'ok', finding.evidence);
        else {
          await report(code, 'ok', evidence('confirmed-by-user', { machine: hostname().slice(0, 100) }));
          ledger.values.set(machineKey, { by: options.user()?.name ?? '', at: isoTime(clock.now()) });
        }
        return list();
      }
      if (code === 'serial-number') {
        const { known } = await ask();
        const finding = serialNumber(known, undefined);
        if (finding.status === 'failed') throw notConfirmable(code);
        await report(code, 'ok', finding.status === 'ok' ? finding.evidence : evidence('confirmed-by-user'));
        return list();
      }
      await report(code, 'ok', evidence('confirmed-by-user'));
      return list();
    },
  };
}
