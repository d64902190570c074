import { Button, Field, Input, makeStyles, Switch } from '@fluentui/react-components';
import { CopyRegular } from '@fluentui/react-icons';
import { engine } from '../bridge/engine.ts';
import { copyText } from '../components/copyText.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { toast } from '../components/toast.ts';
import { useChanges } from '../state/changes.ts';
import { useAct } from '../state/useAct.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  address: { display: 'flex', gap: '8px', alignItems: 'flex-end', maxWidth: '640px' },
  field: { flexGrow: 1 },
});

/** The loopback address for Promob's *Enviar URL*; off until it is turned on. */
export function Receiver() {
  const styles = useStyles();
  const say = useSay();
  const health = useChanges(({ of }) => of.health ?? 0);
  const receiver = useRead('receiver', async (signal) => engine.receiver.get({}, { signal }), health);
  const turn = useAct(async (on: boolean) => {
    await engine.receiver.set({ on });
    receiver.again();
  });
  if (receiver.error !== null) return <ErrorNotice error={receiver.error} again={receiver.again} />;
  if (receiver.value === null) return <LoadingRows count={1} />;
  const { on, address } = receiver.value;
  return (
    <>
      {turn.error !== null && <ErrorNotice error={turn.error} />}
      <Switch
        label={say('settings.receiver.on')}
        checked={on}
        disabled={turn.running}
        onChange={(_event, { checked }) => void turn.run(checked)}
      />
      {address !== undefined && (
        <div className={styles.address}>
          <Field label={say('settings.receiver.address')} className={styles.field}>
            <Input readOnly value={address} />
          </Field>
          <Button
            icon={<CopyRegular />}
            onClick={() => {
              void copyText(address).then(() => toast(say('frame.copied')));
            }}
          >
            {say('frame.copy')}
          </Button>
        </div>
      )}
    </>
  );
}
