import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  ArrowSwapFilled,
  CheckmarkCircleFilled,
  CircleHalfFillFilled,
  CircleRegular,
  DesktopArrowRightFilled,
  EditFilled,
  LockClosedFilled,
  StarFilled,
} from '@fluentui/react-icons';
import type { HomeRow } from '../../shared/contract/windowSchemas.ts';
import { useSay } from '../text/language.ts';
import { environmentLook } from './environmentLook.ts';

const useStyles = makeStyles({
  badge: { display: 'inline-flex', maxWidth: '100%', alignItems: 'center', gap: '8px' },
  text: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' },
  icon: { flexShrink: 0, fontSize: '20px' },
  neutral: { color: tokens.colorNeutralForeground3 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  due: { color: tokens.colorStatusWarningForeground1 },
  working: { color: tokens.colorBrandForeground1 },
  conflict: { color: tokens.colorPaletteDarkOrangeForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
});

const icons = {
  created: CircleRegular,
  synchronized: CheckmarkCircleFilled,
  outdated: CircleHalfFillFilled,
  'outdated-no-listing': CircleHalfFillFilled,
  'in-review-update-due': CircleHalfFillFilled,
  'in-review': EditFilled,
  converted: StarFilled,
  'financially-released': StarFilled,
  'review-complete': LockClosedFilled,
  conflict: ArrowSwapFilled,
  ahead: DesktopArrowRightFilled,
} as const;

/** State of an environment: icon, word and colour together. */
export function EnvironmentBadge({
  row,
}: {
  readonly row: Parameters<typeof environmentLook>[0] & Partial<HomeRow>;
}) {
  const styles = useStyles();
  const say = useSay();
  const { code, tone, version } = environmentLook(row);
  const Icon = icons[code as keyof typeof icons] ?? CircleRegular;
  return (
    <span className={styles.badge} data-state={code}>
      <Icon className={mergeClasses(styles.icon, styles[tone])} aria-hidden />
      <span className={styles.text}>
        {say.word('environment', code, version === undefined ? {} : { version })}
      </span>
    </span>
  );
}
