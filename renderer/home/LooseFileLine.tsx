import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { WarningFilled } from '@fluentui/react-icons';
import { memo } from 'react';
import type { LooseFile } from '../../shared/contract/windowSchemas.ts';
import type { FileAnswer } from '../../shared/domain/states.ts';
import { fileProblemText } from '../../shared/text/fileProblemText.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { spellLately } from '../components/spell.ts';
import { toast } from '../components/toast.ts';
import { useHomeRows } from '../state/homeRows.ts';
import { useAct } from '../state/useAct.ts';
import { WhichMoved } from './WhichMoved.tsx';
import { useSay } from '../text/language.ts';
import { FoundText } from '../acts/FoundText.tsx';
import { openPanel } from '../acts/actPanel.ts';
import { SavePicture } from '../acts/SavePicture.tsx';
import { fileNameOf, folderOf } from '../components/pathParts.ts';
import { hasNothingToBind, readLooseFiles } from '../acts/useLooseFiles.ts';
import { useNow } from '../state/useNow.ts';

const useStyles = makeStyles({
  line: {
    display: 'grid',
    gridTemplateColumns: '72px minmax(0, 1fr) auto',
    columnGap: '16px',
    alignItems: 'center',
    minHeight: '72px',
    boxSizing: 'border-box',
    padding: '8px 16px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 800px)': { columnGap: '12px', padding: '8px' },
  },
  facts: { minWidth: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  cut: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  problem: { display: 'flex', alignItems: 'center', gap: '8px' },
  warning: { color: tokens.colorStatusWarningForeground1, flexShrink: 0 },
  button: { minHeight: '40px', whiteSpace: 'nowrap' },
  question: { gridColumn: '2 / -1', minWidth: 0, paddingTop: '8px' },
  asked: { display: 'block', paddingBottom: '8px' },
  answers: {
    display: 'grid',
    gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
    gap: '8px 16px',
    '@media (max-width: 800px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  answer: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '4px' },
});

const answers = ['moved', 'copy', 'ignore'] as const satisfies readonly FileAnswer[];

/** A file without environment: what it is, and the one step that is next, or the question it raises. */
export const LooseFileLine = memo(function LooseFileLine({
  file,
  active,
  words,
}: {
  readonly file: LooseFile;
  readonly active: boolean;
  readonly words: readonly string[];
}) {
  const styles = useStyles();
  const say = useSay();
  const now = useNow();
  const tabIndex = active ? 0 : -1;
  const name = fileNameOf(file.path);
  // An ignored file is considered again by the answer that it is a file of its own.
  const consider = async (): Promise<void> => {
    await engine.files.answer({ file: file.fileId, answer: 'copy' });
    readLooseFiles();
    toast(say('home.answered.consider', { file: name }));
  };
  const answer = useAct(async (given: FileAnswer | 'consider', of?: string) => {
    if (given === 'consider') return consider();
    await engine.files.answer({ file: file.fileId, answer: given, ...(of === undefined ? {} : { of }) });
    readLooseFiles();
    // A file that is ignored can be considered again; histories that were joined stay joined.
    const undo = given === 'ignore' ? () => void consider().catch(readLooseFiles) : undefined;
    toast(say(`home.answered.${given}`, { file: name }), undo);
  });
  const reveal = useAct(() => engine.desktop.reveal({ path: file.path }));
  const error = answer.error ?? reveal.error;
  return (
    <div className={styles.line}>
      <div role="gridcell">
        <SavePicture saveId={file.lastSave?.saveId} />
      </div>
      <div role="gridcell" className={styles.facts}>
        <span className={mergeClasses(styles.cut, styles.name)} title={file.path}>
          <FoundText text={name} words={words} />
        </span>
        <span className={mergeClasses(styles.cut, styles.quiet)} title={file.path}>
          {folderOf(file.path)}
        </span>
        <Facts file={file} now={now} />
      </div>
      <div role="gridcell">
        {file.question === undefined &&
          (hasNothingToBind(file) && !file.ignored ? (
            <Button
              className={styles.button}
              tabIndex={tabIndex}
              disabledFocusable={reveal.running}
              aria-label={say('home.act.of', { act: say('environment.file-show'), name })}
              onClick={() => void reveal.run()}
            >
              {say('environment.file-show')}
            </Button>
          ) : file.ignored ? (
            <Button
              className={styles.button}
              tabIndex={tabIndex}
              disabledFocusable={answer.running}
              onClick={() => void answer.run('consider')}
            >
              {say('home.files.consider')}
            </Button>
          ) : (
            <Button
              className={styles.button}
              appearance="primary"
              tabIndex={tabIndex}
              aria-label={say('home.act.of', { act: say('home.files.bind'), name })}
              onClick={() => openPanel({ kind: 'bind-file', fileId: file.fileId })}
            >
              {say('home.files.bind')}
            </Button>
          ))}
      </div>
      {(file.question !== undefined || error !== null) && (
        <div role="gridcell" className={styles.question}>
          {file.question !== undefined && (
            <>
              <span className={styles.asked}>
                <Asked file={file} />
              </span>
              <div className={styles.answers}>
                {answers.map((given) => (
                  <div key={given} className={styles.answer}>
                    <Button
                      className={styles.button}
                      tabIndex={tabIndex}
                      disabledFocusable={answer.running}
                      aria-describedby={`${file.fileId}-${given}`}
                      onClick={() => void answer.run(given)}
                    >
                      {say(`home.answer.${given}`)}
                    </Button>
                    <span id={`${file.fileId}-${given}`} className={styles.quiet}>
                      {say(`home.answer.${given}.why`)}
                    </span>
                  </div>
                ))}
              </div>
            </>
          )}
          {answer.error?.code === 'question-needs-file' && file.question !== undefined ? (
            <WhichMoved
              fileIds={file.question.otherFileIds}
              busy={answer.running}
              onPick={(of) => void answer.run('moved', of)}
            />
          ) : (
            error !== null && <ErrorNotice error={error} />
          )}
        </div>
      )}
    </div>
  );
});

/** What is asked, with the environment of the file Elo takes it for, where that is known. */
function Asked({ file }: { readonly file: LooseFile }) {
  const say = useSay();
  const others = file.question?.otherFileIds ?? [];
  const environment = useHomeRows(({ rows }) => {
    for (const { row } of rows.values()) {
      if (row.fileId !== undefined && others.includes(row.fileId)) {
        return `${row.customerName} · ${row.projectName} · ${row.name}`;
      }
    }
    return null;
  });
  return environment === null ? say('home.question') : say('home.question.of', { environment });
}

function Facts({ file, now }: { readonly file: LooseFile; readonly now: number }) {
  const styles = useStyles();
  const say = useSay();
  const problem = fileProblemText(file, say.locale);
  const warning = file.ignored
    ? say('home.files.ignored')
    : (problem ?? (file.present ? null : say('home.files.gone')));
  if (warning !== null) {
    return (
      <span className={styles.problem}>
        {!file.ignored && <WarningFilled className={styles.warning} aria-hidden />}
        <span
          className={mergeClasses(problem === null ? styles.cut : undefined, styles.quiet)}
          title={warning}
        >
          {warning}
        </span>
      </span>
    );
  }
  const saves =
    file.saves === 1 ? say('home.files.saves.one') : say('home.files.saves', { count: file.saves });
  const saved =
    file.lastSave === undefined
      ? null
      : say('home.saved', { ago: spellLately(file.lastSave.keptAt, now, say.locale) });
  return (
    <span className={mergeClasses(styles.cut, styles.quiet)}>
      {saved === null ? saves : `${saved} · ${saves}`}
    </span>
  );
}
