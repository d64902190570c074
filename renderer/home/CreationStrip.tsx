import { Button, Link, makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, DismissRegular, ErrorCircleFilled } from '@fluentui/react-icons';
import type { CreationView } from '../../shared/contract/creationSchemas.ts';
import { engine } from '../bridge/engine.ts';
import { useChanges } from '../state/changes.ts';
import { useStatus } from '../state/status.ts';
import { useAct } from '../state/useAct.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import { openPanel } from '../acts/actPanel.ts';
import { openEnvironment } from './doAct.ts';

const useStyles = makeStyles({
  strip: {
    flexShrink: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    padding: '8px 24px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    maxHeight: '40%',
    overflowY: 'auto',
  },
  bare: { display: 'flex', flexDirection: 'column', gap: '8px' },
  head: { display: 'flex', gap: '16px', alignItems: 'baseline', flexWrap: 'wrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(320px, 1fr))',
    gap: '8px 24px',
  },
  one: { minWidth: 0, display: 'flex', flexDirection: 'column', gap: '4px' },
  line: { display: 'flex', alignItems: 'center', gap: '8px', minHeight: '40px', minWidth: 0 },
  name: {
    flexGrow: 1,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontWeight: tokens.fontWeightSemibold,
    textAlign: 'left',
  },
  done: { color: tokens.colorPaletteGreenForeground1, flexShrink: 0 },
  failed: { color: tokens.colorPaletteRedForeground1, flexShrink: 0 },
  whole: { gridColumn: '1 / -1' },
  word: { color: tokens.colorNeutralForeground2, flexShrink: 0 },
  failure: { display: 'flex', flexWrap: 'wrap', gap: '8px 16px', alignItems: 'center' },
  why: { flexGrow: 1, flexBasis: '320px' },
  code: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  help: { minHeight: '40px', flexShrink: 0 },
});

/** How far each step is on the way; what FoccoLojas does takes longest. */
const progress: Readonly<Record<CreationView['state'], number>> = {
  queued: 0.1,
  creating: 0.5,
  'making-file': 0.85,
  done: 1,
  failed: 1,
};

/** Environments and files in creation, each with how far it is; nobody waits for one to start the next. */
export function CreationStrip({ bare = false }: { readonly bare?: boolean }) {
  const styles = useStyles();
  const version = useChanges(({ of }) => of.creations ?? 0);
  const { value, again } = useRead(
    'creations',
    (signal) => engine.environments.creations({}, { signal }),
    version,
  );
  if (value === null || value.length === 0) return null;
  return <CreationList creations={value} changed={again} className={bare ? styles.bare : styles.strip} />;
}

/** What is being made, what failed, what is done. */
function CreationList({
  creations: value,
  changed: again,
  className,
}: {
  readonly creations: readonly CreationView[];
  readonly changed: () => void;
  readonly className: string | undefined;
}) {
  const styles = useStyles();
  const say = useSay();
  const done = value.filter(({ state }) => state === 'done').length;
  return (
    <section className={className} aria-label={say('creation.title')}>
      <div className={styles.head}>
        <Text weight="semibold">{say('creation.title')}</Text>
        <Text className={styles.quiet} role="status">
          {say('creation.count', { done, all: value.length })}
        </Text>
      </div>
      <ul className={styles.list}>
        {value.map((creation) => (
          <Creation key={creation.creationId} creation={creation} changed={again} />
        ))}
      </ul>
    </section>
  );
}

function Creation({ creation, changed }: { readonly creation: CreationView; readonly changed: () => void }) {
  const styles = useStyles();
  const say = useSay();
  const online = useStatus(({ status }) => status?.online ?? true);
  const { creationId, name, state, environmentId, reason } = creation;
  const dismiss = useAct(async () => {
    await engine.environments.dismissCreation({ creationId });
    changed();
  });
  const ended = state === 'done' || state === 'failed';
  const fileFailed = state === 'failed' && environmentId !== undefined;
  const word =
    state === 'queued' && !online
      ? say('creation.queued.offline')
      : fileFailed
        ? say('creation.failed.file')
        : say(`creation.${state}`);
  return (
    <li className={state === 'failed' ? styles.whole : styles.one}>
      <div className={styles.line}>
        {state === 'done' && <CheckmarkCircleFilled className={styles.done} aria-hidden />}
        {state === 'failed' && <ErrorCircleFilled className={styles.failed} aria-hidden />}
        {environmentId === undefined ? (
          <span className={styles.name} title={name}>
            {name}
          </span>
        ) : (
          <Link
            as="button"
            className={styles.name}
            title={say('creation.open', { name })}
            onClick={() => openEnvironment(environmentId)}
          >
            {name}
          </Link>
        )}
        <span className={styles.word}>{word}</span>
        {ended && (
          <Button
            appearance="transparent"
            icon={<DismissRegular />}
            aria-label={say('creation.dismiss', { name })}
            onClick={() => void dismiss.run()}
          />
        )}
      </div>
      {!ended && <ProgressBar value={progress[state]} aria-label={`${name}: ${word}`} />}
      {reason !== undefined && <Failure creation={creation} reason={reason} changed={changed} />}
    </li>
  );
}

/** Why it was not made, in one line, and what helps beside it. */
function Failure({
  creation: { creationId, environmentId },
  reason,
  changed,
}: {
  readonly creation: CreationView;
  readonly reason: string;
  readonly changed: () => void;
}) {
  const styles = useStyles();
  const say = useSay();
  const retry = useAct(async () => {
    await engine.environments.retryCreation({ creationId });
    changed();
  });
  const { text, remedy, supportCode } = say.error(retry.error ?? { code: reason });
  return (
    <div className={styles.failure} role="alert">
      <span className={styles.why}>
        {remedy === null ? text : `${text} ${remedy}`} <span className={styles.code}>{supportCode}</span>
      </span>
      <Button
        className={styles.help}
        disabledFocusable={retry.running}
        onClick={() => {
          if (environmentId !== undefined) openPanel({ kind: 'choose-file', environmentId });
          else void retry.run();
        }}
      >
        {say(environmentId === undefined ? 'creation.again' : 'creation.other-place')}
      </Button>
    </div>
  );
}
