import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
} from '@fluentui/react-components';
import type { OpenedCopyView } from '../../shared/contract/actSchemas.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { fileNameOf } from '../components/pathParts.ts';
import { toast } from '../components/toast.ts';
import { useChanges } from '../state/changes.ts';
import { useAct } from '../state/useAct.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import type { Say } from '../text/language.ts';
import { go } from '../app/route.ts';

const useStyles = makeStyles({
  place: { padding: '4px 24px', '@media (max-width: 800px)': { padding: '4px 8px' } },
  button: { minHeight: '40px' },
  line: { display: 'block', overflowWrap: 'anywhere' },
});

/** What choosing it would mean for the file as it is now. */
function meaning(say: Say, { question }: OpenedCopyView): readonly string[] {
  const current = question?.current;
  if (current === undefined) return [say('acts.copy.no-file')];
  const file = fileNameOf(current.path);
  return [
    say('acts.copy.means', { file }),
    ...(current.savesSince > 0 ? [say('acts.copy.newer', { count: current.savesSince })] : []),
    ...(current.otherEnvironments.length > 0
      ? [say('acts.copy.also', { names: current.otherEnvironments.join(', ') })]
      : []),
  ];
}

function CopyNote({ copy, changed }: { readonly copy: OpenedCopyView; readonly changed: () => void }) {
  const styles = useStyles();
  const say = useSay();
  const { question, environmentId } = copy;
  const version = copy.version === undefined ? {} : { version: copy.version };
  const decide = useAct(async (answer: 'current' | 'apart') => {
    const current = question?.current?.saveId;
    await engine.versions.decideCopy({
      file: copy.path,
      answer,
      ...(question === undefined ? {} : { saveId: question.saveId }),
      ...(current === undefined ? {} : { currentSaveId: current }),
    });
    toast(say(`acts.copy.${answer}.done`, { name: copy.environmentName ?? '', ...version }));
    changed();
  });
  if (question === undefined) return null;
  const current = question.current?.saveId;
  return (
    <div className={styles.place}>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>
          <strong>
            {say('acts.copy.asked', {
              name: copy.environmentName ?? environmentId,
              ...version,
              at: question.keptAt,
            })}
          </strong>
          {meaning(say, copy).map((line) => (
            <span key={line} className={styles.line}>
              {line}
            </span>
          ))}
        </MessageBarBody>
        <MessageBarActions>
          {question.current !== undefined && (
            <Button
              className={styles.button}
              appearance="primary"
              disabledFocusable={decide.running}
              onClick={() => void decide.run('current')}
            >
              {say('acts.copy.current')}
            </Button>
          )}
          <Button
            className={styles.button}
            disabledFocusable={decide.running}
            onClick={() => void decide.run('apart')}
          >
            {say('acts.copy.apart')}
          </Button>
          {current !== undefined && (
            <Button
              className={styles.button}
              appearance="subtle"
              onClick={() =>
                go({
                  place: 'compare',
                  environmentId,
                  before: { saveId: current },
                  after: { saveId: question.saveId },
                })
              }
            >
              {say('home.act.compare')}
            </Button>
          )}
        </MessageBarActions>
      </MessageBar>
      {decide.error !== null && <ErrorNotice error={decide.error} again={changed} />}
    </div>
  );
}

/** What was saved in opened copies and waits for the user's decision: of one environment, or all. */
export function CopyNotes({ environmentId }: { readonly environmentId?: string }) {
  const version = useChanges(({ of }) => `${of.files ?? 0} ${of.environments ?? 0} ${of.saves ?? 0}`);
  const read = useRead(
    `opened copies ${environmentId ?? ''}`,
    (signal) =>
      engine.versions.openedCopies(environmentId === undefined ? {} : { environmentId }, { signal }),
    version,
  );
  const asked = (read.value ?? []).filter(({ question }) => question !== undefined);
  return asked.map((copy) => <CopyNote key={copy.path} copy={copy} changed={read.again} />);
}
