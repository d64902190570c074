import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { CheckResult } from '../../shared/contract/diagnosisSchemas.ts';
import { useSay } from '../text/language.ts';
import { evidenceRows } from './evidenceRows.ts';

const useStyles = makeStyles({
  summary: { cursor: 'pointer', color: tokens.colorNeutralForeground2, minHeight: '24px' },
  table: { borderCollapse: 'collapse', width: '100%' },
  cell: {
    padding: '4px 16px 4px 0',
    textAlign: 'left',
    verticalAlign: 'top',
    overflowWrap: 'anywhere',
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
});

/** What a check saw, as facts: for whoever helps by telephone. */
export function EvidenceTable({ result }: { readonly result: CheckResult }) {
  const styles = useStyles();
  const say = useSay();
  const rows = evidenceRows(result.evidence);
  return (
    <details>
      <summary className={styles.summary}>{say('diagnosis.evidence')}</summary>
      <table className={styles.table}>
        <tbody>
          <tr>
            <th scope="row" className={styles.cell}>
              {result.condition ?? result.code}
            </th>
            <td className={styles.cell}>{say('diagnosis.duration', { ms: result.durationMs })}</td>
          </tr>
          {rows.map(({ name, value }) => (
            <tr key={name}>
              <th scope="row" className={styles.cell}>
                {name}
              </th>
              <td className={styles.cell}>
                <Text font="monospace" size={200}>
                  {value}
                </Text>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
