import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { engine } from '../bridge/engine.ts';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { fileNameOf, folderOf } from '../components/pathParts.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  all: { display: 'flex', flexDirection: 'column', gap: '8px' },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
  },
  button: { minHeight: '48px', justifyContent: 'flex-start', textAlign: 'left', width: '100%' },
  facts: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
});

/** Several files may be the one that was moved: the user says which. */
export function WhichMoved({
  fileIds,
  busy,
  onPick,
}: {
  readonly fileIds: readonly string[];
  readonly busy: boolean;
  readonly onPick: (fileId: string) => void;
}) {
  const styles = useStyles();
  const say = useSay();
  const files = useRead(`moved ${fileIds.join(' ')}`, (signal) => engine.files.list({}, { signal }));
  if (files.value === null) return <LoadingRows count={2} />;
  return (
    <div className={styles.all}>
      <Text role="alert">{say('error.question-needs-file')}</Text>
      <ul className={styles.list}>
        {files.value
          .filter(({ fileId }) => fileIds.includes(fileId))
          .map(({ fileId, path }) => (
            <li key={fileId}>
              <Button className={styles.button} disabledFocusable={busy} onClick={() => onPick(fileId)}>
                <span className={styles.facts}>
                  <span>{fileNameOf(path)}</span>
                  <span className={styles.quiet}>{folderOf(path)}</span>
                </span>
              </Button>
            </li>
          ))}
      </ul>
    </div>
  );
}
