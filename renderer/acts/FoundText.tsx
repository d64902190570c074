import { makeStyles, tokens } from '@fluentui/react-components';
import { foundPieces } from '../components/searchText.ts';

const useStyles = makeStyles({
  found: {
    backgroundColor: tokens.colorBrandBackground2,
    color: 'inherit',
    fontWeight: tokens.fontWeightSemibold,
  },
});

/** A text in which what the search found stands out. */
export function FoundText({ text, words }: { readonly text: string; readonly words: readonly string[] }) {
  const styles = useStyles();
  if (words.length === 0) return text;
  return foundPieces(text, words).map((piece) =>
    piece.found ? (
      <mark key={piece.at} className={styles.found}>
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  );
}
