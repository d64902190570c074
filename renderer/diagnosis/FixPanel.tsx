import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ShieldTaskRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { AppliedFix, FixFacts, ShownFixPlan } from '../../shared/contract/fixSchemas.ts';
import { sentenceFacts } from '../../shared/text/diagnosis/sentenceFacts.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { toast } from '../components/toast.ts';
import { useAct } from '../state/useAct.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '16px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
  command: {
    margin: 0,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  buttons: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/**
 * A repair Elo can make on this computer: first the exact command with what it does and how it is taken back, then the
 * user's consent, then the system's own question for rights; afterwards the way back.
 */
export function FixPanel({
  profile,
  code,
  facts,
  isWatched,
}: {
  readonly profile: string;
  readonly code: string;
  readonly facts: FixFacts;
  readonly isWatched: boolean;
}) {
  const styles = useStyles();
  const say = useSay();
  const [plan, setPlan] = useState<ShownFixPlan | null>(null);
  const [applied, setApplied] = useState<AppliedFix | null>(null);
  const look = useAct(async () => setPlan(await engine.fixes.plan({ code, facts })));
  const apply = useAct(async (planId: string) => {
    setApplied(await engine.fixes.apply({ code, facts, planId, consent: true }));
    toast(say('diagnosis.fix.done'));
    if (isWatched) await engine.diagnosis.adviceTaken({ profile, advice: 'ran-fix' });
  });
  const undo = useAct(async (fixId: string) => {
    setApplied(await engine.fixes.undo({ fixId, consent: true }));
    setPlan(null);
  });
  const error = look.error ?? apply.error ?? undo.error;
  if (plan === null) {
    return (
      <>
        {error !== null && <ErrorNotice error={error} />}
        <span>
          <Button icon={<ShieldTaskRegular />} disabled={look.running} onClick={() => void look.run()}>
            {say('diagnosis.fix.look')}
          </Button>
        </span>
      </>
    );
  }
  const words = sentenceFacts(plan.facts);
  const done = applied?.state === 'applied';
  return (
    <div
      className={styles.panel}
      role="group"
      aria-label={say.maybe(`fix.${plan.code}.title`, words) ?? plan.code}
    >
      <Text weight="semibold">{say.maybe(`fix.${plan.code}.title`, words)}</Text>
      <Text>{say.maybe(`fix.${plan.code}.text`, words)}</Text>
      <Text className={styles.quiet}>{say('diagnosis.fix.command')}</Text>
      <pre className={styles.command}>{plan.commands.join('\n')}</pre>
      <Text className={styles.quiet}>{say.maybe(`fix.${plan.code}.undo`, words)}</Text>
      {error !== null && <ErrorNotice error={error} />}
      <div className={styles.buttons}>
        {applied === null || applied.state === 'failed' ? (
          <>
            <Button appearance="primary" disabled={apply.running} onClick={() => void apply.run(plan.planId)}>
              {say('diagnosis.fix.apply')}
            </Button>
            <Button disabled={apply.running} onClick={() => setPlan(null)}>
              {say('diagnosis.fix.leave')}
            </Button>
          </>
        ) : (
          <Text role="status">{say.maybe(`fix.state.${applied.state}`) ?? applied.state}</Text>
        )}
        {done && (
          <Button disabled={undo.running} onClick={() => void undo.run(applied.fixId)}>
            {say('diagnosis.fix.undo')}
          </Button>
        )}
      </div>
    </div>
  );
}
