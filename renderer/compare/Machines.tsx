import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Spinner,
  Text,
  Title3,
  tokens,
} from '@fluentui/react-components';
import { ArrowSwapRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { DisagreementView, Resolved } from '../../shared/contract/disagreementSchemas.ts';
import type { StateRef } from '../../shared/contract/windowSchemas.ts';
import { go } from '../app/route.ts';
import { engine } from '../bridge/engine.ts';
import { EmptyScreen } from '../components/EmptyScreen.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { Page } from '../components/Page.tsx';
import { PreviewPicture } from '../components/PreviewPicture.tsx';
import { useChanges } from '../state/changes.ts';
import { readAgain } from '../state/homeRows.ts';
import { useAct } from '../state/useAct.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import { environmentLine } from './environmentLine.ts';

const useStyles = makeStyles({
  why: { maxWidth: '720px', marginBottom: '16px' },
  sides: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(280px, 1fr))',
    gap: '16px',
    maxWidth: '1000px',
  },
  side: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '16px',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  picture: { height: '180px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  grow: { flexGrow: 1 },
  compare: { margin: '16px 0', minHeight: '40px' },
  notice: { marginBottom: '16px', maxWidth: '1000px' },
});

type Choice = 'mine' | 'theirs';

/** Two machines changed an environment apart: both drawings side by side, compared, and one chosen. */
export function Machines({ environmentId }: { readonly environmentId: string }) {
  const styles = useStyles();
  const say = useSay();
  const version = useChanges(({ environments }) => environments.get(environmentId) ?? 0);
  const environment = useRead(`environment ${environmentId}`, (signal) =>
    engine.environments.get({ environmentId }, { signal }),
  );
  const read = useRead(
    `disagreement ${environmentId}`,
    async (signal) => ({ view: await engine.environments.disagreement({ environmentId }, { signal }) }),
    version,
  );
  const [decided, setDecided] = useState<Resolved | null>(null);
  const decide = useAct(async (choice: Choice, view: DisagreementView, saveId?: string) => {
    const answer = await engine.environments.resolve({
      environmentId,
      choice,
      versionToken: view.versionToken,
      ...(saveId === undefined ? {} : { saveId }),
    });
    readAgain(environmentId);
    setDecided(answer);
  });
  const view = read.value?.view ?? null;
  const under = environment.value === null ? undefined : environmentLine(environment.value, say);
  const done = decided === null ? null : spellDecided(say, decided);

  return (
    <Page title={say('machines.title')} under={under} back>
      <div role="status" className={done === null && !decide.running ? undefined : styles.notice}>
        {decide.running && <Spinner size="tiny" labelPosition="after" label={say('machines.deciding')} />}
        {done !== null && (
          <MessageBar intent="success">
            <MessageBarBody>{done}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      {decide.error !== null && (
        <div className={styles.notice}>
          <ErrorNotice error={decide.error} again={read.again} />
        </div>
      )}
      {read.error !== null && <ErrorNotice error={read.error} again={read.again} />}
      {read.value === null && read.error === null && <LoadingRows count={3} />}
      {read.value !== null && view === null && done === null && (
        <EmptyScreen icon={<ArrowSwapRegular />} title={say('machines.none')} />
      )}
      {view !== null && done === null && (
        <>
          <Text block className={styles.why}>
            {say(view.mine === null ? 'machines.no-mine' : 'machines.why')}
          </Text>
          <div className={styles.sides}>
            {view.mine !== null && (
              <Side
                title={say('machines.mine')}
                state={{ saveId: view.mine.saveId }}
                facts={say('machines.mine.facts', { number: view.mine.number, keptAt: view.mine.keptAt })}
                version={view.mine.version}
                current={false}
                means={say('machines.keep-mine.means')}
                button={say('machines.keep-mine')}
                busy={decide.running}
                choose={() => void decide.run('mine', view)}
              />
            )}
            {view.theirs.map((their) => (
              <Side
                key={their.saveId}
                title={say('machines.theirs')}
                state={{ environmentId, receivedSaveId: their.saveId }}
                facts={say('machines.theirs.facts', {
                  fileName: their.fileName,
                  receivedAt: their.receivedAt,
                })}
                version={their.version}
                current={their.current}
                means={say('machines.keep-theirs.means')}
                button={say('machines.keep-theirs')}
                busy={decide.running}
                choose={() => void decide.run('theirs', view, their.saveId)}
                compare={
                  view.mine === null
                    ? undefined
                    : () => compare(environmentId, their.saveId, view.mine?.saveId ?? '')
                }
              />
            ))}
          </div>
        </>
      )}
    </Page>
  );
}

function compare(environmentId: string, theirs: string, mine: string): void {
  go({
    place: 'compare',
    environmentId,
    before: { environmentId, receivedSaveId: theirs },
    after: { saveId: mine },
  });
}

function spellDecided(say: ReturnType<typeof useSay>, decided: Resolved): string {
  if (decided.path !== undefined) return say('machines.decided.theirs', { path: decided.path });
  return decided.version === undefined
    ? say('machines.decided.mine.no-listing')
    : say('machines.decided.mine', { version: decided.version });
}

function Side({
  title,
  state,
  facts,
  version,
  current,
  means,
  button,
  busy,
  choose,
  compare: look,
}: {
  readonly title: string;
  readonly state: StateRef;
  readonly facts: string;
  readonly version: number | undefined;
  readonly current: boolean;
  readonly means: string;
  readonly button: string;
  readonly busy: boolean;
  readonly choose: () => void;
  readonly compare?: (() => void) | undefined;
}) {
  const styles = useStyles();
  const say = useSay();
  return (
    <section className={styles.side} aria-label={title}>
      <Title3 as="h2">{title}</Title3>
      <PreviewPicture state={state} alt={title} size="fill" fit="contain" className={styles.picture} />
      <Text>{facts}</Text>
      {version !== undefined && <Text>{say('machines.version', { version })}</Text>}
      {current && <Text className={styles.quiet}>{say('machines.current')}</Text>}
      <Text className={styles.grow}>{means}</Text>
      {look !== undefined && (
        <Button size="large" icon={<ArrowSwapRegular />} onClick={look}>
          {say('machines.compare')}
        </Button>
      )}
      <Button size="large" appearance="primary" disabledFocusable={busy} onClick={choose}>
        {button}
      </Button>
    </section>
  );
}
