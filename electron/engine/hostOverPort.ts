import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { fromCallError } from '../../shared/contract/callErrors.ts';
import type { EngineHost } from '../../shared/contract/host.ts';
import type { HostClient } from '../../shared/contract/hostContract.ts';
import type { ClientPort } from './door/servePorts.ts';

/** The shell as the engine's host: every question goes over the port; a refusal arrives with its own code. */
export function hostOverPort(port: ClientPort): EngineHost {
  const client: HostClient = createORPCClient<HostClient>(new RPCLink({ port }));
  port.start?.();
  const asked = async <T>(question: Promise<T>): Promise<T> => {
    try {
      return await question;
    } catch (thrown) {
      throw fromCallError(thrown);
    }
  };
  const done = async (question: Promise<unknown>): Promise<void> => {
    await asked(question);
  };
  return {
    openUrl: (url) => done(client.openUrl({ url })),
    openFile: (path) => done(client.openFile({ path })),
    proxyFor: async (url) => (await asked(client.proxyFor({ url }))).proxy,
    desktop: {
      facts: () => asked(client.facts()),
      pickFolder: async () => (await asked(client.pickFolder())).path,
      reveal: (path) => done(client.reveal({ path })),
      setAutostart: (on) => done(client.setAutostart({ on })),
      checkForUpdate: () => done(client.checkForUpdate()),
      installUpdate: () => done(client.installUpdate()),
    },
  };
}
