import { Badge, Button, Checkbox, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { FolderAddRegular, FolderRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { toast } from '../components/toast.ts';
import { useChanges } from '../state/changes.ts';
import { useDesktop } from '../state/desktop.ts';
import { useAct } from '../state/useAct.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  block: { display: 'flex', flexDirection: 'column', gap: '16px' },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: '8px',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  row: { display: 'flex', alignItems: 'center', gap: '16px', minHeight: '48px', flexWrap: 'wrap' },
  icon: { fontSize: '24px', color: tokens.colorBrandForeground1, flexShrink: 0 },
  path: {
    flexGrow: 1,
    minWidth: '200px',
    display: 'flex',
    flexDirection: 'column',
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  heading: { color: tokens.colorNeutralForeground2 },
  add: { display: 'flex', gap: '8px', alignItems: 'flex-end', flexWrap: 'wrap' },
  field: { flexGrow: 1, minWidth: '240px' },
});

/** A path on another machine, as Windows spells it. */
const isShare = (path: string): boolean => /^(\\\\|\/\/)[^\\/]/.test(path);

/** The watched folders, what was found on this computer, and a way to any other folder. */
export function Folders() {
  const styles = useStyles();
  const say = useSay();
  const changed = useChanges(({ of }) => of.folders ?? 0);
  const canPick = useDesktop(({ desktop }) => desktop?.canPickFolder ?? false);
  const folders = useRead('folders', async (signal) => engine.folders.list({}, { signal }), changed);
  const suggested = useRead('suggested', async (signal) => engine.folders.suggest({}, { signal }), changed);
  const [typed, setTyped] = useState('');
  const [share, setShare] = useState(false);
  const add = useAct(async (path: string, asShare: boolean) => {
    await engine.folders.add({ path, share: asShare });
    setTyped('');
    setShare(false);
    folders.again();
  });
  const remove = useAct(async (path: string, wasShare: boolean) => {
    await engine.folders.remove({ path });
    folders.again();
    toast(say('settings.folders.removed', { path }), () => void add.run(path, wasShare));
  });
  const pick = useAct(async () => {
    const { path } = await engine.desktop.pickFolder();
    if (path !== null) await add.run(path, isShare(path));
  });
  const error = add.error ?? remove.error ?? pick.error ?? folders.error;
  const path = typed.trim().replace(/^"(.*)"$/, '$1');
  return (
    <div className={styles.block}>
      {error !== null && <ErrorNotice error={error} />}
      {folders.value?.length === 0 && <Text>{say('settings.folders.none')}</Text>}
      {folders.value !== null && folders.value.length > 0 && (
        <ul className={styles.list} aria-label={say('settings.folders.title')}>
          {folders.value.map((folder) => (
            <li key={folder.path} className={styles.row}>
              <FolderRegular className={styles.icon} aria-hidden />
              <span className={styles.path}>
                <Text>{folder.path}</Text>
                <Text size={200} className={styles.quiet}>
                  {say.word('folder', folder.state)} ·{' '}
                  {say('settings.folders.files', { count: folder.files })}
                </Text>
              </span>
              <Button
                disabled={remove.running}
                onClick={() => void remove.run(folder.path, folder.state === 'polling')}
                aria-label={`${say('settings.folders.remove')}: ${folder.path}`}
              >
                {say('settings.folders.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {suggested.value !== null && suggested.value.length > 0 && (
        <>
          <Text weight="semibold" className={styles.heading}>
            {say('settings.folders.suggestions')}
          </Text>
          <ul className={styles.list} aria-label={say('settings.folders.suggestions')}>
            {suggested.value.map((folder) => (
              <li key={folder.path} className={styles.row}>
                <FolderAddRegular className={styles.icon} aria-hidden />
                <span className={styles.path}>
                  <Text>{folder.path}</Text>
                  <Text size={200} className={styles.quiet}>
                    {say(`settings.folders.why.${folder.why}`)}
                  </Text>
                </span>
                {folder.projects > 0 && (
                  <Badge appearance="tint">
                    {say('settings.folders.projects', { count: folder.projects })}
                  </Badge>
                )}
                <Button
                  disabled={add.running}
                  onClick={() => void add.run(folder.path, folder.kind === 'share')}
                  aria-label={`${say('settings.folders.add')}: ${folder.path}`}
                >
                  {say('settings.folders.add')}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      {canPick ? (
        <div>
          <Button icon={<FolderAddRegular />} disabled={pick.running} onClick={() => void pick.run()}>
            {say('settings.folders.pick')}
          </Button>
        </div>
      ) : (
        <form
          className={styles.add}
          onSubmit={(event) => {
            event.preventDefault();
            if (path !== '') void add.run(path, share || isShare(path));
          }}
        >
          <Field
            label={say('settings.folders.path')}
            hint={say('settings.folders.path.hint')}
            className={styles.field}
          >
            <Input value={typed} maxLength={4_000} onChange={(_event, { value }) => setTyped(value)} />
          </Field>
          <Checkbox
            label={say('settings.folders.share')}
            checked={share || isShare(path)}
            onChange={(_event, { checked }) => setShare(checked === true)}
          />
          <Button type="submit" disabled={add.running || path === ''}>
            {say('settings.folders.add')}
          </Button>
        </form>
      )}
    </div>
  );
}
