import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { memo } from 'react';
import { useHomeRows } from '../state/homeRows.ts';
import { useSay } from '../text/language.ts';
import { FoundText } from '../acts/FoundText.tsx';
import { openPanel } from '../acts/actPanel.ts';

const useStyles = makeStyles({
  line: { display: 'flex', alignItems: 'flex-end', height: '100%', boxSizing: 'border-box', gap: '8px' },
  names: {
    minWidth: 0,
    flexGrow: 1,
    padding: '0 0 8px 4px',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground2,
  },
  customer: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground1 },
  add: { minWidth: '40px', minHeight: '40px', flexShrink: 0, marginRight: '8px' },
});

/** The heading of a project's environments: customer · project. */
export const ProjectLine = memo(function ProjectLine({
  environmentId,
  words,
}: {
  readonly environmentId: string;
  readonly words: readonly string[];
}) {
  const styles = useStyles();
  const say = useSay();
  const row = useHomeRows(({ rows }) => rows.get(environmentId)?.row);
  if (row === undefined) return null;
  const { customerName, projectName, projectId } = row;
  const whole = `${customerName} · ${projectName}`;
  return (
    <div className={styles.line}>
      <div role="rowheader" className={styles.names} title={whole}>
        <span className={styles.customer}>
          <FoundText text={customerName} words={words} />
        </span>
        {' · '}
        <FoundText text={projectName} words={words} />
      </div>
      <div role="gridcell">
        <Button
          className={styles.add}
          appearance="subtle"
          tabIndex={-1}
          icon={<AddRegular />}
          aria-label={say('home.new-in', { project: whole })}
          title={say('home.new-in', { project: whole })}
          onClick={() => openPanel({ kind: 'new-environment', projectId })}
        />
      </div>
    </div>
  );
});
