import { Checkbox, makeStyles } from '@fluentui/react-components';
import { DocumentCheckmarkRegular, SearchRegular } from '@fluentui/react-icons';
import { useCallback, useMemo, useState } from 'react';
import { useQuery } from '../app/query.ts';
import { EmptyScreen } from '../components/EmptyScreen.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { useSay } from '../text/language.ts';
import { leaveList } from './EnvironmentList.tsx';
import { openPanel } from '../acts/actPanel.ts';
import { LooseFileLine } from './LooseFileLine.tsx';
import { RowGrid } from './RowGrid.tsx';
import { matchesWords, searchText, searchWords } from '../components/searchText.ts';
import { hasNothingToBind, readLooseFiles, useLooseFiles } from '../acts/useLooseFiles.ts';

const useStyles = makeStyles({
  notice: { padding: '8px 24px', '@media (max-width: 800px)': { padding: '8px' } },
  tools: { padding: '0 24px', '@media (max-width: 800px)': { padding: '0 8px' } },
});

/** Guesses; the lines are measured. */
const lineHeight = 72;
const questionHeight = 160;

/** Files that are the drawing of no environment, and the questions they raise. */
export function LooseFileList() {
  const styles = useStyles();
  const say = useSay();
  const { files, error } = useLooseFiles();
  const query = useQuery((search) => search.query);
  const words = useMemo(() => searchWords(query), [query]);
  const [withIgnored, setWithIgnored] = useState(false);
  const [activeId, setActiveId] = useState<string | null>(null);
  const known = useMemo(() => (files ?? []).map((file) => ({ file, key: searchText(file.path) })), [files]);
  const shown = useMemo(
    () =>
      known.flatMap(({ file, key }) =>
        (withIgnored || !file.ignored) && matchesWords(key, words) ? [file] : [],
      ),
    [known, words, withIgnored],
  );
  const keys = useMemo(() => shown.map(({ fileId }) => fileId), [shown]);
  const sizeOf = useCallback(
    (index: number) => (shown[index]?.question === undefined ? lineHeight : questionHeight),
    [shown],
  );
  const beside = useCallback(
    (index: number, step: number) =>
      shown.length === 0 ? -1 : Math.max(0, Math.min(shown.length - 1, index + step)),
    [shown.length],
  );
  const ignored = known.filter(({ file }) => file.ignored).length;

  if (files === null) {
    return error === null ? (
      <LoadingRows />
    ) : (
      <div className={styles.notice}>
        <ErrorNotice error={error} again={readLooseFiles} />
      </div>
    );
  }
  const act = (fileId: string): void => {
    const file = files.find((loose) => loose.fileId === fileId);
    if (file !== undefined && file.question === undefined && !file.ignored && !hasNothingToBind(file)) {
      openPanel({ kind: 'bind-file', fileId });
    } else document.querySelector<HTMLElement>(`[data-key="${CSS.escape(fileId)}"] button`)?.focus();
  };
  return (
    <>
      {error !== null && (
        <div className={styles.notice}>
          <ErrorNotice error={error} again={readLooseFiles} />
        </div>
      )}
      <RowGrid
        label={say('home.list.files')}
        keys={keys}
        isRow={() => true}
        sizeOf={sizeOf}
        measured
        columns={3}
        header={
          <>
            {ignored > 0 && (
              <div className={styles.tools}>
                <Checkbox
                  checked={withIgnored}
                  label={say('home.files.show-ignored', { count: ignored })}
                  onChange={(_event, { checked }) => setWithIgnored(checked === true)}
                />
              </div>
            )}
            {shown.length === 0 &&
              (words.length === 0 ? (
                <EmptyScreen
                  icon={<DocumentCheckmarkRegular />}
                  title={say('home.files.none.title')}
                  text={say('home.files.none.text')}
                />
              ) : (
                <EmptyScreen
                  icon={<SearchRegular />}
                  title={say('home.nothing-found.title', { query })}
                  text={say('home.nothing-found.text')}
                />
              ))}
          </>
        }
        activeKey={activeId}
        onActive={setActiveId}
        beside={beside}
        onAct={act}
        onOpen={act}
        onLeave={leaveList}
        scrollTop={0}
        onScrollTop={ignoreScroll}
        renderLine={({ index, active }) => {
          const file = shown[index];
          return file === undefined ? null : <LooseFileLine file={file} active={active} words={words} />;
        }}
      />
    </>
  );
}

function ignoreScroll(): void {
  // A list of what should be empty begins at its top.
}
