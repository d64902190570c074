import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import type { TestEvent } from 'node:test/reporters';
import { rules } from './rules.ts';
import type { Rule } from './rules.ts';

/** What became of a rule: every test of its file, counted. */
interface RuleResult {
  readonly rule: number;
  readonly title: string;
  readonly result: 'pass' | 'fail';
  readonly passed: number;
  readonly failed: number;
  /** Names of what failed; or that the file is missing, or ran no test. */
  readonly failures: readonly string[];
}

/** A rule's tests take seconds; one that hangs is a failure. */
const timeoutMs = 120_000;

const usage = `npm run rules -- [--json] [NUMBER …]

  Runs the tests of the rules (all, or those named) and says of each whether it holds. Ends with 0 where all do.`;

/** Runs one rule's file in a process of its own. A file that is missing or runs no test has failed. */
async function judge({ number, title, test }: Rule): Promise<RuleResult> {
  const file = join(import.meta.dirname, test);
  const failures: string[] = [];
  let passed = 0;
  if (!existsSync(file)) failures.push(`${test} is missing`);
  else {
    const events = run({ files: [file], timeout: timeoutMs, forceExit: false });
    for await (const event of events as AsyncIterable<TestEvent>) {
      const isTest = event.type === 'test:pass' || event.type === 'test:fail';
      if (!isTest) continue;
      const { name, details, skip, todo } = event.data;
      const own = details.type !== 'suite' && name !== file;
      // A group says nothing that its tests did not say, unless it failed on its own.
      if (event.type === 'test:fail') {
        const { error } = event.data.details;
        const echo = 'failureType' in error && error.failureType === 'subtestsFailed';
        if (!echo) failures.push(name === file ? test : name);
      } else if (own && skip === undefined && todo === undefined) passed += 1;
    }
    if (passed === 0 && failures.length === 0) failures.push('no test was run');
  }
  return {
    rule: number,
    title,
    result: failures.length === 0 ? 'pass' : 'fail',
    passed,
    failed: failures.length,
    failures,
  };
}

async function main(args: readonly string[]): Promise<number> {
  const json = args.includes('--json');
  const numbers = args.filter((argument) => argument !== '--json');
  if (numbers.some((argument) => !rules.some(({ number }) => String(number) === argument))) {
    process.stderr.write(`${usage}\n`);
    return numbers.includes('--help') ? 0 : 2;
  }
  const chosen = rules.filter(({ number }) => numbers.length === 0 || numbers.includes(String(number)));
  const results: RuleResult[] = [];
  // One after the other: each has engines, a sandbox and clocks of its own, and a machine may have one core.
  for (const rule of chosen) {
    const result = await judge(rule);
    results.push(result);
    if (json) continue;
    const mark = result.result === 'pass' ? 'PASS' : 'FAIL';
    const count = `${result.passed} of ${result.passed + result.failed}`;
    process.stdout.write(`${mark}  ${String(result.rule).padStart(2)}  ${result.title} (${count})\n`);
    for (const failure of result.failures) process.stdout.write(`          ✖ ${failure}\n`);
  }
  const broken = results.filter(({ result }) => result === 'fail').length;
  if (json) process.stdout.write(`${JSON.stringify({ ok: broken === 0, rules: results })}\n`);
  else process.stdout.write(`\n${results.length - broken} passed, ${broken} failed\n`);
  return broken === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
