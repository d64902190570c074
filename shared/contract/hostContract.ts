/**
 * What the engine's process and the shell say to each other. The engine asks its host over one port, the shell tells
 * its engine over another; both speak like every other client, so that refusals keep their codes.
 */
import { oc } from '@orpc/contract';
import type { ContractRouterClient } from '@orpc/contract';
import { z } from 'zod';
import { pathSchema } from './schemas.ts';
import { desktopSchema } from './windowSchemas.ts';

const none = z.object({}).optional();
const nothing = z.object({});
const url = z.object({ url: z.string().min(1).max(8_000) });
const path = z.object({ path: pathSchema });

/** What the engine asks of the shell; meanings in `host.ts`. */
export const hostContract = {
  openUrl: oc.input(url).output(nothing),
  openFile: oc.input(path).output(nothing),
  proxyFor: oc.input(url).output(z.object({ proxy: z.string().nullable() })),
  facts: oc.input(none).output(
    desktopSchema.pick({
      host: true,
      canPickFolder: true,
      autostart: true,
      update: true,
      documentsFolder: true,
    }),
  ),
  pickFolder: oc.input(none).output(z.object({ path: z.string().nullable() })),
  reveal: oc.input(path).output(nothing),
  setAutostart: oc.input(z.object({ on: z.boolean() })).output(nothing),
  checkForUpdate: oc.input(none).output(nothing),
  installUpdate: oc.input(none).output(nothing),
};

/** What the shell tells its engine. */
export const engineControlContract = {
  /** The machine woke up, or somebody came back to it: folders are checked and FoccoLojas is tried at once. */
  resumed: oc.input(none).output(nothing),
  /**
   * A file that was handed over by Promob's *Executar Aplicação*: a listing is taken in, a project file is looked at.
   * Refusals: `file-not-watched`, `not-a-project-name`, and the reader's own.
   */
  takeFile: oc.input(path).output(nothing),
  /** Something of `HostFacts` is another now (an update was found). */
  desktopChanged: oc.input(none).output(nothing),
  /** Ends in order; answered when everything is written. */
  stop: oc.input(none).output(nothing),
};

export type HostClient = ContractRouterClient<typeof hostContract>;
export type EngineControlClient = ContractRouterClient<typeof engineControlContract>;

/** The first message to the process (ports: host, control), and one for each further client (port: the client's). */
export const toEngineSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    dataDir: pathSchema,
    serverUrl: z.string().max(2_000).optional(),
    vault: z.enum(['system', 'memory']),
    appVersion: z.string().min(1).max(60),
  }),
  z.object({ kind: z.literal('client') }),
]);

/** What the process says of itself. `failed`: it could not start, and ends. */
export const fromEngineSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('serving') }),
  z.object({
    kind: z.literal('failed'),
    code: z.string().min(1).max(80),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
]);

export type ToEngine = z.infer<typeof toEngineSchema>;
export type FromEngine = z.infer<typeof fromEngineSchema>;
