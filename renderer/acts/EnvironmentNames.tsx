import { makeStyles, tokens } from '@fluentui/react-components';
import type { HomeRow } from '../../shared/contract/windowSchemas.ts';
import { SavePicture } from './SavePicture.tsx';

const useStyles = makeStyles({
  names: { display: 'flex', alignItems: 'center', gap: '16px' },
  text: { minWidth: 0, display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  name: { fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Which environment a panel is about: picture, name, customer and project. */
export function EnvironmentNames({ row }: { readonly row: HomeRow }) {
  const styles = useStyles();
  return (
    <div className={styles.names}>
      <SavePicture saveId={row.lastSave?.saveId} />
      <div className={styles.text}>
        <span className={styles.name}>{row.name}</span>
        <span className={styles.quiet}>
          {row.customerName} · {row.projectName}
        </span>
        {row.situation !== undefined && (
          <span className={styles.quiet}>{[row.situation, row.stage].filter(Boolean).join(' · ')}</span>
        )}
      </div>
    </div>
  );
}
