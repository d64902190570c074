import type { RunAnswer, RunQuestion } from './runMany.ts';
import { runOnce } from './runOnce.ts';
import { createTemplates } from './templates.ts';

/** One process of a batch: takes questions until its parent is through. */
const templates = createTemplates();
let last: Promise<void> = Promise.resolve();

async function answer({ run, seed, plant }: RunQuestion): Promise<void> {
  const { violation, saves, received, kills } = await runOnce({ seed, plant, templates });
  process.send?.({ run, ok: violation === null, saves, received, kills } satisfies RunAnswer);
}

process.on('message', (question: RunQuestion) => {
  last = last.then(() => answer(question));
});
process.on('disconnect', () => {
  templates.close();
  process.exit(0);
});
