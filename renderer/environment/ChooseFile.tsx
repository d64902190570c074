import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Link,
  makeStyles,
  SearchBox,
  Text,
  tokens,
} from '@fluentui/react-components';
import { DocumentRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { FileView } from '../../shared/contract/schemas.ts';
import type { EnvironmentDetail } from '../../shared/contract/windowSchemas.ts';
import { go } from '../app/route.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { toast } from '../components/toast.ts';
import { useChanges } from '../state/changes.ts';
import { useAct } from '../state/useAct.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import { chooseFiles } from './chooseFiles.ts';
import { fileNameOf } from '../components/pathParts.ts';

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: '8px' },
  search: { maxWidth: 'none', minHeight: '40px' },
  list: { listStyleType: 'none', margin: 0, padding: 0, maxHeight: '320px', overflowY: 'auto' },
  file: { width: '100%', justifyContent: 'flex-start', textAlign: 'left', minHeight: '56px' },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  link: { alignSelf: 'flex-start', minHeight: '32px' },
  quiet: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
});

/** Asks which of the watched files is the drawing of the environment, and binds it. */
export function ChooseFile({
  detail,
  changed,
  close,
}: {
  readonly detail: EnvironmentDetail;
  readonly changed: () => void;
  readonly close: () => void;
}) {
  const styles = useStyles();
  const say = useSay();
  const [query, setQuery] = useState('');
  const version = useChanges(({ of }) => of.files ?? 0);
  const files = useRead('files', (signal) => engine.files.list({}, { signal }), version);
  const bind = useAct((file: FileView) =>
    engine.environments.bindFile({ environmentId: detail.environmentId, file: file.fileId }),
  );
  const { shown, more } = chooseFiles(files.value ?? [], query);

  const choose = async (file: FileView): Promise<void> => {
    if ((await bind.run(file)) === null) return;
    toast(say('environment.file-chosen', { name: fileNameOf(file.path) }));
    changed();
    close();
  };
  const use = ({ environmentIds }: FileView): string | null => {
    if (environmentIds.includes(detail.environmentId)) return say('environment.choose.this');
    return environmentIds.length > 0 ? say('environment.choose.used') : null;
  };

  return (
    <Dialog open onOpenChange={(_event, { open }) => !open && close()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{say('environment.choose.title')}</DialogTitle>
          <DialogContent className={styles.content}>
            <SearchBox
              className={styles.search}
              value={query}
              placeholder={say('environment.choose.search')}
              aria-label={say('environment.choose.search')}
              onChange={(_event, { value }) => setQuery(value)}
            />
            {bind.error !== null && <ErrorNotice error={bind.error} />}
            {files.error !== null && <ErrorNotice error={files.error} again={files.again} />}
            {files.value === null && files.error === null && <LoadingRows count={3} />}
            {files.value?.length === 0 && <Text>{say('environment.choose.none')}</Text>}
            {files.value !== null && files.value.length > 0 && shown.length === 0 && (
              <Text>{say('environment.choose.not-found')}</Text>
            )}
            {shown.length > 0 && (
              <ul className={styles.list} aria-label={say('environment.choose.list')}>
                {shown.map((file) => (
                  <li key={file.fileId}>
                    <Button
                      appearance="subtle"
                      icon={<DocumentRegular />}
                      className={styles.file}
                      disabled={bind.running || file.environmentIds.includes(detail.environmentId)}
                      onClick={() => void choose(file)}
                    >
                      <span className={styles.words}>
                        <span>{fileNameOf(file.path)}</span>
                        <Text size={200} className={styles.quiet}>
                          {[file.path, say('environment.choose.saves', { count: file.saves }), use(file)]
                            .filter((part) => part !== null)
                            .join(' · ')}
                        </Text>
                      </span>
                    </Button>
                  </li>
                ))}
              </ul>
            )}
            {more > 0 && (
              <Text className={styles.quiet}>{say('environment.choose.more', { count: more })}</Text>
            )}
            <Link as="button" className={styles.link} onClick={() => go({ place: 'settings' })}>
              {say('environment.choose.settings')}
            </Link>
          </DialogContent>
          <DialogActions>
            <Button onClick={close}>{say('frame.cancel')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
