import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { LooseFile } from '../../shared/contract/windowSchemas.ts';
import { useHomeRows } from '../state/homeRows.ts';
import { useSay } from '../text/language.ts';
import { AmbientChoice, wholeFile } from '../acts/AmbientChoice.tsx';
import { arrangeRows } from './arrangeRows.ts';
import { bindFile } from '../acts/bindFile.ts';
import { closePanel } from '../acts/actPanel.ts';
import { PickList } from '../acts/PickList.tsx';
import type { PickChoice } from '../acts/PickList.tsx';
import { SavePicture } from '../acts/SavePicture.tsx';
import { SidePanel } from '../acts/SidePanel.tsx';
import { fileNameOf, folderOf } from '../components/pathParts.ts';

const useStyles = makeStyles({
  file: { display: 'flex', alignItems: 'center', gap: '16px' },
  text: { minWidth: 0, display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Which environment a file without one draws; those without a file come first. */
export function BindFilePanel({ file }: { readonly file: LooseFile }) {
  const styles = useStyles();
  const say = useSay();
  const rows = useHomeRows((known) => known.rows);
  const version = useHomeRows((known) => known.version);
  const [picked, setPicked] = useState<string | null>(null);
  const [ambient, setAmbient] = useState(wholeFile);
  const name = fileNameOf(file.path);
  const choices = useMemo<readonly PickChoice[]>(() => {
    const newest = (filter: 'all' | 'no-file'): string[] =>
      arrangeRows(rows.values(), { filter, sort: 'newest', canReview: false });
    // One file may be the drawing of several environments, and an environment has one file: it is let go first.
    return [...new Set([...newest('no-file'), ...newest('all')])].flatMap((environmentId) => {
      const known = rows.get(environmentId);
      if (known === undefined || known.row.locked || known.row.fileId !== undefined) return [];
      const { row, searchKey } = known;
      return [
        { id: environmentId, title: row.name, under: `${row.customerName} · ${row.projectName}`, searchKey },
      ];
    });
    // oxlint-disable-next-line react/exhaustive-deps -- the rows are changed in place; their version moves
  }, [rows, version]);
  const bind = (): void => {
    const row = picked === null ? undefined : rows.get(picked)?.row;
    if (row === undefined) return;
    closePanel();
    const { environmentId } = row;
    bindFile({ environmentId, name: row.name, file: file.fileId, fileName: name, ambient }, say);
  };
  return (
    <SidePanel
      title={say('home.bind.title', { file: name })}
      footer={
        <>
          <Button appearance="primary" size="large" disabledFocusable={picked === null} onClick={bind}>
            {say('home.bind.confirm')}
          </Button>
          <Button size="large" onClick={closePanel}>
            {say('frame.cancel')}
          </Button>
        </>
      }
    >
      <div className={styles.file}>
        <SavePicture saveId={file.lastSave?.saveId} />
        <div className={styles.text}>
          <span className={styles.name}>{name}</span>
          <span className={styles.quiet}>{folderOf(file.path)}</span>
        </div>
      </div>
      <AmbientChoice saveId={file.lastSave?.saveId} picked={ambient} onPick={setAmbient} />
      <Text>{say('home.bind.text')}</Text>
      <PickList
        label={say('home.bind.search')}
        choices={choices}
        picked={picked}
        onPick={setPicked}
        none={say('home.bind.none')}
      />
    </SidePanel>
  );
}
