import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { EloError } from '../../shared/domain/eloError.ts';
import { useDesktop } from '../state/desktop.ts';
import { useSay } from '../text/language.ts';
import { copyText } from './copyText.ts';
import { toast } from './toast.ts';

const useStyles = makeStyles({
  code: { display: 'block', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
});

/**
 * Why something was refused or could not be read: what happened, what helps, and small the code for support, which a
 * click copies together with time and version.
 * @param again tries it once more; absent where that is of no use
 * @param action another way out, e.g. a button that leads to the account
 */
export function ErrorNotice({
  error,
  again,
  action,
}: {
  readonly error: EloError;
  readonly again?: (() => void) | undefined;
  readonly action?: ReactNode;
}) {
  const styles = useStyles();
  const say = useSay();
  const version = useDesktop(({ desktop }) => desktop?.version ?? '');
  const { text, remedy, supportCode } = say.error(error);
  const copy = (): void => {
    void copyText(`${supportCode} · ${new Date().toISOString()} · Elo ${version}`).then(() =>
      toast(say('frame.copied')),
    );
  };
  return (
    <MessageBar intent={error.retryable ? 'warning' : 'error'} layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{text}</MessageBarTitle>
        {remedy !== null && ` ${remedy}`}
        <span className={styles.code}>{supportCode}</span>
      </MessageBarBody>
      <MessageBarActions>
        {action}
        {again !== undefined && <Button onClick={again}>{say('frame.retry')}</Button>}
        <Button appearance="transparent" onClick={copy}>
          {say('frame.copy-code')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
