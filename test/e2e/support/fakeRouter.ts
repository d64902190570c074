import { implement } from '@orpc/server';
import type { AnyRouter } from '@orpc/server';
import { contract } from '../../../shared/contract/contract.ts';
import type { EngineClient } from '../../../shared/contract/contract.ts';
import { EloError } from '../../../shared/domain/eloError.ts';

type Answer<F> = F extends (input: infer I, ...rest: never[]) => Promise<infer O>
  ? (input: I, signal: AbortSignal | undefined) => O | Promise<O> | AsyncGenerator
  : { readonly [K in keyof F]?: Answer<F[K]> };

/** Answers by the contract's names; a procedure that is left out refuses with `unexpected-error`. */
export type FakeAnswers = Answer<EngineClient>;

interface Handled {
  handler(run: (call: { input: unknown; signal?: AbortSignal }) => unknown): unknown;
}

/** What every screen reads at its start: an engine that is set up, in order, and where nothing happens. */
export const calmAnswers = {
  status: () => ({
    signedIn: true,
    user: { id: 'u-designer', name: 'Débora Projetista', roles: ['designer' as const] },
    promobLink: 'linked' as const,
    online: true,
    queue: { kept: 0, sending: 0, withheld: 0, needsAttention: 0 },
    folders: [],
    health: [],
  }),
  async *events(_input: unknown, signal: AbortSignal | undefined) {
    await new Promise<void>((resolve) => {
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
    yield* [];
  },
  setup: {
    get: () => ({
      serverUrl: 'http://127.0.0.1:1',
      signedIn: true,
      promobLink: 'linked' as const,
      responsible: false,
      folders: 1,
      done: true,
    }),
  },
  settings: { get: () => ({ language: 'pt-BR' as const, theme: 'system' as const }) },
  desktop: {
    get: () => ({
      host: 'browser' as const,
      version: '0.1.0',
      platform: 'linux' as const,
      canPickFolder: false,
      autostart: 'unsupported' as const,
      update: { state: 'unsupported' as const },
      documentsFolder: '/home/loja/Documents',
    }),
  },
  notifications: { list: () => [] },
  home: {
    async *rows() {
      yield { rows: [], total: 0, last: true };
    },
    looseFiles: () => [],
  },
} satisfies FakeAnswers;

type Tree = Readonly<Record<string, unknown>>;

const merged = (base: Tree, over: Tree): Tree => {
  const keys = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries(
    [...keys].map((key) => {
      const [below, above] = [base[key], over[key]];
      const both = typeof below === 'object' && typeof above === 'object';
      return [key, both ? merged(below as Tree, above as Tree) : (above ?? below)];
    }),
  );
};

/**
 * A router with prepared answers, for states of a screen that a real engine seldom gets into. What a screen shows in
 * the ordinary way is tested against the real engine.
 */
export function fakeRouter(answers: FakeAnswers): AnyRouter {
  const all = merged(calmAnswers, answers);
  const build = (shape: Tree, os: Tree, given: Tree | undefined): Tree =>
    Object.fromEntries(
      Object.entries(shape).map(([name, part]) => {
        const below = os[name];
        const answer = given?.[name];
        if (!('~orpc' in (part as object))) {
          return [name, build(part as Tree, below as Tree, answer as Tree | undefined)];
        }
        return [
          name,
          (below as Handled).handler(({ input, signal }) => {
            if (typeof answer === 'function')
              return (answer as (...given: unknown[]) => unknown)(input, signal);
            throw new EloError('unexpected-error', `no answer is prepared for ${name}`);
          }),
        ];
      }),
    );
  const os = implement(contract) as unknown as Tree;
  return build(contract, os, all) as unknown as AnyRouter;
}
