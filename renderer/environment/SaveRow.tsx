import { Button, Checkbox, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowDownloadRegular, BranchCompareRegular } from '@fluentui/react-icons';
import type { SaveJson } from '../../shared/contract/schemas.ts';
import { PreviewPicture } from '../components/PreviewPicture.tsx';
import { SaveReceipt } from '../components/SaveReceipt.tsx';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: '4px 12px',
    minHeight: '72px',
    boxSizing: 'border-box',
    padding: '8px 12px 8px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 800px)': { flexWrap: 'wrap' },
  },
  words: {
    minWidth: '200px',
    flexGrow: 1,
    flexBasis: '200px',
    display: 'flex',
    flexDirection: 'column',
    gap: '2px',
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', gap: '0 16px' },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
  receipt: { flexBasis: '320px', flexShrink: 1, minWidth: '200px' },
  buttons: { display: 'flex', gap: '4px', flexShrink: 0, marginLeft: 'auto' },
  button: { minHeight: '40px' },
});

/** One save: what it is, what became of it (its receipt), and which version was made from it, apart. */
export function SaveRow({
  save,
  environmentId,
  tabIndex,
  picked,
  mark,
  restore,
  compareBefore,
}: {
  readonly save: SaveJson;
  readonly environmentId: string;
  readonly tabIndex: number;
  readonly picked: boolean;
  readonly mark: () => void;
  readonly restore: () => void;
  readonly compareBefore: (() => void) | undefined;
}) {
  const styles = useStyles();
  const say = useSay();
  const { number, keptAt, bytes, versions, saveId } = save;
  const became = versions.filter((version) => version.environmentId === environmentId);
  return (
    <div className={styles.row} data-save={number}>
      <Checkbox
        checked={picked}
        onChange={mark}
        input={{ tabIndex }}
        aria-label={say('environment.saves.pick', { number })}
      />
      <PreviewPicture state={{ saveId }} alt="" />
      <div className={styles.words}>
        <span className={styles.head}>
          <span className={styles.name}>{say('environment.saves.name', { number })}</span>
          {became.map((version) => (
            <span key={version.number} className={styles.quiet}>
              {say('environment.saves.became', { number: version.number })}
            </span>
          ))}
        </span>
        <Text className={styles.quiet}>
          {say('environment.saves.kept', { at: keptAt })} · {say('environment.saves.size', { bytes })}
        </Text>
      </div>
      <span className={styles.receipt}>
        <SaveReceipt save={save} />
      </span>
      <div className={styles.buttons}>
        {compareBefore !== undefined && (
          <Button
            appearance="subtle"
            className={styles.button}
            icon={<BranchCompareRegular />}
            tabIndex={tabIndex}
            aria-label={say('environment.saves.before-one', { number })}
            onClick={compareBefore}
          >
            {say('environment.saves.before')}
          </Button>
        )}
        <Button
          className={styles.button}
          icon={<ArrowDownloadRegular />}
          tabIndex={tabIndex}
          aria-label={say('environment.saves.restore-one', { number })}
          onClick={restore}
        >
          {say('environment.saves.restore')}
        </Button>
      </div>
    </div>
  );
}
