import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { EngineEvent } from '../../../shared/contract/schemas.ts';
import { isoTime, systemClock } from '../../../shared/domain/clock.ts';
import { EloError } from '../../../shared/domain/eloError.ts';
import { healthText, text, word } from '../../../shared/text/text.ts';
import { serveOnLocalSocket } from '../../engine/door/serveOnLocalSocket.ts';
import type { CommandContext, CommandRun } from '../commandContext.ts';
import { connectLocal } from '../connectLocal.ts';
import { clientInProcess } from '../engineClient.ts';
import type { HostedEngine } from '../engineParts.ts';

/** A command that holds the data folder for its own duration is waited for; another engine is not. */
const commandPatienceMs = 10_000;
const lockPauseMs = 100;

function inWords(event: EngineEvent): string | null {
  switch (event.event) {
    case 'ready':
      return text('cli.run.ready', { ms: Math.round(event.engineMs), files: event.filesChecked });
    case 'save-kept':
      return text('cli.run.kept', { at: event.at, file: basename(event.path), number: event.number });
    case 'save-received':
      return text('cli.run.received', { at: event.at, file: basename(event.path) });
    case 'notification':
      return text('cli.run.notification', {
        at: event.at,
        kind: word('notification', event.notification.kind),
        environment: event.notification.environmentName ?? event.notification.environmentId ?? '–',
      });
    case 'state':
      return event.code === undefined
        ? null
        : text('cli.run.state', { at: event.at, what: healthText(event.code) });
    case 'diagnosis':
      return text(event.change === 'mended' ? 'cli.run.mended' : 'cli.run.broken-otherwise', {
        at: event.at,
        profile: word('profile', event.profile),
      });
    case 'wait':
      return text('cli.run.wait', {
        at: event.at,
        act: text(`acts.${event.mode}`),
        name: event.environmentName ?? event.environmentId,
        state: text(`acts.wait.${event.state}`),
      });
    case 'stopped':
      return text('cli.run.stopped', { at: event.at });
  }
}

/** Takes the data folder; waits for a short command that holds it, refuses at once where another engine runs. */
async function takeFolder(context: CommandContext): Promise<HostedEngine> {
  const until = performance.now() + commandPatienceMs;
  for (;;) {
    try {
      return await context.parts.createEngine(context.config);
    } catch (error) {
      const busy = error instanceof EloError && error.code === 'data-folder-in-use';
      if (!busy || performance.now() > until || context.signal.aborted) throw error;
      const other = await connectLocal(context.config.dataDir, context.connectMs);
      if (other !== null) {
        await other.close();
        throw error;
      }
    }
    await pause(lockPauseMs);
  }
}

function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** The engine until it is told to stop; serves other commands meanwhile and prints what happens. */
export const run: CommandRun = async (context) => {
  const { output, config, signal } = context;
  const show = (event: EngineEvent): void => output.line(event, () => inWords(event));
  if (config.vault === 'memory') output.note(text('cli.vault-memory'));

  const engine = await takeFolder(context);
  const log = engine.log.scope('door');
  // What happens before `ready` is told after it, so that `ready` is the first line.
  let early: EngineEvent[] | null = [];
  const client = await clientInProcess(engine, log);
  const listening = new AbortController();
  const events = await client.events({}, { signal: listening.signal });
  const telling = (async () => {
    for await (const event of events) {
      // Start and end are told by this command itself, first and last.
      if (event.event === 'ready' || event.event === 'stopped') continue;
      if (early === null) show(event);
      else early.push(event);
    }
  })().catch((error: unknown) => log.warn('events ended', { error }));

  let door: Awaited<ReturnType<typeof serveOnLocalSocket>> | null = null;
  try {
    door = await serveOnLocalSocket({ router: engine.router, dataDir: config.dataDir, log });
    show({ event: 'ready', ...(await engine.start()) });
    for (const event of early) show(event);
    early = null;
    await interrupted(signal);
    output.progress(text('cli.run.stopping'));
  } finally {
    await door?.close();
    await engine.stop();
    // A hub that stopped ends the stream by itself, with its last events told; otherwise it is ended here.
    const ended = await Promise.race([telling.then(() => true), pause(500).then(() => false)]);
    if (!ended) listening.abort();
  }
  show({ event: 'stopped', at: isoTime(systemClock.now()) });
};
