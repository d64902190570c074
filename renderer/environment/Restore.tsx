import { Button, Field, Input, makeStyles, Text } from '@fluentui/react-components';
import { FolderOpenRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { SaveJson } from '../../shared/contract/schemas.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { useDesktop } from '../state/desktop.ts';
import { useAct } from '../state/useAct.ts';
import { useSay } from '../text/language.ts';
import { Choice } from './Choice.tsx';

const useStyles = makeStyles({
  where: { display: 'flex', gap: '8px', alignItems: 'flex-end', flexWrap: 'wrap' },
  field: { flexGrow: 1, minWidth: '240px' },
  input: { minHeight: '40px' },
});

/** Writes an exact copy of a save to a folder; nothing that exists is replaced. */
export function Restore({
  save,
  close,
  done,
}: {
  readonly save: SaveJson;
  readonly close: () => void;
  readonly done: (path: string) => void;
}) {
  const styles = useStyles();
  const say = useSay();
  const desktop = useDesktop((known) => known.desktop);
  const [typed, setTyped] = useState<string | null>(null);
  const folder = typed ?? desktop?.documentsFolder ?? '';
  const restore = useAct(() => engine.saves.restore({ saveId: save.saveId, to: folder.trim() }));
  const choose = useAct(() => engine.desktop.pickFolder({}));
  const pickFolder = async (): Promise<void> => {
    const path = (await choose.run())?.path ?? null;
    if (path !== null) setTyped(path);
  };
  const run = async (): Promise<void> => {
    const restored = await restore.run();
    if (restored !== null) done(restored.path);
  };
  const error = restore.error ?? choose.error;
  return (
    <Choice
      title={say('environment.restore.title', { number: save.number })}
      close={close}
      act={{
        text: say(restore.running ? 'environment.restore.doing' : 'environment.restore.do'),
        disabled: folder.trim() === '' || restore.running,
        run: () => void run(),
      }}
    >
      <Text>{say('environment.restore.means')}</Text>
      <div className={styles.where}>
        <Field label={say('environment.restore.to')} className={styles.field}>
          <Input
            className={styles.input}
            value={folder}
            maxLength={32_767}
            onChange={(_event, { value }) => setTyped(value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && folder.trim() !== '') void run();
            }}
          />
        </Field>
        {desktop?.canPickFolder === true && (
          <Button className={styles.input} icon={<FolderOpenRegular />} onClick={() => void pickFolder()}>
            {say('environment.restore.pick')}
          </Button>
        )}
      </div>
      {error !== null && <ErrorNotice error={error} />}
    </Choice>
  );
}
