import { makeStyles, tokens } from '@fluentui/react-components';
import { ReceiptMoneyRegular } from '@fluentui/react-icons';
import type { EnvironmentDetail, StateRef } from '../../shared/contract/windowSchemas.ts';
import { EnvironmentBadge } from '../components/EnvironmentBadge.tsx';
import { PreviewPicture } from '../components/PreviewPicture.tsx';
import { SaveReceipt } from '../components/SaveReceipt.tsx';
import { spellAgo } from '../components/spell.ts';
import { useStatus } from '../state/status.ts';
import { useSay } from '../text/language.ts';
import { FileLine } from './FileLine.tsx';
import { useNow } from '../state/useNow.ts';

const useStyles = makeStyles({
  head: { display: 'flex', gap: '16px', padding: '0 24px 12px', alignItems: 'flex-start' },
  picture: { width: '144px', height: '96px', '@media (max-width: 800px)': { display: 'none' } },
  facts: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column', gap: '4px' },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: '24px',
    rowGap: '4px',
    minHeight: '28px',
  },
  state: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  withIcon: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '8px',
    color: tokens.colorNeutralForeground2,
  },
});

/** The picture of what the project is now: the newest save, else the last version. */
function pictureOf(detail: EnvironmentDetail): StateRef | null {
  if (detail.lastSave !== undefined) return { saveId: detail.lastSave.saveId };
  const { environmentId, lastVersion } = detail;
  return lastVersion === undefined ? null : { environmentId, version: lastVersion.number };
}

/** What an environment is: picture, state, newest save with its receipt, listing and file. */
export function EnvironmentHead({
  detail,
  changed,
}: {
  readonly detail: EnvironmentDetail;
  readonly changed: () => void;
}) {
  const styles = useStyles();
  const say = useSay();
  const now = useNow();
  const offline = useStatus(({ status }) => status?.online === false);
  const { lastSave, listing, situation, stage, purchaseOrders, occurrence } = detail;
  return (
    <div className={styles.head}>
      <PreviewPicture
        state={pictureOf(detail)}
        alt={say('environment.picture', { name: detail.name })}
        size="medium"
        className={styles.picture}
      />
      <div className={styles.facts}>
        <div className={styles.line}>
          <span className={styles.state}>
            <EnvironmentBadge row={detail} />
          </span>
          {situation !== undefined && (
            <span className={styles.quiet}>{say('environment.situation', { situation })}</span>
          )}
          {stage !== undefined && <span className={styles.quiet}>{say('environment.stage', { stage })}</span>}
          {purchaseOrders > 0 && (
            <span className={styles.quiet}>
              {say('environment.purchase-orders', { count: purchaseOrders })}
            </span>
          )}
          {occurrence !== undefined && (
            <span className={styles.quiet}>
              {say('environment.occurrence', { number: occurrence.number })}
            </span>
          )}
        </div>
        <div className={styles.line}>
          {lastSave === undefined ? (
            <span className={styles.quiet}>{say('environment.no-save')}</span>
          ) : (
            <>
              <span>
                {say('environment.last-save', {
                  number: lastSave.number,
                  ago: spellAgo(lastSave.keptAt, now, say.locale),
                })}
              </span>
              <SaveReceipt save={lastSave} />
            </>
          )}
          {listing !== undefined && (
            <span className={styles.withIcon}>
              <ReceiptMoneyRegular aria-hidden />
              {say(listing.fresh ? 'environment.listing-fresh' : 'environment.listing-old', {
                at: listing.capturedAt,
              })}
            </span>
          )}
        </div>
        <FileLine detail={detail} changed={changed} />
        {offline && <span className={styles.quiet}>{say('environment.offline')}</span>}
      </div>
    </div>
  );
}
