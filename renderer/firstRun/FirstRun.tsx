import { Button, makeStyles, mergeClasses, Text, Title2, Title3, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, CircleRegular, RecordFilled } from '@fluentui/react-icons';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Setup } from '../../shared/contract/windowSchemas.ts';
import type { TextKey } from '../../shared/text/text.ts';
import { FlowPanel } from '../account/FlowPanel.tsx';
import { StoreForm } from '../account/StoreForm.tsx';
import { useAccountFlow } from '../account/useAccountFlow.ts';
import { engine } from '../bridge/engine.ts';
import { Connected } from '../components/Connected.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { Toasts } from '../components/Toasts.tsx';
import { Folders } from '../settings/Folders.tsx';
import { useSetup } from '../state/setup.ts';
import { useStatus } from '../state/status.ts';
import { useAct } from '../state/useAct.ts';
import { useSay } from '../text/language.ts';
import { firstRunStep, firstRunSteps } from './firstRunStep.ts';
import type { FirstRunStep } from './firstRunStep.ts';
import { ServerStep } from './ServerStep.tsx';

const useStyles = makeStyles({
  whole: {
    height: '100%',
    display: 'grid',
    gridTemplateColumns: 'minmax(220px, 320px) minmax(0, 1fr)',
    backgroundColor: tokens.colorNeutralBackground2,
    '@media (max-width: 800px)': { gridTemplateColumns: '1fr', gridTemplateRows: 'auto 1fr' },
  },
  side: {
    padding: '32px 24px',
    display: 'flex',
    flexDirection: 'column',
    gap: '16px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 800px)': { padding: '16px 24px', gap: '8px' },
  },
  under: { color: tokens.colorNeutralForeground2 },
  welcome: { '@media (max-width: 800px)': { display: 'none' } },
  steps: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    '@media (max-width: 800px)': { flexDirection: 'row', flexWrap: 'wrap', gap: '8px 16px' },
  },
  step: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    minHeight: '32px',
    color: tokens.colorNeutralForeground2,
  },
  current: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold },
  done: { color: tokens.colorStatusSuccessForeground1, fontSize: '20px' },
  icon: { fontSize: '20px' },
  content: { overflowY: 'auto', padding: '32px', display: 'flex', flexDirection: 'column', gap: '16px' },
  inner: { maxWidth: '720px', display: 'flex', flexDirection: 'column', gap: '16px' },
  title: { margin: 0 },
  buttons: { display: 'flex', gap: '8px', marginTop: '8px' },
});

/** Headings of the steps that have no screen of their own. */
const headings: Readonly<Record<'link' | 'store' | 'folders' | 'done', readonly [TextKey, TextKey]>> = {
  link: ['firstRun.link.title', 'firstRun.link.under'],
  store: ['firstRun.store.title', 'firstRun.store.under'],
  folders: ['firstRun.folders.title', 'firstRun.folders.under'],
  done: ['firstRun.done.title', 'firstRun.done.under'],
};

/** The first run: at most four steps, each one only what is still missing. */
export function FirstRun({ setup }: { readonly setup: Setup }) {
  const styles = useStyles();
  const say = useSay();
  const [passed, setPassed] = useState<ReadonlySet<FirstRunStep>>(new Set());
  const pass = (step: FirstRunStep): void => setPassed((before) => new Set([...before, step]));
  const files = useStatus(
    ({ status }) => status?.folders.reduce((sum, folder) => sum + folder.files, 0) ?? 0,
  );
  const link = useAccountFlow('link');
  const finish = useAct(async () => useSetup.setState({ setup: await engine.setup.finish() }));
  const steps = firstRunSteps(setup);
  const step = firstRunStep(setup, passed);
  const at = steps.indexOf(step);

  const under = (name: keyof typeof headings, children: ReactNode) => (
    <>
      <Title3 as="h2" className={styles.title}>
        {say(headings[name][0])}
      </Title3>
      <Text>{say(headings[name][1])}</Text>
      {children}
    </>
  );
  const screen = ((): ReactNode => {
    switch (step) {
      case 'server':
        return <ServerStep setup={setup} />;
      case 'link':
        return under(
          'link',
          <>
            <FlowPanel account={link} label={say('account.link')} />
            <div className={styles.buttons}>
              <Button appearance="subtle" onClick={() => pass('link')}>
                {say('firstRun.link.later')}
              </Button>
            </div>
          </>,
        );
      case 'store':
        return under(
          'store',
          <>
            <StoreForm mayChange onSaved={() => pass('store')} />
            <div className={styles.buttons}>
              <Button appearance="subtle" onClick={() => pass('store')}>
                {say('firstRun.folders.next')}
              </Button>
            </div>
          </>,
        );
      case 'folders':
        return under(
          'folders',
          <>
            <Folders />
            <div className={styles.buttons}>
              {setup.folders > 0 ? (
                <Button appearance="primary" size="large" onClick={() => pass('folders')}>
                  {say('firstRun.folders.next')}
                </Button>
              ) : (
                <Button appearance="subtle" onClick={() => pass('folders')}>
                  {say('firstRun.folders.later')}
                </Button>
              )}
            </div>
          </>,
        );
      case 'done':
        return under(
          'done',
          <>
            {files > 0 && <Text role="status">{say('firstRun.done.files', { count: files })}</Text>}
            {finish.error !== null && <ErrorNotice error={finish.error} />}
            <div className={styles.buttons}>
              <Button
                appearance="primary"
                size="large"
                disabled={finish.running}
                onClick={() => void finish.run()}
              >
                {say('firstRun.done.open')}
              </Button>
            </div>
          </>,
        );
    }
  })();

  return (
    <div className={styles.whole}>
      <aside className={styles.side}>
        <Title2 as="h1" className={mergeClasses(styles.title, styles.welcome)}>
          {say('firstRun.title')}
        </Title2>
        <Text className={mergeClasses(styles.under, styles.welcome)}>{say('firstRun.under')}</Text>
        <Text className={styles.under}>{say('firstRun.step', { step: at + 1, of: steps.length })}</Text>
        <ol className={styles.steps}>
          {steps.map((name, index) => (
            <li
              key={name}
              className={mergeClasses(styles.step, name === step && styles.current)}
              aria-current={name === step ? 'step' : undefined}
            >
              {index < at ? (
                <CheckmarkCircleFilled className={styles.done} aria-hidden />
              ) : name === step ? (
                <RecordFilled className={styles.icon} aria-hidden />
              ) : (
                <CircleRegular className={styles.icon} aria-hidden />
              )}
              {say(`firstRun.step.${name}`)}
            </li>
          ))}
        </ol>
      </aside>
      <main className={styles.content}>
        <Connected />
        <div className={styles.inner}>{screen}</div>
      </main>
      <Toasts />
    </div>
  );
}
