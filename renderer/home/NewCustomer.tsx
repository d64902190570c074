import { Button, Field, Input, makeStyles, Spinner, Text, Title3, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { useEffect, useRef, useState } from 'react';
import type { CustomerView, ProjectView } from '../../shared/contract/schemas.ts';
import { checkNewCustomer, faultsInDetails } from '../../shared/domain/newCustomer.ts';
import type { CustomerField } from '../../shared/domain/newCustomer.ts';
import { fieldTexts } from '../../shared/text/text.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { toast } from '../components/toast.ts';
import { useAct } from '../state/useAct.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: '16px' },
  head: { display: 'flex', gap: '8px', alignItems: 'center' },
  pair: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))',
    gap: '16px',
    alignItems: 'start',
  },
  back: { minWidth: '40px', minHeight: '40px' },
  title: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  control: { minHeight: '40px' },
  buttons: { display: 'flex', gap: '8px', alignItems: 'center', flexWrap: 'wrap' },
});

const longest: Readonly<Record<CustomerField, number>> = { name: 300, phone: 300, email: 300, document: 300 };
/** Longest name of a project the contract takes. */
const longestProject = 200;

/**
 * A new customer with his first project, or the first project of a customer who has none. What Promob would refuse is
 * said beside each field before anything is sent; what FoccoLojas itself refuses stands there, too.
 */
export function NewCustomer({
  of,
  onMade,
  onBack,
}: {
  /** The customer whose project is made; a new one where absent. */
  readonly of?: CustomerView | undefined;
  readonly onMade: (project: ProjectView) => void;
  readonly onBack: () => void;
}) {
  const styles = useStyles();
  const say = useSay();
  const [typed, setTyped] = useState<Readonly<Record<CustomerField, string>>>({
    name: '',
    phone: '',
    email: '',
    document: '',
  });
  const [projectName, setProjectName] = useState('');
  /** Said from the first try on, and then while typing. */
  const [tried, setTried] = useState(false);
  /** Made already, while his project was not. */
  const [made, setMade] = useState<CustomerView | undefined>(of);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const timer = window.setTimeout(() => first.current?.focus());
    return () => window.clearTimeout(timer);
  }, []);
  const { customer, faults } = checkNewCustomer(typed);
  const create = useAct(async () => {
    const who = made ?? (await engine.customers.create(customer));
    setMade(who);
    const project = await engine.projects.create({ customerId: who.customerId, name: projectName.trim() });
    const kept = who.waiting === true || project.waiting === true;
    toast(say(kept ? 'customers.kept' : 'customers.created', { name: who.name }));
    onMade(project);
  });
  const refused = create.error === null ? [] : say.error(create.error).fields;
  const here = tried ? fieldTexts(faultsInDetails(faults), say.locale) : [];
  const wrong = (field: string): string | undefined =>
    [...here, ...refused].find((one) => one.field === field)?.text;
  const projectMissing = projectName.trim() === '';
  const submit = (): void => {
    setTried(true);
    if ((made === undefined && faults.length > 0) || projectMissing) return;
    void create.run();
  };
  const show = (field: CustomerField) => {
    const message = wrong(field);
    return (
      <Field
        label={say(`customers.${field}`)}
        required={field === 'name'}
        {...(message === undefined ? {} : { validationState: 'error' as const, validationMessage: message })}
        {...(field === 'phone' && message === undefined ? { hint: say('customers.phone.hint') } : {})}
      >
        <Input
          className={styles.control}
          {...(field === 'name' ? { input: { ref: first } } : {})}
          value={typed[field]}
          maxLength={longest[field]}
          onChange={(_event, { value }) => {
            create.forget();
            setTyped((before) => ({ ...before, [field]: value }));
          }}
        />
      </Field>
    );
  };
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className={styles.head}>
        <Button
          appearance="subtle"
          icon={<ArrowLeftRegular />}
          className={styles.back}
          aria-label={say('customers.back')}
          onClick={onBack}
        />
        <Title3 as="h3" className={styles.title}>
          {made === undefined ? say('customers.new.title') : made.name}
        </Title3>
      </div>
      <Text className={styles.quiet}>
        {say(made === undefined ? 'customers.new.why' : 'customers.project.missing')}
      </Text>
      {made === undefined && (
        <>
          {show('name')}
          <div className={styles.pair}>
            {show('phone')}
            {show('document')}
          </div>
          {show('email')}
        </>
      )}
      <Field
        label={say('customers.project')}
        required
        hint={say('customers.project.hint')}
        {...(tried && projectMissing
          ? { validationState: 'error' as const, validationMessage: say('customers.project.empty') }
          : {})}
      >
        <Input
          className={styles.control}
          {...(made === undefined ? {} : { input: { ref: first } })}
          value={projectName}
          maxLength={longestProject}
          onChange={(_event, { value }) => setProjectName(value)}
        />
      </Field>
      {create.error !== null && <ErrorNotice error={create.error} />}
      <div className={styles.buttons}>
        <Button appearance="primary" size="large" type="submit" disabledFocusable={create.running}>
          {say(made === undefined ? 'customers.create' : 'customers.project.create')}
        </Button>
        {create.running && <Spinner size="tiny" label={say('customers.creating')} labelPosition="after" />}
      </div>
    </form>
  );
}
