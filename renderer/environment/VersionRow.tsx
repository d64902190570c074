import { Badge, Button, Checkbox, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import {
  ArrowUndoRegular,
  BranchCompareRegular,
  CheckmarkCircleFilled,
  CopyRegular,
  OpenRegular,
  StarFilled,
} from '@fluentui/react-icons';
import type { VersionView } from '../../shared/contract/schemas.ts';
import { copyText } from '../components/copyText.ts';
import { PreviewPicture } from '../components/PreviewPicture.tsx';
import { spellMoney } from '../components/spell.ts';
import { toast } from '../components/toast.ts';
import { useSay } from '../text/language.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'auto auto auto minmax(0, 1fr) auto',
    gap: '4px 12px',
    alignItems: 'center',
    padding: '10px 12px 10px 0',
    minHeight: '104px',
    boxSizing: 'border-box',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 800px)': { gridTemplateColumns: 'auto auto auto minmax(0, 1fr)' },
  },
  // The line of time: each version hangs on it, the last imported one green.
  time: { position: 'relative', width: '16px', alignSelf: 'stretch' },
  line: {
    position: 'absolute',
    left: '7px',
    width: '2px',
    top: '-10px',
    bottom: '-11px',
    backgroundColor: tokens.colorNeutralStroke1,
  },
  lineFirst: { top: '50%' },
  lineLast: { bottom: '50%' },
  dot: {
    position: 'absolute',
    top: '50%',
    left: '2px',
    width: '12px',
    height: '12px',
    marginTop: '-6px',
    boxSizing: 'border-box',
    borderRadius: '50%',
    backgroundColor: tokens.colorNeutralBackground2,
    border: `2px solid ${tokens.colorNeutralStroke1Hover}`,
  },
  dotLatest: {
    backgroundColor: tokens.colorStatusSuccessForeground1,
    border: `2px solid ${tokens.colorStatusSuccessForeground1}`,
  },
  words: { minWidth: 0, display: 'flex', flexDirection: 'column', gap: '2px' },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '4px 16px' },
  number: { fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase400 },
  sign: { display: 'inline-flex', alignItems: 'center', gap: '6px' },
  good: { color: tokens.colorStatusSuccessForeground1 },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  identifier: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    display: 'flex',
    alignItems: 'center',
    gap: '4px',
    minHeight: '24px',
  },
  code: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
  end: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-end',
    gap: '8px',
    '@media (max-width: 800px)': { gridColumn: '3 / -1', alignItems: 'flex-start' },
  },
  total: {
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
    textAlign: 'right',
  },
  buttons: {
    display: 'flex',
    gap: '4px',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    '@media (max-width: 800px)': { justifyContent: 'flex-start' },
  },
  button: { minHeight: '40px' },
  copy: { minWidth: '24px' },
});

/** One version on the line of time. */
export function VersionRow({
  version,
  environmentId,
  tabIndex,
  first,
  last,
  picked,
  mark,
  opening,
  open,
  compareBefore,
  makeCurrent,
}: {
  readonly version: VersionView;
  readonly environmentId: string;
  readonly tabIndex: number;
  readonly first: boolean;
  readonly last: boolean;
  readonly picked: boolean;
  readonly mark: (() => void) | undefined;
  readonly opening: boolean;
  readonly open: () => void;
  readonly compareBefore: (() => void) | undefined;
  readonly makeCurrent: (() => void) | undefined;
}) {
  const styles = useStyles();
  const say = useSay();
  const { number, optionName, importedAt, identifier, latest, converted, total } = version;
  return (
    <div className={styles.row} data-version={number}>
      <span className={styles.time} aria-hidden>
        <span className={mergeClasses(styles.line, first && styles.lineFirst, last && styles.lineLast)} />
        <span className={mergeClasses(styles.dot, latest && styles.dotLatest)} />
      </span>
      {mark === undefined ? (
        <span />
      ) : (
        <Checkbox
          checked={picked}
          onChange={mark}
          input={{ tabIndex }}
          aria-label={say('environment.versions.pick', { number })}
        />
      )}
      <PreviewPicture
        state={{ environmentId, version: number }}
        alt={say('environment.picture', { name: say('environment.versions.name', { number }) })}
        size="medium"
      />
      <div className={styles.words}>
        <div className={styles.head}>
          <span className={styles.number}>{say('environment.versions.name', { number })}</span>
          {latest && (
            <span className={styles.sign}>
              <CheckmarkCircleFilled className={styles.good} aria-hidden />
              {say.word('version', 'latest')}
            </span>
          )}
          {converted && (
            <Badge appearance="tint" color="success" icon={<StarFilled />} size="large">
              {say.word('version', 'converted')}
            </Badge>
          )}
        </div>
        <Text className={styles.quiet}>
          {[optionName, say('environment.versions.imported', { at: importedAt })].filter(Boolean).join(' · ')}
        </Text>
        <span className={styles.identifier}>
          {say('environment.versions.identifier')}{' '}
          {identifier === null ? (
            say('environment.versions.no-identifier')
          ) : (
            <>
              <span className={styles.code}>{identifier}</span>
              <Button
                appearance="subtle"
                size="small"
                className={styles.copy}
                icon={<CopyRegular />}
                tabIndex={tabIndex}
                aria-label={say('environment.versions.copy-identifier', { number })}
                onClick={() => void copyText(identifier).then(() => toast(say('frame.copied')))}
              />
            </>
          )}
        </span>
      </div>
      <div className={styles.end}>
        {total !== null && total !== undefined && (
          <span className={styles.total}>{spellMoney(total, say.locale)}</span>
        )}
        <div className={styles.buttons}>
          {makeCurrent !== undefined && (
            <Button
              appearance="subtle"
              className={styles.button}
              icon={<ArrowUndoRegular />}
              tabIndex={tabIndex}
              aria-label={say('environment.versions.current-one', { number })}
              onClick={makeCurrent}
            >
              {say('environment.versions.current')}
            </Button>
          )}
          {compareBefore !== undefined && (
            <Button
              appearance="subtle"
              className={styles.button}
              icon={<BranchCompareRegular />}
              tabIndex={tabIndex}
              aria-label={say('environment.versions.before-one', { number })}
              onClick={compareBefore}
            >
              {say('environment.versions.before')}
            </Button>
          )}
          <Button
            className={styles.button}
            icon={<OpenRegular />}
            tabIndex={tabIndex}
            disabledFocusable={opening}
            aria-label={say('environment.versions.open-one', { number })}
            onClick={open}
          >
            {say('environment.versions.open')}
          </Button>
        </div>
      </div>
    </div>
  );
}
