import { HistoryRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { VersionView } from '../../shared/contract/schemas.ts';
import { go } from '../app/route.ts';
import { engine } from '../bridge/engine.ts';
import { EmptyScreen } from '../components/EmptyScreen.tsx';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { useChanges } from '../state/changes.ts';
import { useAct } from '../state/useAct.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import { DoneNote } from './DoneNote.tsx';
import { MakeCurrent } from './MakeCurrent.tsx';
import { pick } from './pair.ts';
import { PairBar, pairBarHeight } from './PairBar.tsx';
import { RowList } from './RowList.tsx';
import { tabBarHeight } from './tabBarHeight.ts';
import type { TabProps } from './tabProps.ts';
import { VersionRow } from './VersionRow.tsx';

/** Pixels of a row before it was measured. */
const rowHeight = 116;

/** The versions of an environment, newest first: open one in Promob, compare two, make one current again. */
export function VersionsTab({ detail, scroll, changed }: TabProps) {
  const say = useSay();
  const { environmentId, locked } = detail;
  const count = useChanges(({ environments }) => environments.get(environmentId) ?? 0);
  const read = useRead(
    `versions ${environmentId}`,
    (signal) => engine.versions.list({ environmentId }, { signal }),
    `${count} ${detail.lastVersion?.number ?? 0}`,
  );
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [making, setMaking] = useState<VersionView | null>(null);
  const [opened, setOpened] = useState<{ number: number; path: string; opened: boolean } | null>(null);
  const open = useAct((version: number) => engine.versions.open({ environmentId, version }));

  const versions = [...(read.value ?? [])].sort((a, b) => b.number - a.number);
  const chosen = versions.filter(({ number }) => picked.includes(String(number))).reverse();
  const compare = (before: number, after: number): void =>
    go({
      place: 'compare',
      environmentId,
      before: { environmentId, version: before },
      after: { environmentId, version: after },
    });
  const openOne = async (version: VersionView): Promise<void> => {
    setOpened(null);
    const answer = await open.run(version.number);
    if (answer !== null) setOpened({ number: version.number, ...answer });
  };
  const mark = ({ number }: VersionView): void => setPicked((before) => pick(before, String(number)));

  if (read.value === null) {
    return read.error === null ? <LoadingRows /> : <ErrorNotice error={read.error} again={read.again} />;
  }
  if (versions.length === 0) {
    return (
      <EmptyScreen
        icon={<HistoryRegular />}
        title={say('environment.versions.empty')}
        text={say('environment.versions.empty-text')}
      />
    );
  }
  return (
    <>
      {read.error !== null && <ErrorNotice error={read.error} again={read.again} />}
      {open.error !== null && <ErrorNotice error={open.error} />}
      {opened !== null && (
        <DoneNote
          text={say(opened.opened ? 'environment.versions.opened' : 'environment.versions.not-opened', {
            number: opened.number,
          })}
          path={opened.path}
          good={opened.opened}
          close={() => setOpened(null)}
        />
      )}
      {versions.length > 1 && (
        <PairBar
          names={chosen.map(({ number }) => say('environment.versions.name', { number }))}
          compare={() => {
            const [before, after] = chosen;
            if (before !== undefined && after !== undefined) compare(before.number, after.number);
          }}
          clear={() => setPicked([])}
        />
      )}
      <RowList
        items={versions}
        keyOf={({ number }) => String(number)}
        label={say('environment.versions.list')}
        rowHeight={rowHeight}
        covered={tabBarHeight + pairBarHeight}
        scroll={scroll}
        press={(version) => void openOne(version)}
        mark={mark}
      >
        {(version, index, active) => {
          const before = versions[index + 1];
          return (
            <VersionRow
              version={version}
              environmentId={environmentId}
              tabIndex={active ? 0 : -1}
              first={index === 0}
              last={index === versions.length - 1}
              picked={picked.includes(String(version.number))}
              mark={versions.length > 1 ? () => mark(version) : undefined}
              opening={open.running}
              open={() => void openOne(version)}
              compareBefore={before === undefined ? undefined : () => compare(before.number, version.number)}
              makeCurrent={version.latest || locked ? undefined : () => setMaking(version)}
            />
          );
        }}
      </RowList>
      {making !== null && (
        <MakeCurrent
          environmentId={environmentId}
          version={making.number}
          close={() => setMaking(null)}
          changed={changed}
        />
      )}
    </>
  );
}
