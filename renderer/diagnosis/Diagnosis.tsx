import {
  Button,
  Field,
  Input,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  ProgressBar,
  Select,
  Text,
  tokens,
} from '@fluentui/react-components';
import { StethoscopeRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { runWords } from '../../shared/text/diagnosis/reportText.ts';
import { engine } from '../bridge/engine.ts';
import { EmptyScreen } from '../components/EmptyScreen.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { Page } from '../components/Page.tsx';
import { Section } from '../components/Section.tsx';
import { spellTime } from '../components/spell.ts';
import { toast } from '../components/toast.ts';
import { useChanges } from '../state/changes.ts';
import { useAct } from '../state/useAct.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import { CheckRow } from './CheckRow.tsx';
import { useDiagnosis } from './useDiagnosis.ts';

const useStyles = makeStyles({
  choose: { display: 'flex', gap: '16px', alignItems: 'flex-end', flexWrap: 'wrap' },
  profile: { minWidth: '280px' },
  field: { minWidth: '200px' },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  buttons: { display: 'flex', gap: '8px', flexWrap: 'wrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
  past: { display: 'flex', flexDirection: 'column', gap: '4px', alignItems: 'flex-start' },
});

const intents = {
  ok: 'success',
  warning: 'warning',
  failed: 'error',
  skipped: 'info',
  unknown: 'warning',
} as const;

/** The checks of this machine: choose, run with progress, results with advice, earlier runs, report. */
export function Diagnosis({
  profile,
  only,
}: {
  readonly profile?: string | undefined;
  readonly only?: string | undefined;
}) {
  const styles = useStyles();
  const say = useSay();
  const profiles = useRead('profiles', async (signal) => engine.diagnosis.profiles({}, { signal }));
  const changed = useChanges(({ of }) => of.diagnosis ?? 0);
  const past = useRead('runs', async (signal) => engine.diagnosis.runs({}, { signal }), changed);
  const [picked, setPicked] = useState<string | null>(profile ?? null);
  const [fields, setFields] = useState<Readonly<Record<string, string>>>({});
  const { run, start, stop, show } = useDiagnosis();
  /** Until a run has ended its own time is not known. */
  const [openedAt] = useState(() => new Date().toISOString());
  const save = useAct(async (runId: string, forOthers: boolean) => {
    const { path } = await engine.diagnosis.save({ runId, forOthers });
    toast(say('diagnosis.saved', { path }));
    await engine.desktop.reveal({ path });
  });
  const open = useAct(async (runId: string) => show(await engine.diagnosis.get({ runId })));

  if (profiles.value === null) {
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
  const chosen = profiles.value.find((known) => known.profile === picked) ?? profiles.value[0];
  const running = run.state === 'running';
  const begin = (): void => {
    if (chosen === undefined) return;
    const known = chosen.fields.map(({ name }) => [name, fields[name]?.trim() ?? ''] as const);
    const filled = Object.fromEntries(known.filter(([, value]) => value !== ''));
    void start({
      profile: chosen.profile,
      ...(Object.keys(filled).length === 0 ? {} : { fields: filled }),
      ...(only === undefined ? {} : { only }),
    });
  };
  const { diagnosis } = run;
  const words = runWords(
    diagnosis ?? {
      checks: run.checks.flatMap(({ result }) => result ?? []),
      startedAt: openedAt,
    },
    say.locale,
  );
  return (
    <Page title={say('diagnosis.title')} under={say('diagnosis.under')}>
      <Section title={say('diagnosis.profile')}>
        <form
          className={styles.choose}
          onSubmit={(event) => {
            event.preventDefault();
            begin();
          }}
        >
          <Select
            className={styles.profile}
            aria-label={say('diagnosis.profile')}
            value={chosen?.profile ?? ''}
            onChange={(_event, { value }) => setPicked(value)}
          >
            {profiles.value.map(({ profile: name }) => (
              <option key={name} value={name}>
                {say.word('profile', name)}
              </option>
            ))}
          </Select>
          {chosen?.fields.map(({ name, required, secret }) => (
            <Field
              key={name}
              label={say.word('field', name)}
              hint={required ? null : say('diagnosis.optional')}
              className={styles.field}
            >
              <Input
                type={secret ? 'password' : 'text'}
                autoComplete="off"
                maxLength={2_000}
                value={fields[name] ?? ''}
                onChange={(_event, { value }) => setFields((before) => ({ ...before, [name]: value }))}
              />
            </Field>
          ))}
          {running ? (
            <Button onClick={stop}>{say('diagnosis.stop')}</Button>
          ) : (
            <Button appearance="primary" type="submit">
              {say('diagnosis.run')}
            </Button>
          )}
        </form>
        {running && (
          <div role="status">
            <Text>{say('diagnosis.running', { done: run.done, of: run.of })}</Text>
            <ProgressBar value={run.done} max={Math.max(run.of, 1)} />
          </div>
        )}
        {run.state === 'stopped' && <Text role="status">{say('diagnosis.stopped')}</Text>}
        {run.error !== null && <ErrorNotice error={run.error} again={begin} />}
      </Section>
      {run.state === 'idle' && (
        <EmptyScreen
          icon={<StethoscopeRegular />}
          title={say('diagnosis.none.title')}
          text={say('diagnosis.none')}
        />
      )}
      {run.checks.length > 0 && (
        <Section title={say('diagnosis.results')}>
          {diagnosis !== null && (
            <>
              <MessageBar intent={intents[diagnosis.verdict]} layout="multiline">
                <MessageBarBody>
                  <MessageBarTitle>{say(`diagnosis.verdict.${diagnosis.verdict}`)}</MessageBarTitle>
                  {diagnosis.brokenLink !== null &&
                    ` ${say('diagnosis.first-break')}: ${say.word('check', diagnosis.brokenLink)}`}
                </MessageBarBody>
              </MessageBar>
              <Text className={styles.quiet}>
                {say('diagnosis.at', {
                  at: diagnosis.startedAt,
                  seconds: new Intl.NumberFormat(say.locale, { maximumFractionDigits: 1 }).format(
                    diagnosis.durationMs / 1_000,
                  ),
                })}
              </Text>
            </>
          )}
          <ul className={styles.list}>
            {run.checks.map(({ code, result }) => (
              <CheckRow key={code} code={code} result={result} running={running} words={words} />
            ))}
          </ul>
          {save.error !== null && <ErrorNotice error={save.error} />}
          {diagnosis !== null && (
            <div className={styles.buttons}>
              <Button disabled={save.running} onClick={() => void save.run(diagnosis.runId, false)}>
                {say('diagnosis.save')}
              </Button>
              <Button disabled={save.running} onClick={() => void save.run(diagnosis.runId, true)}>
                {say('diagnosis.save-for-others')}
              </Button>
            </div>
          )}
        </Section>
      )}
      <Section title={say('diagnosis.history')}>
        {open.error !== null && <ErrorNotice error={open.error} />}
        {past.error !== null && <ErrorNotice error={past.error} again={past.again} />}
        {past.value?.length === 0 && <Text>{say('diagnosis.history.none')}</Text>}
        <div className={styles.past}>
          {past.value?.map((earlier) => (
            <Button key={earlier.runId} appearance="subtle" onClick={() => void open.run(earlier.runId)}>
              {spellTime(earlier.startedAt, say.locale)} · {say.word('profile', earlier.profile)} ·{' '}
              {say(`diagnosis.status.${earlier.verdict}`)}
            </Button>
          ))}
        </div>
      </Section>
    </Page>
  );
}
