import type { OccurrenceView } from '../../shared/contract/schemas.ts';
import { matchesWords, searchText } from '../components/searchText.ts';
import { occurrenceStep } from '../acts/occurrenceStep.ts';

/** What somebody must do comes first; then what is under way, what has its assistance, and what needs nothing of Promob. */
const ranks = ['retry', 'draw', null, 'wait', 'go', 'draw-too'] as const;

const rankOf = (occurrence: OccurrenceView): number => ranks.indexOf(occurrenceStep(occurrence));

/** The occurrences that the search finds (number, environment, customer, description), what is due first, the newest before older ones. */
export function arrangeOccurrences(
  occurrences: readonly OccurrenceView[],
  words: readonly string[],
): readonly OccurrenceView[] {
  return occurrences
    .filter(({ number, environmentName, customerName, description }) =>
      matchesWords(
        searchText([number, environmentName ?? '', customerName ?? '', description].join(' ')),
        words,
      ),
    )
    .toSorted(
      (a, b) =>
        rankOf(a) - rankOf(b) ||
        (b.createdAt ?? '').localeCompare(a.createdAt ?? '') ||
        a.id.localeCompare(b.id),
    );
}
