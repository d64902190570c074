import { text } from '../../../shared/text/text.ts';
import type { CommandRun } from '../commandContext.ts';
import { table } from '../table.ts';

export const listListings: CommandRun = async (context) => {
  const listings = await (await context.client()).listings.list({}, { signal: context.signal });
  const money = (total: string | null): string =>
    total === null ? '–' : text('form.money', { value: total });
  context.output.result(listings, () =>
    table(
      [
        { title: text('col.listing-id') },
        { title: text('col.captured-at') },
        { title: text('col.budget'), right: true },
        { title: text('col.fresh') },
        { title: text('col.file') },
      ],
      listings.map((listing) => [
        listing.listingId,
        text('form.time', { value: listing.capturedAt }),
        money(listing.totals.budget),
        text(listing.fresh ? 'word.yes' : 'word.no'),
        listing.path,
      ]),
      text('cli.listings.none'),
    ),
  );
};
