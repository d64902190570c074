import { Button, Field, makeStyles, ProgressBar, Select, Text } from '@fluentui/react-components';
import { StethoscopeRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { profileName } from '../../shared/text/diagnosis/reportText.ts';
import { engine } from '../bridge/engine.ts';
import { EmptyScreen } from '../components/EmptyScreen.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { Page } from '../components/Page.tsx';
import { Section } from '../components/Section.tsx';
import { useChanges } from '../state/changes.ts';
import { useAct } from '../state/useAct.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import { AppliedFixes } from './AppliedFixes.tsx';
import { Checklist } from './Checklist.tsx';
import { PastRuns } from './PastRuns.tsx';
import { ProfileFields } from './ProfileFields.tsx';
import { ReportBar } from './ReportBar.tsx';
import { Results } from './Results.tsx';
import { useDiagnosis } from './useDiagnosis.ts';
import { useProfileValues } from './useProfile.ts';
import { WatchPanel } from './WatchPanel.tsx';

const useStyles = makeStyles({
  choose: { display: 'flex', gap: '16px', alignItems: 'flex-end', flexWrap: 'wrap' },
  form: { display: 'flex', flexDirection: 'column', gap: '16px' },
  profile: { flexGrow: 1, maxWidth: '480px', minWidth: '280px' },
});

/**
 * The checks of this machine: choose what works for the store, run it with progress, read what is wrong and who acts,
 * follow the steps, see whether it was mended, keep the report.
 */
export function Diagnosis({
  profile,
  only,
}: {
  readonly profile?: string | undefined;
  readonly only?: string | undefined;
}) {
  const styles = useStyles();
  const say = useSay();
  const changed = useChanges(({ of }) => of.diagnosis ?? 0);
  const profiles = useRead('profiles', async (signal) => engine.diagnosis.profiles({}, { signal }));
  const past = useRead('runs', async (signal) => engine.diagnosis.runs({}, { signal }), changed);
  const watches = useRead('watches', async (signal) => engine.diagnosis.watches({}, { signal }), changed);
  const [picked, setPicked] = useState<string | null>(profile ?? null);
  const { run, start, stop, show, clear } = useDiagnosis();
  const chosen = profiles.value?.find((known) => known.profile === picked) ?? profiles.value?.[0] ?? null;
  const values = useProfileValues(chosen);
  const open = useAct(async (runId: string) => {
    const diagnosis = await engine.diagnosis.get({ runId });
    setPicked(diagnosis.profile);
    show(diagnosis);
  });
  const keep = useAct(async (name: string, secrets: Readonly<Record<string, string>>) => {
    for (const [field, value] of Object.entries(secrets)) {
      if (values.keeps(field)) await engine.diagnosis.keepSecret({ profile: name, field, value });
    }
    values.remembered.again();
  });

  if (profiles.value === null || chosen === null) {
    return (
      <Page title={say('diagnosis.title')}>
        {profiles.error === null ? (
          <LoadingRows />
        ) : (
          <ErrorNotice error={profiles.error} again={profiles.again} />
        )}
      </Page>
    );
  }
  const running = run.state === 'running';
  const begin = async (one?: string): Promise<void> => {
    const { fields, secrets } = values.filled();
    await keep.run(chosen.profile, secrets);
    await start({
      profile: chosen.profile,
      fields,
      ...(Object.keys(secrets).length === 0 ? {} : { secrets }),
      ...(one === undefined ? {} : { only: one }),
    });
  };
  const nameOf = (name: string): string => {
    const known = profiles.value?.find((one) => one.profile === name);
    return known?.label ?? profileName({ profile: name }, say.locale);
  };
  const { diagnosis } = run;
  const watch = watches.value?.find((one) => one.profile === chosen.profile);
  return (
    <Page title={say('diagnosis.title')} under={say('diagnosis.under')}>
      <Section title={say('diagnosis.profile')}>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            void begin(only);
          }}
        >
          <div className={styles.choose}>
            <Field label={say('diagnosis.profile')} className={styles.profile}>
              <Select
                value={chosen.profile}
                disabled={running}
                onChange={(_event, { value }) => {
                  setPicked(value);
                  clear();
                }}
              >
                {profiles.value.map(({ profile: name }) => (
                  <option key={name} value={name}>
                    {nameOf(name)}
                  </option>
                ))}
              </Select>
            </Field>
            {running ? (
              <Button onClick={stop}>{say('diagnosis.stop')}</Button>
            ) : (
              <Button appearance="primary" type="submit">
                {say('diagnosis.run')}
              </Button>
            )}
          </div>
          <ProfileFields profile={chosen} values={values} />
        </form>
        {running && (
          <div role="status">
            <Text>{say('diagnosis.running', { done: run.done, of: run.of })}</Text>
            <ProgressBar value={run.done} max={Math.max(run.of, 1)} />
          </div>
        )}
        {run.state === 'stopped' && <Text role="status">{say('diagnosis.stopped')}</Text>}
        {run.error !== null && <ErrorNotice error={run.error} again={() => void begin(only)} />}
        {keep.error !== null && <ErrorNotice error={keep.error} />}
      </Section>
      {run.state === 'idle' && (
        <EmptyScreen
          icon={<StethoscopeRegular />}
          title={say('diagnosis.none.title')}
          text={say('diagnosis.none')}
        />
      )}
      {run.checks.length > 0 && (
        <Results
          profile={chosen.profile}
          run={run}
          isWatched={watch?.state === 'watching'}
          onCheck={(code) => void begin(code)}
        />
      )}
      {watch !== undefined && !running && <WatchPanel watch={watch} />}
      <Checklist profile={chosen.profile} diagnosis={diagnosis} version={changed} />
      <AppliedFixes version={changed} />
      {diagnosis !== null && <ReportBar runId={diagnosis.runId} />}
      <PastRuns past={past} error={open.error} nameOf={nameOf} onOpen={(runId) => void open.run(runId)} />
    </Page>
  );
}
