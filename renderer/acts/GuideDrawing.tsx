import { makeStyles, tokens } from '@fluentui/react-components';
import { useSay } from '../text/language.ts';

/** A way a listing comes from Promob to Elo: *Exportar Arquivo*, *Enviar URL*, *Executar Aplicação*. */
export type GuideWay = 'file' | 'url' | 'program';

const useStyles = makeStyles({
  drawing: {
    width: '100%',
    maxWidth: '440px',
    height: 'auto',
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
  },
  box: { fill: tokens.colorNeutralBackground1, stroke: tokens.colorNeutralStrokeAccessible },
  bar: { fill: tokens.colorNeutralStroke1 },
  line: { stroke: tokens.colorNeutralStrokeAccessible, fill: 'none' },
  chosen: { fill: tokens.colorBrandBackground2, stroke: tokens.colorBrandStroke1 },
  arrow: { stroke: tokens.colorBrandForeground1, fill: 'none', strokeWidth: '3px' },
  text: { fill: tokens.colorNeutralForeground1, fontSize: '12px', fontFamily: tokens.fontFamilyBase },
  strong: { fill: tokens.colorBrandForeground2, fontSize: '13px', fontWeight: 600 },
});

const ways: readonly GuideWay[] = ['file', 'url', 'program'];

/** Promob's list of budget steps with the chosen one, and where its listing goes. A drawing, no picture of Promob. */
export function GuideDrawing({ way, label }: { readonly way: GuideWay; readonly label: string }) {
  const styles = useStyles();
  const say = useSay();
  return (
    <svg className={styles.drawing} viewBox="0 0 440 150" role="img" aria-label={label}>
      <rect className={styles.box} x="12" y="14" width="190" height="122" rx="6" />
      <rect className={styles.bar} x="12" y="14" width="190" height="22" rx="6" />
      <text className={styles.text} x="22" y="29">
        Promob
      </text>
      {ways.map((name, index) => (
        <g key={name}>
          <rect
            className={name === way ? styles.chosen : styles.box}
            x="24"
            y={44 + index * 29}
            width="166"
            height="24"
            rx="4"
          />
          <text
            className={name === way ? `${styles.text} ${styles.strong}` : styles.text}
            x="34"
            y={60 + index * 29}
          >
            {say(`acts.guide.${name}`)}
          </text>
        </g>
      ))}
      <path className={styles.arrow} d="M 210 75 H 262 M 252 65 L 264 75 L 252 85" />
      {way === 'file' && (
        <>
          <path className={styles.chosen} d="M 276 52 h 34 l 10 10 h 32 v 46 h -76 z" />
          <text className={styles.text} x="292" y="90">
            XML
          </text>
        </>
      )}
      {way === 'url' && (
        <>
          <circle className={styles.chosen} cx="314" cy="76" r="30" />
          <path
            className={styles.line}
            d="M 284 76 H 344 M 314 46 C 296 60 296 92 314 106 C 332 92 332 60 314 46"
          />
        </>
      )}
      {way === 'program' && (
        <>
          <rect className={styles.chosen} x="278" y="50" width="72" height="52" rx="4" />
          <path className={styles.line} d="M 292 66 l 10 9 l -10 9 M 310 86 h 22" />
        </>
      )}
      <path className={styles.arrow} d="M 358 75 H 384 M 374 65 L 386 75 L 374 85" />
      <rect className={styles.box} x="392" y="54" width="38" height="42" rx="8" />
      <text className={`${styles.text} ${styles.strong}`} x="400" y="80">
        Elo
      </text>
    </svg>
  );
}
