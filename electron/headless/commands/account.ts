import type { Account, AccountStep } from '../../../shared/contract/schemas.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { text, word } from '../../../shared/text/text.ts';
import type { CommandContext, CommandOptions, CommandRun } from '../commandContext.ts';

/** The account in words; `status` opens with the same lines. */
export function accountInWords(account: Account): string {
  const user = account.user;
  if (!account.signedIn || user === null) return text('cli.signed-out');
  const roles = user.roles.map((role) => word('role', role)).join(', ');
  return `${text('cli.signed-in', { name: user.name, roles })}\n${word('link', account.promobLink)}`;
}

/** Shows the address, opens it unless the caller does, and waits for the end. */
async function follow(
  context: CommandContext,
  steps: AsyncIterable<AccountStep>,
  options: CommandOptions,
  what: 'sign-in' | 'link',
): Promise<void> {
  const { output, config } = context;
  for await (const step of steps) {
    switch (step.step) {
      case 'open-url': {
        output.note(`${text(`cli.${what}.open`)}\n  ${step.url}`);
        if (step.userCode !== undefined) output.note(text('cli.user-code', { code: step.userCode }));
        // Opening is a courtesy: the address stands above.
        if (options['open'] !== 'none') {
          config.host.openUrl(step.url).catch(() => output.note(text('error.address-not-opened')));
        }
        break;
      }
      case 'waiting':
        output.progress(text('cli.waiting'));
        break;
      case 'done':
        output.result(step.account, () => accountInWords(step.account));
        return;
    }
  }
  throw new EloError('unexpected-error', 'the steps ended without a result');
}

export const signIn: CommandRun = async (context, _args, options) => {
  const client = await context.client();
  const steps = await client.account.signIn(
    { device: options['device'] === true },
    { signal: context.signal },
  );
  await follow(context, steps, options, 'sign-in');
};

export const link: CommandRun = async (context, _args, options) => {
  const client = await context.client();
  await follow(context, await client.account.link({}, { signal: context.signal }), options, 'link');
};

export const signOut: CommandRun = async (context) => {
  const account = await (await context.client()).account.signOut({}, { signal: context.signal });
  context.output.result(account, () => accountInWords(account));
};

export const unlink: CommandRun = async (context) => {
  const account = await (await context.client()).account.unlink({}, { signal: context.signal });
  context.output.result(account, () => accountInWords(account));
};
