import { Button, makeStyles, tokens } from '@fluentui/react-components';
import {
  ArrowUploadFilled,
  CheckmarkCircleFilled,
  CloudOffFilled,
  ErrorCircleFilled,
  WarningFilled,
} from '@fluentui/react-icons';
import { worstState } from '../../shared/domain/worstState.ts';
import { useStatus } from '../state/status.ts';
import { useSay } from '../text/language.ts';
import { go } from './route.ts';

const useStyles = makeStyles({
  button: { minHeight: '40px', maxWidth: '520px', textAlign: 'left' },
  well: { color: tokens.colorStatusSuccessForeground1 },
  busy: { color: tokens.colorBrandForeground1 },
  calm: { color: tokens.colorNeutralForeground3 },
  attention: { color: tokens.colorStatusWarningForeground1 },
  failed: { color: tokens.colorStatusDangerForeground1 },
});

const icons = {
  well: CheckmarkCircleFilled,
  busy: ArrowUploadFilled,
  calm: CloudOffFilled,
  attention: WarningFilled,
  failed: ErrorCircleFilled,
} as const;

/** One sentence about everything, always; a click leads to what is behind it. */
export function StatusSentence() {
  const styles = useStyles();
  const say = useSay();
  const status = useStatus((known) => known.status);
  if (status === null) return null;
  const { severity, code, others, leadsTo } = worstState(status);
  const Icon = icons[severity];
  const sentence =
    code !== null
      ? say.health(code)
      : severity === 'busy'
        ? say('frame.sending-now', { count: status.queue.kept + status.queue.sending })
        : say('frame.all-well');
  return (
    <Button
      appearance="subtle"
      className={styles.button}
      icon={<Icon className={styles[severity]} />}
      onClick={() => go(leadsTo)}
      data-state={severity}
    >
      <span role="status">
        {sentence}
        {others > 0 && ` (${say('frame.more-problems', { count: others })})`}
      </span>
    </Button>
  );
}
