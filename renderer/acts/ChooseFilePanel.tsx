import { Button, Input, Label, makeStyles, Text, useId } from '@fluentui/react-components';
import { useEffect, useMemo, useState } from 'react';
import type { HomeRow, LooseFile } from '../../shared/contract/windowSchemas.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { followHomeRows, useHomeRows } from '../state/homeRows.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import type { Say } from '../text/language.ts';
import { AmbientChoice, wholeFile } from './AmbientChoice.tsx';
import { bindFile } from './bindFile.ts';
import { EnvironmentNames } from './EnvironmentNames.tsx';
import { closePanel } from './actPanel.ts';
import type { KnownRow } from '../home/knownRow.ts';
import { NewFile } from './NewFile.tsx';
import { PickList } from './PickList.tsx';
import type { PickChoice } from './PickList.tsx';
import { Proposals } from './Proposals.tsx';
import { SavePicture } from './SavePicture.tsx';
import { searchText } from '../components/searchText.ts';
import { SidePanel } from './SidePanel.tsx';
import { fileNameOf, folderOf } from '../components/pathParts.ts';
import { hasNothingToBind, readLooseFiles, useLooseFiles } from './useLooseFiles.ts';

const useStyles = makeStyles({
  elsewhere: { display: 'flex', flexDirection: 'column', gap: '4px' },
  input: { minHeight: '40px' },
});

interface Candidate extends PickChoice {
  readonly saveId: string | undefined;
}

/** Files without environment. */
function looseCandidates(files: readonly LooseFile[]): Candidate[] {
  return files
    .filter((file) => !file.ignored && file.present && !hasNothingToBind(file))
    .map(({ fileId, path, lastSave }) => ({
      id: fileId,
      title: fileNameOf(path),
      under: folderOf(path),
      picture: <SavePicture saveId={lastSave?.saveId} />,
      searchKey: searchText(path),
      saveId: lastSave?.saveId,
    }));
}

/** Files of the same project: one with several 3D environments may be the drawing of several environments. */
function projectCandidates(
  rows: ReadonlyMap<string, KnownRow>,
  { projectId, fileId }: HomeRow,
  say: Say,
): Candidate[] {
  const found = new Map<string, { readonly first: HomeRow; readonly names: string[] }>();
  for (const { row } of rows.values()) {
    if (row.projectId !== projectId || row.fileId === undefined || row.fileId === fileId) continue;
    const known = found.get(row.fileId);
    if (known === undefined) found.set(row.fileId, { first: row, names: [row.name] });
    else known.names.push(row.name);
  }
  return [...found].map(([id, { first, names }]) => ({
    id,
    title: first.fileName ?? first.name,
    under: say('home.choose.also', { names: names.join(', ') }),
    picture: <SavePicture saveId={first.lastSave?.saveId} />,
    searchKey: searchText([first.fileName ?? '', ...names].join('\n')),
    saveId: first.lastSave?.saveId,
  }));
}

/** Which project file is the drawing of an environment: one Elo knows, or one by its path. */
export function ChooseFilePanel({ row }: { readonly row: HomeRow }) {
  const styles = useStyles();
  const say = useSay();
  const pathId = useId('path');
  const { files, error } = useLooseFiles();
  const rows = useHomeRows((known) => known.rows);
  const [picked, setPicked] = useState<string | null>(null);
  const [path, setPath] = useState('');
  const [ambient, setAmbient] = useState(wholeFile);
  const { environmentId, name } = row;
  useEffect(followHomeRows, []);
  const proposals = useRead(`proposals ${environmentId}`, (signal) =>
    engine.environments.proposals({ environmentId }, { signal }),
  );
  const candidates = useMemo(
    () => [...looseCandidates(files ?? []), ...projectCandidates(rows, row, say)],
    [files, rows, row, say],
  );
  // As Windows copies a path: with quotation marks around it.
  const typed = path.trim().replace(/^"|"$/g, '');
  const proposed = proposals.value?.find(({ fileId }) => fileId === picked);
  const chosen =
    typed !== ''
      ? undefined
      : (candidates.find(({ id }) => id === picked) ??
        (proposed === undefined
          ? undefined
          : { id: proposed.fileId, title: fileNameOf(proposed.path), saveId: proposed.lastSave.saveId }));
  const ready = typed !== '' || chosen !== undefined;
  const bind = (): void => {
    if (!ready) return;
    closePanel();
    const file = chosen?.id ?? typed;
    const fileName = chosen?.title ?? fileNameOf(typed);
    bindFile(
      { environmentId, name, file, fileName, ambient: chosen === undefined ? wholeFile : ambient },
      say,
    );
  };
  return (
    <SidePanel
      title={say('home.choose.title', { name })}
      footer={
        <>
          <Button appearance="primary" size="large" disabledFocusable={!ready} onClick={bind}>
            {say('home.choose.confirm')}
          </Button>
          <Button size="large" onClick={closePanel}>
            {say('frame.cancel')}
          </Button>
        </>
      }
    >
      <EnvironmentNames row={row} />
      <NewFile environmentId={environmentId} begun={closePanel} />
      <Text>{say('home.choose.text')}</Text>
      <Proposals
        proposals={proposals.value ?? []}
        picked={typed === '' ? picked : null}
        onPick={(proposal) => {
          setPicked(proposal.fileId);
          setPath('');
          setAmbient(proposal.ambient?.guid ?? wholeFile);
        }}
      />
      {error !== null && <ErrorNotice error={error} again={readLooseFiles} />}
      {files === null ? (
        <LoadingRows count={3} />
      ) : candidates.length === 0 ? (
        <Text>{say('home.choose.none')}</Text>
      ) : (
        <PickList
          label={say('home.choose.search')}
          choices={candidates}
          picked={chosen?.id ?? null}
          none={say('home.choose.none-found')}
          onPick={(fileId) => {
            setPicked(fileId);
            setPath('');
            setAmbient(wholeFile);
          }}
        />
      )}
      {chosen !== undefined && <AmbientChoice saveId={chosen.saveId} picked={ambient} onPick={setAmbient} />}
      <div className={styles.elsewhere}>
        <Label htmlFor={pathId}>{say('home.choose.elsewhere')}</Label>
        <Input
          id={pathId}
          className={styles.input}
          value={path}
          placeholder={say('home.choose.path')}
          onChange={(_event, { value }) => setPath(value)}
        />
      </div>
    </SidePanel>
  );
}
