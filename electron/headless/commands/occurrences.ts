import type { OccurrenceView } from '../../../shared/contract/schemas.ts';
import { errorText, text, word } from '../../../shared/text/text.ts';
import type { CommandRun } from '../commandContext.ts';
import { table } from '../table.ts';

function stateInWords({ state, problem }: OccurrenceView): string {
  const words = word('occurrence', state);
  return problem === undefined ? words : `${words} · ${errorText({ code: problem }).text}`;
}

function occurrencesInWords(occurrences: readonly OccurrenceView[]): string {
  return table(
    [
      { title: text('col.occurrence-id') },
      { title: text('col.occurrence'), right: true },
      { title: text('col.customer') },
      { title: text('col.environment') },
      { title: text('col.description') },
      { title: text('col.state') },
      { title: text('col.items'), right: true },
      { title: text('col.assistance') },
    ],
    occurrences.map((occurrence) => [
      occurrence.id,
      String(occurrence.number),
      occurrence.customerName ?? '',
      occurrence.environmentName ?? occurrence.environmentId,
      occurrence.description,
      stateInWords(occurrence),
      text('form.number', { value: occurrence.items.length }),
      occurrence.assistance?.name ?? '',
    ]),
    text('cli.occurrences.none'),
  );
}

export const listOccurrences: CommandRun = async (context, [environmentId]) => {
  const client = await context.client();
  const occurrences = await client.occurrences.list(environmentId === undefined ? {} : { environmentId }, {
    signal: context.signal,
  });
  context.output.result(occurrences, () => occurrencesInWords(occurrences));
};
