import { openStation } from './station.ts';

/** A process that only delivers: `node deliverUntilKilled.ts DIR URL`. Ends by itself when nothing is left. */
const [dir, url] = process.argv.slice(2);
if (dir === undefined || url === undefined) throw new Error('usage: deliverUntilKilled.ts DIR URL');
const station = openStation({ dir, url, hurried: true });
station.delivery.start();
process.stdout.write('started\n');
await station.drained(60_000);
await station.close({ keep: true });
