import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  CheckmarkCircleFilled,
  DismissCircleFilled,
  QuestionCircleFilled,
  SubtractCircleRegular,
  WarningFilled,
} from '@fluentui/react-icons';
import type { CheckStatus } from '../../shared/contract/diagnosisSchemas.ts';

const useStyles = makeStyles({
  icon: { fontSize: '20px', flexShrink: 0, marginTop: '2px' },
  ok: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
  skipped: { color: tokens.colorNeutralForeground3 },
  unknown: { color: tokens.colorNeutralForeground2 },
});

const icons = {
  ok: CheckmarkCircleFilled,
  warning: WarningFilled,
  failed: DismissCircleFilled,
  skipped: SubtractCircleRegular,
  unknown: QuestionCircleFilled,
} as const;

/** The sign of a status; its word always stands beside it. */
export function StatusIcon({ status }: { readonly status: CheckStatus }) {
  const styles = useStyles();
  const Icon = icons[status];
  return <Icon className={mergeClasses(styles.icon, styles[status])} aria-hidden />;
}
