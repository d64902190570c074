import { Button, Checkbox, makeStyles } from '@fluentui/react-components';
import { CopyRegular, DocumentPdfRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { engine } from '../bridge/engine.ts';
import { copyText } from '../components/copyText.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { Section } from '../components/Section.tsx';
import { toast } from '../components/toast.ts';
import { useAct } from '../state/useAct.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({ buttons: { display: 'flex', gap: '8px', flexWrap: 'wrap' } });

/** The report of a run: one's own as PDF, for others without addresses unless the user includes them. */
export function ReportBar({ runId }: { readonly runId: string }) {
  const styles = useStyles();
  const say = useSay();
  const [withAddresses, setWithAddresses] = useState(false);
  const save = useAct(async (format: 'pdf' | 'json', forOthers: boolean) => {
    const { path } = await engine.diagnosis.save({ runId, format, forOthers, language: say.locale });
    toast(say('diagnosis.saved', { path }));
    await engine.desktop.reveal({ path });
  });
  const copy = useAct(async () => {
    const { text } = await engine.diagnosis.text({
      runId,
      forOthers: !withAddresses,
      language: say.locale,
    });
    await copyText(text);
    toast(say('diagnosis.report.copied'));
  });
  const busy = save.running || copy.running;
  return (
    <Section title={say('diagnosis.report')} under={say('diagnosis.report.under')}>
      {save.error !== null && <ErrorNotice error={save.error} />}
      {copy.error !== null && <ErrorNotice error={copy.error} />}
      <Checkbox
        label={say('diagnosis.report.addresses')}
        checked={withAddresses}
        onChange={(_event, { checked }) => setWithAddresses(checked === true)}
      />
      <div className={styles.buttons}>
        <Button
          icon={<DocumentPdfRegular />}
          disabled={busy}
          onClick={() => void save.run('pdf', !withAddresses)}
        >
          {say('diagnosis.report.pdf')}
        </Button>
        <Button icon={<CopyRegular />} disabled={busy} onClick={() => void copy.run()}>
          {say('diagnosis.report.copy')}
        </Button>
        <Button disabled={busy} onClick={() => void save.run('json', !withAddresses)}>
          {say('diagnosis.report.json')}
        </Button>
      </div>
    </Section>
  );
}
