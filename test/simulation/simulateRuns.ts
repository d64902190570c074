import { answerTo } from './runMany.ts';
import type { RunQuestion } from './runMany.ts';
import { createTemplates } from './templates.ts';

/** One process of a batch: takes questions until its parent is through. */
const templates = createTemplates();
let last: Promise<void> = Promise.resolve();

process.on('message', (question: RunQuestion) => {
  last = last.then(async () => {
    process.send?.(await answerTo(question, templates));
  });
});
process.on('disconnect', () => {
  templates.close();
  process.exit(0);
});
