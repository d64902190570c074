import { Button, Field, Input, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircleFilled,
  CircleRegular,
  ClockRegular,
  CopyRegular,
  DismissCircleFilled,
} from '@fluentui/react-icons';
import { useState } from 'react';
import type { ChecklistStep } from '../../shared/contract/diagnosisSchemas.ts';
import type { StepInWords } from '../../shared/text/diagnosis/stepInWords.ts';
import { engine } from '../bridge/engine.ts';
import { copyText } from '../components/copyText.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { toast } from '../components/toast.ts';
import { useAct } from '../state/useAct.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    gap: '16px',
    padding: '12px 0',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  icon: { fontSize: '20px', flexShrink: 0, marginTop: '2px', color: tokens.colorNeutralForeground3 },
  done: { color: tokens.colorStatusSuccessForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
  what: {
    flexGrow: 1,
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  head: { display: 'flex', gap: '8px', flexWrap: 'wrap', alignItems: 'baseline' },
  confirm: { display: 'flex', gap: '8px', flexWrap: 'wrap', alignItems: 'flex-end', marginTop: '8px' },
  field: { minWidth: '280px' },
  message: {
    margin: 0,
    padding: '16px',
    fontFamily: 'inherit',
    whiteSpace: 'pre-wrap',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
});

const icons = {
  done: CheckmarkCircleFilled,
  failed: DismissCircleFilled,
  open: CircleRegular,
  waiting: ClockRegular,
} as const;

/** One step: who, why, how, how it stands, and what is needed to confirm it. */
export function ChecklistRow({
  profile,
  number,
  step,
  words,
  waitsFor,
  onChanged,
}: {
  readonly profile: string;
  readonly number: number;
  readonly step: ChecklistStep;
  readonly words: StepInWords;
  /** Names of the steps before it that are not done. */
  readonly waitsFor: readonly string[];
  readonly onChanged: () => void;
}) {
  const styles = useStyles();
  const say = useSay();
  const [typed, setTyped] = useState('');
  const { code, state, confirm, confirmed } = step;
  const act = useAct(async (what: 'confirm' | 'withdraw') => {
    const text = typed.trim();
    if (what === 'withdraw') await engine.diagnosis.withdrawStep({ profile, step: code });
    else {
      await engine.diagnosis.confirmStep({
        profile,
        step: code,
        ...(text === '' || confirm === 'typed-store-name' ? {} : { note: text }),
        ...(confirm === 'typed-store-name' ? { typed: text } : {}),
      });
    }
    setTyped('');
    onChanged();
  });
  const Icon = icons[state];
  const mayConfirm = confirm !== undefined && confirmed === undefined && waitsFor.length === 0;
  const asks = confirm === 'note' || confirm === 'typed-store-name';
  const { message } = words;
  return (
    <li className={styles.row} data-step={code} data-state={state}>
      <Icon
        aria-hidden
        className={mergeClasses(
          styles.icon,
          state === 'done' && styles.done,
          state === 'failed' && styles.failed,
        )}
      />
      <div className={styles.what}>
        <span className={styles.head}>
          <Text weight="semibold">
            {number}. {words.name}
          </Text>
          <Text className={styles.quiet}>
            {words.responsible} · {words.state}
          </Text>
        </span>
        {words.need !== '' && <Text>{words.need}</Text>}
        {words.procedure !== '' && state !== 'done' && <Text>{words.procedure}</Text>}
        {waitsFor.length > 0 && (
          <Text className={styles.quiet}>{say('diagnosis.step.waits', { steps: waitsFor.join(', ') })}</Text>
        )}
        {words.evidence !== null && <Text className={styles.quiet}>{words.evidence}</Text>}
        {words.confirmed !== null && <Text className={styles.quiet}>{words.confirmed}</Text>}
        {message !== null && (state === 'open' || state === 'failed') && (
          <>
            <pre className={styles.message}>{message}</pre>
            <span>
              <Button
                icon={<CopyRegular />}
                onClick={() => {
                  void copyText(message).then(() => toast(say('diagnosis.message-copied')));
                }}
              >
                {say('diagnosis.copy-message')}
              </Button>
            </span>
          </>
        )}
        {act.error !== null && <ErrorNotice error={act.error} />}
        {mayConfirm && (
          <form
            className={styles.confirm}
            onSubmit={(event) => {
              event.preventDefault();
              void act.run('confirm');
            }}
          >
            {asks && (
              <Field
                className={styles.field}
                label={say(confirm === 'note' ? 'diagnosis.step.note' : 'diagnosis.step.typed')}
              >
                <Input
                  value={typed}
                  maxLength={confirm === 'note' ? 1_000 : 200}
                  onChange={(_event, { value }) => setTyped(value)}
                />
              </Field>
            )}
            <Button type="submit" disabled={act.running || (asks && typed.trim() === '')}>
              {say('diagnosis.step.confirm')}
            </Button>
          </form>
        )}
        {confirmed !== undefined && (
          <span>
            <Button appearance="subtle" disabled={act.running} onClick={() => void act.run('withdraw')}>
              {say('diagnosis.step.withdraw')}
            </Button>
          </span>
        )}
      </div>
    </li>
  );
}
