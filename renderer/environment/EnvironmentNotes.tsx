import {
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { EnvironmentDetail } from '../../shared/contract/windowSchemas.ts';
import { ofReview } from '../acts/ofReview.ts';
import { NoticeList } from '../components/NoticeList.tsx';
import { useSay } from '../text/language.ts';
import { LockedNote } from './LockedNote.tsx';

const useStyles = makeStyles({
  place: { padding: '0 24px 12px', maxWidth: '960px', '@media (max-width: 800px)': { padding: '0 8px 8px' } },
  title: {
    display: 'block',
    margin: '0 0 8px',
    fontSize: tokens.fontSizeBase400,
    color: tokens.colorNeutralForeground1,
  },
});

/** States in which the review is told what changed since the conversion. */
const sinceConversion: ReadonlySet<string> = new Set(['converted', 'financially-released', 'in-review']);

/** What the user must know of an environment besides its state: what was refused, what the review was told, what a lock means. */
export function EnvironmentNotes({ detail }: { readonly detail: EnvironmentDetail }) {
  const styles = useStyles();
  const say = useSay();
  const { refusedAct, state } = detail;
  const refused = refusedAct === undefined ? null : say.error({ code: refusedAct.code });
  const notices = sinceConversion.has(state) ? detail.notifications.filter(ofReview) : [];
  return (
    <>
      {refusedAct !== undefined && refused !== null && (
        <div className={styles.place}>
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>
                {say('review.refused', { act: say.word('kind', refusedAct.kind), at: refusedAct.at })}
              </MessageBarTitle>
              {` ${refused.text} ${refused.remedy ?? ''}`}
            </MessageBarBody>
          </MessageBar>
        </div>
      )}
      {notices.length > 0 && (
        <section className={styles.place} aria-label={say('review.notified')}>
          <Text as="h2" weight="semibold" className={styles.title}>
            {say('review.notified')}
          </Text>
          <NoticeList notices={notices} />
        </section>
      )}
      {detail.locked && <LockedNote detail={detail} />}
    </>
  );
}
