import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { EyeRegular, PersonClockRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Updated } from '../../shared/contract/schemas.ts';
import type { EnvironmentDetail } from '../../shared/contract/windowSchemas.ts';
import { go } from '../app/route.ts';
import { engine } from '../bridge/engine.ts';
import { ErrorNotice } from '../components/ErrorNotice.tsx';
import { spellDifference } from '../components/spell.ts';
import { toast } from '../components/toast.ts';
import { amountDifference } from '../compare/amounts.ts';
import { useStatus } from '../state/status.ts';
import { useAct } from '../state/useAct.ts';
import { useSay } from '../text/language.ts';
import type { Say } from '../text/language.ts';
import { Assistance } from './Assistance.tsx';
import { ChooseFile } from './ChooseFile.tsx';
import { dueOf } from './dueOf.ts';
import { ExportHelp } from './ExportHelp.tsx';
import { UpdatePreview } from './UpdatePreview.tsx';

const useStyles = makeStyles({
  place: { display: 'flex', alignItems: 'center', gap: '8px', flexWrap: 'wrap' },
  button: { minHeight: '40px' },
  // At 200 % zoom the sign stays; the word is its name and tooltip.
  word: { '@media (max-width: 800px)': { display: 'none' } },
  who: { display: 'inline-flex', alignItems: 'center', gap: '8px', color: tokens.colorNeutralForeground2 },
  error: { flexBasis: '100%', maxWidth: '640px' },
});

/** What became of an update, in one sentence. */
function updatedText(say: Say, { version, changes }: Updated): string {
  const difference = amountDifference(changes.total.before, changes.total.after);
  if (version === undefined) return '';
  if (difference === null) return say('environment.updated', { version });
  return say('environment.updated-total', {
    version,
    difference: spellDifference(difference, say.locale),
  });
}

/** The one thing that is due as the one primary button, or who must act instead. */
export function DueAction({
  detail,
  changed,
}: {
  readonly detail: EnvironmentDetail;
  readonly changed: () => void;
}) {
  const styles = useStyles();
  const say = useSay();
  const { environmentId } = detail;
  const roles = useStatus(({ status }) => status?.user?.roles.join(' ') ?? '');
  const due = dueOf(detail, roles.split(' '));
  const act = due?.kind === 'button' ? due.act : null;
  const [shown, setShown] = useState<'preview' | 'choose-file' | 'export-listing' | 'assistance' | null>(
    null,
  );
  const update = useAct(() => engine.acts.update({ environmentId }));
  const start = useAct(() => engine.acts.startReview({ environmentId }));
  const complete = useAct(() => engine.acts.completeReview({ environmentId }));
  const close = (): void => setShown(null);

  const doUpdate = async (): Promise<void> => {
    const updated = await update.run();
    if (updated !== null) toast(updatedText(say, updated));
    changed();
  };
  const doReview = async (review: typeof start, done: string): Promise<void> => {
    if ((await review.run()) !== null) toast(done);
    changed();
  };
  const press = (): void => {
    switch (act) {
      case 'update':
        void doUpdate();
        break;
      case 'start-review':
        void doReview(start, say('environment.review-started'));
        break;
      case 'complete-review':
        void doReview(complete, say('environment.review-completed'));
        break;
      case 'choose-file':
      case 'export-listing':
      case 'assistance':
        setShown(act);
        break;
      case 'compare': {
        const { lastVersion, lastSave } = detail;
        if (lastVersion === undefined || lastSave === undefined) break;
        go({
          place: 'compare',
          environmentId,
          before: { environmentId, version: lastVersion.number },
          after: { saveId: lastSave.saveId },
        });
        break;
      }
      case null:
        break;
    }
  };

  const running = update.running || start.running || complete.running;
  const error = update.error ?? start.error ?? complete.error;
  return (
    <div className={styles.place}>
      {act === 'update' && (
        <Button
          className={styles.button}
          icon={<EyeRegular />}
          aria-label={say('environment.due.preview')}
          title={say('environment.due.preview')}
          disabled={running}
          onClick={() => setShown('preview')}
        >
          <span className={styles.word}>{say('environment.due.preview')}</span>
        </Button>
      )}
      {due?.kind === 'button' && (
        <Button
          appearance="primary"
          className={styles.button}
          disabledFocusable={running}
          onClick={press}
          data-due={due.act}
        >
          {update.running ? say('environment.due.updating') : say(`environment.due.${due.act}`)}
        </Button>
      )}
      {due?.kind === 'someone-else' && (
        <Text className={styles.who}>
          <PersonClockRegular aria-hidden />
          {say(`environment.due.${due.text}`)}
        </Text>
      )}
      {error !== null && (
        <div className={styles.error}>
          <ErrorNotice
            error={error}
            action={
              error.code === 'listing-not-fresh' ? (
                <Button onClick={() => setShown('export-listing')}>
                  {say('environment.due.export-listing')}
                </Button>
              ) : undefined
            }
          />
        </div>
      )}
      {shown === 'preview' && (
        <UpdatePreview
          environmentId={environmentId}
          close={close}
          update={() => {
            close();
            void doUpdate();
          }}
        />
      )}
      {shown === 'choose-file' && <ChooseFile detail={detail} changed={changed} close={close} />}
      {shown === 'export-listing' && <ExportHelp close={close} />}
      {shown === 'assistance' && <Assistance close={close} />}
    </div>
  );
}
