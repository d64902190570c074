import { Field, makeStyles, Radio, RadioGroup, Select, Switch, Text } from '@fluentui/react-components';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { LoadingRows } from '../components/LoadingRows.tsx';
import { Page } from '../components/Page.tsx';
import { Section } from '../components/Section.tsx';
import { useDesktop } from '../state/desktop.ts';
import { useSettings } from '../state/settings.ts';
import { useAct } from '../state/useAct.ts';
import { setLanguage, useSay } from '../text/language.ts';
import { Folders } from './Folders.tsx';
import { Receiver } from './Receiver.tsx';
import { Support } from './Support.tsx';
import { Updates } from './Updates.tsx';

const useStyles = makeStyles({ short: { maxWidth: '320px' } });

const languages = [
  ['pt-BR', 'Português (Brasil)'],
  ['es', 'Español'],
  ['en', 'English'],
] as const;
const themes = ['system', 'light', 'dark'] as const;

/** Folders, Promob's address, the system, updates and support. */
export function Settings() {
  const styles = useStyles();
  const say = useSay();
  const settings = useSettings((known) => known.settings);
  const desktop = useDesktop((known) => known.desktop);
  const change = useAct(async (changed: Parameters<typeof engine.settings.set>[0]) => {
    const now = await engine.settings.set(changed);
    useSettings.setState({ settings: now });
    setLanguage(now.language);
  });
  const autostart = useAct(async (on: boolean) => {
    useDesktop.setState({ desktop: await engine.desktop.setAutostart({ on }) });
  });
  if (settings === null || desktop === null) return <LoadingRows />;
  return (
    <Page title={say('settings.title')}>
      <Section title={say('settings.folders.title')}>
        <Folders />
      </Section>
      <Section title={say('settings.receiver.title')} under={say('settings.receiver.under')}>
        <Receiver />
      </Section>
      <Section title={say('settings.system.title')}>
        {change.error !== null && <ErrorNotice error={change.error} />}
        {autostart.error !== null && <ErrorNotice error={autostart.error} />}
        {desktop.autostart !== 'unsupported' && (
          <>
            <Switch
              label={say('settings.autostart')}
              checked={desktop.autostart === 'on'}
              disabled={autostart.running || desktop.autostart === 'switched-off-by-user'}
              onChange={(_event, { checked }) => void autostart.run(checked)}
            />
            {desktop.autostart === 'switched-off-by-user' && <Text>{say('settings.autostart.by-user')}</Text>}
          </>
        )}
        <Field label={say('settings.language')} className={styles.short}>
          <Select
            value={settings.language}
            onChange={(_event, { value }) =>
              void change.run({ language: value as (typeof languages)[number][0] })
            }
          >
            {languages.map(([code, name]) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={say('settings.theme')}>
          <RadioGroup
            layout="horizontal"
            value={settings.theme}
            onChange={(_event, { value }) => void change.run({ theme: value as (typeof themes)[number] })}
          >
            {themes.map((theme) => (
              <Radio key={theme} value={theme} label={say(`settings.theme.${theme}`)} />
            ))}
          </RadioGroup>
        </Field>
      </Section>
      <Section title={say('settings.update.title')}>
        <Updates desktop={desktop} />
      </Section>
      <Section title={say('settings.support.title')} under={say('settings.support.under')}>
        <Support desktop={desktop} />
      </Section>
    </Page>
  );
}
