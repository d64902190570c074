import { Button } from '@fluentui/react-components';
import { DocumentRegular, SaveRegular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import type { SaveJson } from '../../shared/contract/schemas.ts';
import { openPanel } from '../acts/actPanel.ts';
import { go } from '../app/route.ts';
import { engine } from '../bridge/engine.ts';
import { EmptyScreen } from '../components/EmptyScreen.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { useChanges } from '../state/changes.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import { DoneNote } from './DoneNote.tsx';
import { pick } from './pair.ts';
import { PairBar, pairBarHeight } from './PairBar.tsx';
import { Restore } from './Restore.tsx';
import { RowList } from './RowList.tsx';
import { SaveRow } from './SaveRow.tsx';
import { tabBarHeight } from './tabBarHeight.ts';
import type { TabProps } from './tabProps.ts';

/** Pixels of a row before it was measured. */
const rowHeight = 72;

/** Every save of the file, newest first, with its receipt: restore one to a folder, compare two. */
export function SavesTab({ detail, scroll }: TabProps) {
  const say = useSay();
  const { environmentId, file } = detail;
  const fileId = file?.fileId ?? detail.fileId ?? null;
  const count = useChanges((changes) => changes.environments.get(environmentId) ?? 0);
  const queue = useChanges(({ of }) => of.queue ?? 0);
  const read = useRead(
    fileId === null ? null : `saves ${fileId}`,
    (signal) => engine.saves.list({ file: fileId ?? '' }, { signal }),
    `${count} ${queue}`,
  );
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [restoring, setRestoring] = useState<SaveJson | null>(null);
  const [restored, setRestored] = useState<{ number: number; path: string } | null>(null);
  const saves = useMemo(() => [...(read.value ?? [])].sort((a, b) => b.number - a.number), [read.value]);

  if (fileId === null) {
    return (
      <EmptyScreen
        icon={<DocumentRegular />}
        title={say('environment.file-none')}
        text={say('environment.saves.no-file-text')}
        action={
          <Button onClick={() => openPanel({ kind: 'choose-file', environmentId })}>
            {say('home.act.choose-file')}
          </Button>
        }
      />
    );
  }
  if (read.value === null) {
    return read.error === null ? <LoadingRows /> : <ErrorNotice error={read.error} again={read.again} />;
  }
  if (saves.length === 0) {
    return (
      <EmptyScreen
        icon={<SaveRegular />}
        title={say('environment.saves.empty')}
        text={say('environment.saves.empty-text')}
      />
    );
  }
  const chosen = saves.filter(({ saveId }) => picked.includes(saveId)).reverse();
  const compare = (before: SaveJson, after: SaveJson): void =>
    go({
      place: 'compare',
      environmentId,
      before: { saveId: before.saveId },
      after: { saveId: after.saveId },
    });
  const mark = ({ saveId }: SaveJson): void => setPicked((before) => pick(before, saveId));
  return (
    <>
      {read.error !== null && <ErrorNotice error={read.error} again={read.again} />}
      {restored !== null && (
        <DoneNote
          text={say('environment.restore.done', restored)}
          path={restored.path}
          good
          close={() => setRestored(null)}
        />
      )}
      <PairBar
        names={chosen.map(({ number }) => say('environment.saves.name', { number }))}
        compare={() => {
          const [before, after] = chosen;
          if (before !== undefined && after !== undefined) compare(before, after);
        }}
        clear={() => setPicked([])}
        count={say('environment.saves.count', { count: saves.length })}
      />
      <RowList
        items={saves}
        keyOf={({ saveId }) => saveId}
        label={say('environment.saves.list')}
        rowHeight={rowHeight}
        covered={tabBarHeight + pairBarHeight}
        scroll={scroll}
        press={setRestoring}
        mark={mark}
      >
        {(save, index, active) => {
          const before = saves[index + 1];
          return (
            <SaveRow
              save={save}
              environmentId={environmentId}
              tabIndex={active ? 0 : -1}
              picked={picked.includes(save.saveId)}
              mark={() => mark(save)}
              restore={() => setRestoring(save)}
              compareBefore={before === undefined ? undefined : () => compare(before, save)}
            />
          );
        }}
      </RowList>
      {restoring !== null && (
        <Restore
          save={restoring}
          close={() => setRestoring(null)}
          done={(path) => {
            setRestored({ number: restoring.number, path });
            setRestoring(null);
            // The note stands above the rows.
            scroll.current?.scrollTo({ top: 0 });
          }}
        />
      )}
    </>
  );
}
