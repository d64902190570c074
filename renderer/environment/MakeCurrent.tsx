import { makeStyles, Skeleton, SkeletonItem, Text } from '@fluentui/react-components';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { toast } from '../components/toast.ts';
import { useAct } from '../state/useAct.ts';
import { useRead } from '../state/useRead.ts';
import { useSay } from '../text/language.ts';
import { Choice } from './Choice.tsx';

const useStyles = makeStyles({ quotes: { margin: 0, paddingLeft: '24px' } });

/** Makes an earlier version the current one, after showing which quotes that makes out of date. */
export function MakeCurrent({
  environmentId,
  version,
  close,
  changed,
}: {
  readonly environmentId: string;
  readonly version: number;
  readonly close: () => void;
  readonly changed: () => void;
}) {
  const styles = useStyles();
  const say = useSay();
  const dry = useRead(`current ${environmentId} ${version}`, (signal) =>
    engine.versions.makeCurrent({ environmentId, version, dryRun: true }, { signal }),
  );
  const make = useAct(() =>
    engine.versions.makeCurrent({
      environmentId,
      version,
      // Exactly what is shown is confirmed, or nothing.
      ...(dry.value === null ? {} : { versionToken: dry.value.versionToken }),
    }),
  );
  const quotes = dry.value?.outdatedQuotes ?? null;
  const run = async (): Promise<void> => {
    const made = await make.run();
    if (made === null) return;
    toast(
      made.version === undefined
        ? say('environment.current.done-simple', { number: version })
        : say('environment.current.done', { number: version, made: made.version }),
    );
    changed();
    close();
  };
  return (
    <Choice
      title={say('environment.current.title', { number: version })}
      close={close}
      act={{
        text: say('environment.current.do'),
        disabled: quotes === null || make.running,
        run: () => void run(),
      }}
    >
      <Text>{say('environment.current.means', { number: version })}</Text>
      {dry.error !== null && <ErrorNotice error={dry.error} again={dry.again} />}
      {quotes === null && dry.error === null && (
        <Skeleton aria-label={say('frame.loading')}>
          <SkeletonItem size={48} />
        </Skeleton>
      )}
      {quotes !== null && quotes.length === 0 && <Text>{say('environment.current.none')}</Text>}
      {quotes !== null && quotes.length > 0 && (
        <>
          <Text>{say('environment.current.outdated')}</Text>
          <ul className={styles.quotes}>
            {quotes.map((quote) => (
              <li key={quote}>{quote}</li>
            ))}
          </ul>
        </>
      )}
      {make.error !== null && (
        <ErrorNotice
          error={make.error}
          again={() => {
            make.forget();
            dry.again();
          }}
        />
      )}
    </Choice>
  );
}
