import {
  Button,
  Field,
  Input,
  makeStyles,
  Switch,
  Tab,
  TabList,
  Text,
  tokens,
} from '@fluentui/react-components';
import { CopyRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { engine } from '../bridge/engine.ts';
import { copyText } from '../components/copyText.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { toast } from '../components/toast.ts';
import { useChanges } from '../state/changes.ts';
import { useStatus } from '../state/status.ts';
import { useAct } from '../state/useAct.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import { GuideDrawing } from './GuideDrawing.tsx';
import type { GuideWay } from './GuideDrawing.tsx';

const useStyles = makeStyles({
  guide: { display: 'flex', flexDirection: 'column', gap: '12px' },
  tabs: { flexWrap: 'wrap' },
  steps: { margin: 0, paddingLeft: '24px', display: 'flex', flexDirection: 'column', gap: '8px' },
  copied: { display: 'flex', gap: '8px', alignItems: 'flex-end' },
  field: { flexGrow: 1, minWidth: 0 },
  control: { minHeight: '40px' },
  folders: {
    margin: 0,
    paddingLeft: '24px',
    overflowWrap: 'anywhere',
    color: tokens.colorNeutralForeground2,
  },
});

const ways: readonly GuideWay[] = ['file', 'url', 'program'];
/** More folders than this are no help in finding one. */
const mostFolders = 5;

function Copied({ label, value }: { readonly label: string; readonly value: string }) {
  const styles = useStyles();
  const say = useSay();
  return (
    <div className={styles.copied}>
      <Field label={label} className={styles.field}>
        <Input readOnly className={styles.control} value={value} />
      </Field>
      <Button
        className={styles.control}
        icon={<CopyRegular />}
        onClick={() => void copyText(value).then(() => toast(say('frame.copied')))}
      >
        {say('frame.copy')}
      </Button>
    </div>
  );
}

/** How a listing comes from Promob to Elo: each of the three ways, drawn, with what is to be pasted there. */
export function ExportGuide({ file }: { readonly file?: string | undefined }) {
  const styles = useStyles();
  const say = useSay();
  const [way, setWay] = useState<GuideWay>('file');
  const folders = useStatus(({ status }) => status?.folders) ?? [];
  const health = useChanges(({ of }) => of.health ?? 0);
  const receiver = useRead('receiver', (signal) => engine.receiver.get({}, { signal }), health);
  const desktop = useRead('desktop program', (signal) => engine.desktop.get({}, { signal }));
  const turn = useAct(async (on: boolean) => {
    await engine.receiver.set({ on });
    receiver.again();
  });
  const steps = [1, 2, 3, 4].flatMap((step) => {
    const text = say.maybe(`acts.guide.${way}.step${step}`, {
      file: file ?? say('acts.guide.the-project'),
    });
    return text === null ? [] : [text];
  });
  const program = desktop.value?.program;
  return (
    <div className={styles.guide}>
      <TabList
        className={styles.tabs}
        selectedValue={way}
        aria-label={say('acts.guide.ways')}
        onTabSelect={(_event, { value }) => setWay(value as GuideWay)}
      >
        {ways.map((each) => (
          <Tab key={each} value={each} className={styles.control}>
            {say(`acts.guide.${each}`)}
          </Tab>
        ))}
      </TabList>
      <GuideDrawing way={way} label={say(`acts.guide.${way}.drawing`)} />
      <ol className={styles.steps}>
        {steps.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ol>
      {way === 'file' && folders.length > 0 && (
        <div>
          <Text weight="semibold">{say('home.export.folders')}</Text>
          <ul className={styles.folders}>
            {folders.slice(0, mostFolders).map(({ path }) => (
              <li key={path}>{path}</li>
            ))}
          </ul>
        </div>
      )}
      {way === 'url' && (
        <>
          {turn.error !== null && <ErrorNotice error={turn.error} />}
          {receiver.error !== null && <ErrorNotice error={receiver.error} again={receiver.again} />}
          <Switch
            label={say('settings.receiver.on')}
            checked={receiver.value?.on ?? false}
            disabled={turn.running || receiver.value === null}
            onChange={(_event, { checked }) => void turn.run(checked)}
          />
          {receiver.value?.address === undefined ? (
            <Text>{say('acts.guide.url.off')}</Text>
          ) : (
            <Copied label={say('settings.receiver.address')} value={receiver.value.address} />
          )}
        </>
      )}
      {way === 'program' &&
        (program === undefined ? (
          <Text>{say('acts.guide.program.none')}</Text>
        ) : (
          <Copied label={say('acts.guide.program.path')} value={program} />
        ))}
    </div>
  );
}
