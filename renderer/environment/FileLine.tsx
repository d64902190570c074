import {
  Button,
  Dropdown,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Option,
  tokens,
} from '@fluentui/react-components';
import {
  DocumentRegular,
  FolderOpenRegular,
  LinkDismissRegular,
  MoreHorizontalRegular,
  WarningFilled,
} from '@fluentui/react-icons';
import type { EnvironmentDetail } from '../../shared/contract/windowSchemas.ts';
import { fileProblemText } from '../../shared/text/fileProblemText.ts';
import { openPanel } from '../acts/actPanel.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { toast } from '../components/toast.ts';
import { useAct } from '../state/useAct.ts';
import { useSay } from '../text/language.ts';
import { fileNameOf } from '../components/pathParts.ts';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    minHeight: '36px',
    minWidth: 0,
    flexWrap: 'wrap',
  },
  path: {
    display: 'flex',
    alignItems: 'center',
    gap: '8px',
    minWidth: 0,
    maxWidth: '100%',
    color: tokens.colorNeutralForeground2,
  },
  // The end of a path tells files apart, so the beginning gives way.
  folder: {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    direction: 'rtl',
    minWidth: 0,
  },
  name: {
    flexShrink: 0,
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  icon: { flexShrink: 0 },
  problem: { display: 'inline-flex', alignItems: 'center', gap: '8px' },
  warning: { color: tokens.colorStatusWarningForeground1, flexShrink: 0 },
  ambient: { minWidth: '200px' },
  whole: { width: '100%' },
});

/** Value of the choice "the whole file", which has no GUID. */
const whole = '';

/** The file that is the drawing of the environment: where it is, what is wrong with it, and another one. */
export function FileLine({
  detail,
  changed,
}: {
  readonly detail: EnvironmentDetail;
  readonly changed: () => void;
}) {
  const styles = useStyles();
  const say = useSay();
  const { environmentId, file, locked } = detail;
  const reveal = useAct((path: string) => engine.desktop.reveal({ path }));
  const bind = useAct((fileId: string, ambientGuid: string) =>
    engine.environments.bindFile({
      environmentId,
      file: fileId,
      ...(ambientGuid === whole ? {} : { ambientGuid }),
    }),
  );
  const unbind = useAct(() => engine.environments.unbindFile({ environmentId }));
  const bound = file?.ambients.find((ambient) => ambient.bound && ambient.guid !== null);
  const problem = file === undefined ? null : fileProblemText(file, say.locale);
  const error = reveal.error ?? bind.error ?? unbind.error;

  const release = async (fileId: string): Promise<void> => {
    if ((await unbind.run()) === null) return;
    changed();
    toast(say('environment.file-released'), () => {
      void bind.run(fileId, bound?.guid ?? whole).then(changed);
    });
  };

  return (
    <>
      <div className={styles.line}>
        {file === undefined ? (
          <span className={styles.path}>
            <DocumentRegular className={styles.icon} aria-hidden />
            {say('environment.file-none')}
          </span>
        ) : (
          <span className={styles.path} title={file.path}>
            <DocumentRegular className={styles.icon} aria-hidden />
            <span className={styles.name}>{fileNameOf(file.path)}</span>
            <span className={styles.folder}>
              <bdi>{file.path.slice(0, -fileNameOf(file.path).length)}</bdi>
            </span>
          </span>
        )}
        {file !== undefined && (
          <>
            <Button
              appearance="subtle"
              icon={<FolderOpenRegular />}
              disabled={!file.present}
              aria-label={say('environment.file-show')}
              title={say('environment.file-show')}
              onClick={() => void reveal.run(file.path)}
            />
            {!locked && (
              <Menu>
                <MenuTrigger disableButtonEnhancement>
                  <Button
                    appearance="subtle"
                    icon={<MoreHorizontalRegular />}
                    aria-label={say('environment.file-menu')}
                    title={say('environment.file-menu')}
                  />
                </MenuTrigger>
                <MenuPopover>
                  <MenuList>
                    <MenuItem
                      icon={<DocumentRegular />}
                      onClick={() => openPanel({ kind: 'choose-file', environmentId })}
                    >
                      {say('environment.file-other')}
                    </MenuItem>
                    <MenuItem icon={<LinkDismissRegular />} onClick={() => void release(file.fileId)}>
                      {say('environment.file-release')}
                    </MenuItem>
                  </MenuList>
                </MenuPopover>
              </Menu>
            )}
            {file.ambients.length > 1 && (
              <Dropdown
                className={styles.ambient}
                aria-label={say('environment.file-ambient')}
                disabled={locked || bind.running}
                value={say('environment.file-ambient-is', {
                  name: bound?.name ?? say('environment.file-ambient-all'),
                })}
                selectedOptions={[bound?.guid ?? whole]}
                onOptionSelect={(_event, { optionValue }) => {
                  void bind.run(file.fileId, optionValue ?? whole).then(changed);
                }}
              >
                <Option value={whole}>{say('environment.file-ambient-all')}</Option>
                {file.ambients.map(({ guid, name }) =>
                  guid === null ? null : (
                    <Option key={guid} value={guid}>
                      {name}
                    </Option>
                  ),
                )}
              </Dropdown>
            )}
            {!file.present && (
              <span className={styles.problem}>
                <WarningFilled className={styles.warning} aria-hidden />
                {say('environment.file-away')}
              </span>
            )}
            {file.present && problem !== null && (
              <span className={styles.problem}>
                <WarningFilled className={styles.warning} aria-hidden />
                {problem}
              </span>
            )}
          </>
        )}
      </div>
      {error !== null && <ErrorNotice error={error} />}
    </>
  );
}
