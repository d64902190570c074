import { Button, Checkbox, Field, Input, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import type { ProfileFieldView, ProfileView } from '../../shared/contract/diagnosisSchemas.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { useAct } from '../state/useAct.ts';
import { useSay } from '../text/language.ts';
import type { ProfileValues } from './useProfile.ts';

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(240px, 1fr))',
    gap: '16px',
    alignItems: 'start',
  },
  secret: { display: 'flex', flexDirection: 'column', gap: '4px', alignItems: 'flex-start' },
  wide: { width: '100%' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** What a person may type: a number where a number is asked for, hidden where it is a secret. */
const inputType = (field: ProfileFieldView): 'text' | 'password' | 'number' =>
  field.secret ? 'password' : field.type === 'port' || field.type === 'number' ? 'number' : 'text';

/** One field of a profile. Secrets are never shown again: only that one is kept, and a way to forget it. */
function OneField({
  profile,
  field,
  values,
  onForget,
}: {
  readonly profile: string;
  readonly field: ProfileFieldView;
  readonly values: ProfileValues;
  readonly onForget: (field: string) => void;
}) {
  const styles = useStyles();
  const say = useSay();
  const { name, type, secret, required, choices, label } = field;
  const title = label ?? say.maybe(`field.${profile}.${name}`) ?? say.word('field', name);
  const isKept = values.remembered.value?.secrets[name] === true;
  const value = values.value(field);
  if (type === 'boolean') {
    return (
      <Checkbox
        label={title}
        checked={value === 'true'}
        onChange={(_event, { checked }) => values.set(name, checked === true ? 'true' : 'false')}
      />
    );
  }
  const hint = secret && isKept ? say('diagnosis.secret.kept') : required ? null : say('diagnosis.optional');
  return (
    <div className={styles.secret}>
      <Field label={title} hint={hint} className={styles.wide}>
        {type === 'choice' ? (
          <Select value={value} onChange={(_event, { value: chosen }) => values.set(name, chosen)}>
            {value === '' && <option value="">{say('diagnosis.choose')}</option>}
            {choices?.map((choice) => (
              <option key={choice} value={choice}>
                {say.maybe(`choice.${choice}`) ?? choice}
              </option>
            ))}
          </Select>
        ) : (
          <Input
            type={inputType(field)}
            autoComplete={secret ? 'new-password' : 'off'}
            spellCheck={false}
            maxLength={2_000}
            value={value}
            onChange={(_event, { value: text }) => values.set(name, text)}
          />
        )}
      </Field>
      {secret && value !== '' && (
        <Checkbox
          label={say('diagnosis.secret.keep')}
          checked={values.keeps(name)}
          onChange={(_event, { checked }) => values.setKeeps(name, checked === true)}
        />
      )}
      {secret && isKept && (
        <Button appearance="subtle" onClick={() => onForget(name)}>
          {say('diagnosis.secret.forget')}
        </Button>
      )}
    </div>
  );
}

/** What a profile wants to know before it is run; all of it may be left empty. */
export function ProfileFields({
  profile,
  values,
}: {
  readonly profile: ProfileView;
  readonly values: ProfileValues;
}) {
  const styles = useStyles();
  const say = useSay();
  const forget = useAct(async (field: string) => {
    await engine.diagnosis.forgetSecret({ profile: profile.profile, field });
    values.remembered.again();
  });
  if (profile.fields.length === 0) return null;
  return (
    <>
      <Text className={styles.quiet}>{say('diagnosis.fields.under')}</Text>
      <div className={styles.fields} role="group" aria-label={say('diagnosis.fields')}>
        {profile.fields.map((field) => (
          <OneField
            key={`${profile.profile} ${field.name}`}
            profile={profile.profile}
            field={field}
            values={values}
            onForget={(name) => void forget.run(name)}
          />
        ))}
      </div>
      {forget.error !== null && <ErrorNotice error={forget.error} />}
      {values.remembered.error !== null && (
        <ErrorNotice error={values.remembered.error} again={values.remembered.again} />
      )}
    </>
  );
}
