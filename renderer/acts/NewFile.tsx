import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { DocumentAddRegular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { useAct } from '../state/useAct.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  all: { display: 'flex', flexDirection: 'column', gap: '8px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  control: { minHeight: '40px', alignSelf: 'flex-start' },
});

/** A new project file for an environment that has none: a copy of the store's blank project, where the user wants it. */
export function NewFile({
  environmentId,
  begun,
}: {
  readonly environmentId: string;
  readonly begun: () => void;
}) {
  const styles = useStyles();
  const say = useSay();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const proposed = useRead(open ? `new file ${environmentId}` : null, (signal) =>
    engine.environments.proposeFile({ environmentId }, { signal }),
  );
  const input = useRef<HTMLInputElement>(null);
  // The button that opened it is gone: the keyboard goes on in what it opened.
  useEffect(() => {
    if (open) input.current?.focus();
  }, [open]);
  const path = typed ?? proposed.value?.path ?? '';
  const make = useAct(async () => {
    await engine.environments.makeFile({ environmentId, file: path.trim() });
    begun();
  });
  if (!open) {
    return (
      <Button className={styles.control} icon={<DocumentAddRegular />} onClick={() => setOpen(true)}>
        {say('creation.make-file.offer')}
      </Button>
    );
  }
  return (
    <section className={styles.all} aria-label={say('creation.make-file.title')}>
      <Text className={styles.quiet}>{say('creation.make-file.means')}</Text>
      {proposed.error !== null && <ErrorNotice error={proposed.error} again={proposed.again} />}
      <Field label={say('creation.name-file')} hint={say('creation.name-file.why')}>
        <Input input={{ ref: input }} value={path} onChange={(_event, { value }) => setTyped(value)} />
      </Field>
      {make.error !== null && <ErrorNotice error={make.error} />}
      <Button
        className={styles.control}
        appearance="primary"
        disabledFocusable={path.trim() === '' || make.running}
        onClick={() => void make.run()}
      >
        {say('creation.make-file')}
      </Button>
    </section>
  );
}
