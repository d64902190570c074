import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { MessagePortMain } from 'electron';
import { toCallError } from '../../shared/contract/callErrors.ts';
import type { DesktopHost, EngineHost } from '../../shared/contract/host.ts';
import { hostContract } from '../../shared/contract/hostContract.ts';
import { EloError } from '../../shared/domain/eloError.ts';
import type { ShellLog } from './shellLog.ts';

/** Answers what the engine asks of its host, over the port it was started with. */
export function serveHost(port: MessagePortMain, host: EngineHost, log: ShellLog): void {
  const os = implement(hostContract);
  const desktop = (): DesktopHost => {
    if (host.desktop !== undefined) return host.desktop;
    throw new EloError('unsupported', 'there is no desktop');
  };
  const router = os.router({
    openUrl: os.openUrl.handler(async ({ input }) => {
      await host.openUrl(input.url);
      return {};
    }),
    openFile: os.openFile.handler(async ({ input }) => {
      await host.openFile(input.path);
      return {};
    }),
    proxyFor: os.proxyFor.handler(async ({ input }) => ({ proxy: await host.proxyFor(input.url) })),
    facts: os.facts.handler(() => desktop().facts()),
    pickFolder: os.pickFolder.handler(async () => ({ path: await desktop().pickFolder() })),
    reveal: os.reveal.handler(async ({ input }) => {
      await desktop().reveal(input.path);
      return {};
    }),
    setAutostart: os.setAutostart.handler(async ({ input }) => {
      await desktop().setAutostart(input.on);
      return {};
    }),
    checkForUpdate: os.checkForUpdate.handler(async () => {
      await desktop().checkForUpdate();
      return {};
    }),
    installUpdate: os.installUpdate.handler(async () => {
      await desktop().installUpdate();
      return {};
    }),
  });
  const handler = new RPCHandler(router, {
    clientInterceptors: [
      async (call) => {
        try {
          return await call.next();
        } catch (thrown) {
          const error = toCallError(thrown);
          log.warn('host refused', { call: call.path.join('.'), code: error.code });
          throw error;
        }
      },
    ],
  });
  handler.upgrade(port, { context: {} });
  port.start();
}
