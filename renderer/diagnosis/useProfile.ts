import { useState } from 'react';
import type {
  ProfileFieldView,
  ProfileView,
  RememberedFields,
} from '../../shared/contract/diagnosisSchemas.ts';
import { engine } from '../bridge/engine.ts';
import { useRead } from '../state/useRead.ts';
import type { Read } from '../state/useRead.ts';

/** What the user typed for a profile, over what is remembered of it. */
export interface ProfileValues {
  readonly remembered: Read<RememberedFields>;
  /** What stands in a field now; of a secret only what was typed here. */
  value(field: ProfileFieldView): string;
  set(name: string, value: string): void;
  /** Whether a typed secret is to be kept in the vault. */
  keeps(name: string): boolean;
  setKeeps(name: string, keep: boolean): void;
  /** Fields and secrets for a run; what is empty is left out. */
  filled(): { fields: Record<string, string>; secrets: Record<string, string> };
}

/** @param profile `null` while none is known */
export function useProfileValues(profile: ProfileView | null): ProfileValues {
  const name = profile?.profile ?? null;
  const remembered = useRead(name, async (signal) =>
    engine.diagnosis.remembered({ profile: name ?? '' }, { signal }),
  );
  // Values belong to their profile: two profiles may ask for a host.
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [kept, setKept] = useState<Readonly<Record<string, boolean>>>({});
  const key = (field: string): string => `${name ?? ''} ${field}`;
  const value = ({ name: field, secret, default: usual }: ProfileFieldView): string =>
    typed[key(field)] ?? (secret ? '' : (remembered.value?.fields[field] ?? usual ?? ''));
  return {
    remembered,
    value,
    set: (field, text) => setTyped((before) => ({ ...before, [key(field)]: text })),
    keeps: (field) => kept[key(field)] ?? false,
    setKeeps: (field, keep) => setKept((before) => ({ ...before, [key(field)]: keep })),
    filled() {
      const fields: Record<string, string> = {};
      const secrets: Record<string, string> = {};
      for (const field of profile?.fields ?? []) {
        // A secret is taken as it was typed: a space at its end may belong to it.
        const text = field.secret ? value(field) : value(field).trim();
        if (text !== '') (field.secret ? secrets : fields)[field.name] = text;
      }
      return { fields, secrets };
    },
  };
}
