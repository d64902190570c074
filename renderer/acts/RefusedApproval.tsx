import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import type { HomeRow } from '../../shared/contract/windowSchemas.ts';
import { go } from '../app/route.ts';
import { useNotices } from '../state/notices.ts';
import { useSay } from '../text/language.ts';
import { closePanel } from './actPanel.ts';
import { beginAct } from './beginAct.ts';

/** FoccoLojas refused to approve the quote, since the project changed after the version the customer saw. */
export function RefusedApproval({ row }: { readonly row: HomeRow }) {
  const say = useSay();
  const { environmentId, lastVersion, lastSave } = row;
  const refused = useNotices(({ notices }) =>
    (notices ?? []).some(
      (notice) =>
        notice.kind === 'quote-outdated' && notice.state !== 'done' && notice.environmentId === environmentId,
    ),
  );
  if (!refused || lastVersion === undefined) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{say('acts.quote-outdated.title')}</MessageBarTitle>
        {say('acts.quote-outdated', { version: lastVersion.number })}
      </MessageBarBody>
      {lastSave !== undefined && (
        <MessageBarActions>
          <Button
            onClick={() => {
              closePanel();
              beginAct('compare', row, go);
            }}
          >
            {say('acts.quote-outdated.compare')}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
