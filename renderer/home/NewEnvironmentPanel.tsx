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
import { useStatus } from '../state/status.ts';
import { useAct } from '../state/useAct.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import { closePanel } from '../acts/actPanel.ts';
import { ChooseProject } from './ChooseProject.tsx';
import { CreationStrip } from './CreationStrip.tsx';
import { SidePanel } from '../acts/SidePanel.tsx';

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
  const [asked, setAsked] = useState(0);
  const [picked, setPicked] = useState<string | null>(projectId ?? null);
  const [name, setName] = useState('');
  const [withFile, setWithFile] = useState(true);
  const [folder, setFolder] = useState<string | null>(null);
  /** The path as the user wants it, where not as proposed. */
  const [typed, setTyped] = useState<string | null>(null);
  const nameInput = useRef<HTMLInputElement>(null);
  const project = projects.value?.find((known) => known.projectId === picked);
  const usable = (folders ?? []).filter(({ state }) => state !== 'suspended').map(({ path }) => path);
  const into = folder ?? usable[0];
  const wished = name.trim();
  const wanted = withFile && into !== undefined && project !== undefined && wished !== '';
  const proposed = useRead(
    wanted ? `new path ${project.projectId} ${into} ${wished} ${asked}` : null,
    (signal) =>
      engine.environments.proposeFile(
        {
          projectId: project?.projectId ?? '',
          name: wished,
          ...(into === undefined ? {} : { folder: into }),
        },
        { signal },
      ),
  );
  const path = wanted ? (typed ?? (proposed.loading ? null : (proposed.value?.path ?? null))) : null;
  const ready = project !== undefined && wished !== '';
  // The next thing to say, once the project is chosen.
  const chosenId = project?.projectId;
  useEffect(() => {
    if (chosenId !== undefined) nameInput.current?.focus();
  }, [chosenId]);
  const start = useAct(async (forProject: string, named: string) => {
    // Whoever is quicker than the proposal gets what would have been proposed.
    const file = wanted
      ? (typed ??
        (await engine.environments.proposeFile({ projectId: forProject, name: named, folder: into })).path)
      : null;
    return engine.environments.start({
      projectId: forProject,
      name: named,
      ...(file === null ? {} : { file }),
    });
  });
  const create = (): void => {
    if (project === undefined || !ready || start.running) return;
    void start.run(project.projectId, wished).then((answer) => {
      if (answer === null) return;
      setAsked((count) => count + 1);
      setTyped(null);
      setName('');
      nameInput.current?.focus();
    });
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
        {asked > 0 && (
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
              onChange={(_event, { value }) => {
                setName(value);
                setTyped(null);
              }}
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
          {wanted && (
            <Field label={say('creation.name-file')} hint={say('creation.name-file.why')}>
              <Input
                className={styles.control}
                value={path ?? ''}
                onChange={(_event, { value }) => setTyped(value)}
              />
            </Field>
          )}
          {proposed.error !== null && <ErrorNotice error={proposed.error} again={proposed.again} />}
          {start.error !== null && <ErrorNotice error={start.error} />}
        </>
      )}
      <CreationStrip bare />
    </SidePanel>
  );
}
