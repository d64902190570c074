import {
  Button,
  Checkbox,
  Field,
  Input,
  Label,
  makeStyles,
  MessageBar,
  MessageBarBody,
  Select,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { toast } from '../components/toast.ts';
import { readAgain } from '../state/homeRows.ts';
import { useStatus } from '../state/status.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import { closePanel } from '../acts/actPanel.ts';
import { startTask, useActTasks } from '../acts/actTasks.ts';
import { newFilePath } from './newFilePath.ts';
import { ChooseProject } from './ChooseProject.tsx';
import { SidePanel } from '../acts/SidePanel.tsx';
import { readLooseFiles } from '../acts/useLooseFiles.ts';

const useStyles = makeStyles({
  project: {
    display: 'flex',
    alignItems: 'center',
    gap: '16px',
    padding: '8px 8px 8px 16px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  names: { minWidth: 0, flexGrow: 1, display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  strong: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  control: { minHeight: '40px' },
});

/** Longest name the contract takes. */
const longestName = 200;

/** A new environment in FoccoLojas, with its project file where wished. The next one can be started while it is made. */
export function NewEnvironmentPanel({ projectId }: { readonly projectId: string | undefined }) {
  const styles = useStyles();
  const say = useSay();
  const folders = useStatus(({ status }) => status?.folders);
  const projects = useRead('projects', async (signal) => engine.projects.list({}, { signal }));
  const creating = useActTasks(
    ({ tasks }) => tasks.filter(({ kind, error }) => kind === 'create' && error === null).length,
  );
  const [picked, setPicked] = useState<string | null>(projectId ?? null);
  const [name, setName] = useState('');
  const [withFile, setWithFile] = useState(true);
  const [folder, setFolder] = useState<string | null>(null);
  const nameInput = useRef<HTMLInputElement>(null);
  const project = projects.value?.find((known) => known.projectId === picked);
  const usable = (folders ?? []).filter(({ state }) => state !== 'suspended').map(({ path }) => path);
  const into = folder ?? usable[0];
  const wished = name.trim();
  const path =
    withFile && into !== undefined && project !== undefined && wished !== ''
      ? newFilePath(into, project.customerName, wished)
      : null;
  const ready = project !== undefined && wished !== '';
  // The next thing to say, once the project is chosen.
  const chosenId = project?.projectId;
  useEffect(() => {
    if (chosenId !== undefined) nameInput.current?.focus();
  }, [chosenId]);
  const create = (): void => {
    if (project === undefined || wished === '') return;
    startTask({
      kind: 'create',
      name: wished,
      act: () =>
        engine.environments.create({
          projectId: project.projectId,
          name: wished,
          ...(path === null ? {} : { file: path }),
        }),
      done: ({ environmentId }) => {
        readAgain(environmentId);
        readLooseFiles();
        toast(say('home.create.done', { name: wished }));
      },
      waiting: () => toast(say('home.task.waiting', { name: wished })),
    });
    setName('');
    nameInput.current?.focus();
  };
  return (
    <SidePanel
      title={say('home.create.title')}
      footer={
        <>
          {project !== undefined && (
            <Button appearance="primary" size="large" disabledFocusable={!ready} onClick={create}>
              {say('home.create.confirm')}
            </Button>
          )}
          <Button size="large" onClick={closePanel}>
            {say('frame.close')}
          </Button>
        </>
      }
    >
      <div role="status">
        {creating > 0 && (
          <MessageBar intent="info">
            <MessageBarBody>{say('home.create.another')}</MessageBarBody>
          </MessageBar>
        )}
      </div>
      {projects.error !== null && <ErrorNotice error={projects.error} again={projects.again} />}
      {project === undefined ? (
        <ChooseProject projects={projects} onPick={setPicked} />
      ) : (
        <>
          <div>
            <Label>{say('home.create.project')}</Label>
            <div className={styles.project}>
              <span className={styles.names}>
                <span className={styles.strong}>{project.customerName}</span>
                <span className={styles.quiet}>{project.name}</span>
              </span>
              <Button className={styles.control} onClick={() => setPicked(null)}>
                {say('home.create.project.change')}
              </Button>
            </div>
          </div>
          <Field label={say('home.create.name')} required>
            <Input
              input={{ ref: nameInput }}
              className={styles.control}
              value={name}
              maxLength={longestName}
              placeholder={say('home.create.name.hint')}
              onChange={(_event, { value }) => setName(value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') create();
              }}
            />
          </Field>
          <div>
            <Checkbox
              checked={withFile}
              label={say('home.create.file')}
              onChange={(_event, { checked }) => setWithFile(checked === true)}
            />
            <Text block className={styles.quiet}>
              {say(into === undefined ? 'home.create.no-folder' : 'home.create.file.why')}
            </Text>
          </div>
          {withFile && into !== undefined && (
            <Field label={say('home.create.folder')}>
              <Select size="large" value={into} onChange={(_event, { value }) => setFolder(value)}>
                {usable.map((known) => (
                  <option key={known} value={known}>
                    {known}
                  </option>
                ))}
              </Select>
            </Field>
          )}
          {path !== null && <Text className={styles.quiet}>{say('home.create.path', { path })}</Text>}
        </>
      )}
    </SidePanel>
  );
}
