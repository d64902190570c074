import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { writtenCnpj } from '../../shared/domain/taxNumber.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { toast } from '../components/toast.ts';
import { useAct } from '../state/useAct.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px', maxWidth: '480px' },
  quiet: { color: tokens.colorNeutralForeground2 },
  button: { alignSelf: 'flex-start' },
});

/** The store's configuration; the integration's responsible user changes it, everybody sees it. */
export function StoreForm({
  mayChange,
  onSaved,
}: {
  readonly mayChange: boolean;
  readonly onSaved?: (() => void) | undefined;
}) {
  const styles = useStyles();
  const say = useSay();
  const store = useRead('store', async (signal) => engine.store.get({}, { signal }));
  // What was typed; what was not typed yet is what the store has.
  const [typed, setTyped] = useState<{ readonly cnpj?: string; readonly accountId?: string }>({});
  const save = useAct(async () => {
    await engine.store.configure(typed);
    setTyped({});
    store.again();
    toast(say('account.store.saved'));
    onSaved?.();
  });
  if (store.error !== null) return <ErrorNotice error={store.error} again={store.again} />;
  if (store.value === null) return <LoadingRows count={2} />;
  const { name, cnpj = '', accountId = '', configured } = store.value;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save.run();
      }}
    >
      <Text weight="semibold">{name}</Text>
      <Text className={styles.quiet}>
        {say(configured ? 'account.store.configured' : 'account.store.not-configured')}{' '}
        {!mayChange && say('account.store.only-responsible')}
      </Text>
      <Field label={say('account.store.cnpj')}>
        <Input
          readOnly={!mayChange}
          value={typed.cnpj ?? writtenCnpj(cnpj)}
          maxLength={30}
          onChange={(_event, { value }) => setTyped((before) => ({ ...before, cnpj: value }))}
        />
      </Field>
      <Field label={say('account.store.accountId')}>
        <Input
          readOnly={!mayChange}
          value={typed.accountId ?? accountId}
          maxLength={100}
          onChange={(_event, { value }) => setTyped((before) => ({ ...before, accountId: value }))}
        />
      </Field>
      {save.error !== null && <ErrorNotice error={save.error} />}
      {mayChange && (
        <Button appearance="primary" type="submit" disabled={save.running} className={styles.button}>
          {say('account.store.save')}
        </Button>
      )}
    </form>
  );
}
