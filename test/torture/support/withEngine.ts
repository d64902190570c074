import type { EngineClient } from '../../../shared/contract/contract.ts';
import { connectLocal } from '../../../electron/headless/connectLocal.ts';

/** Asks the running engine something, as the command line does; `null` where none runs or it dies meanwhile. */
export async function withEngine<T>(
  dataDir: string,
  ask: (client: EngineClient) => Promise<T>,
  connectMs = 2_000,
): Promise<T | null> {
  let connection: Awaited<ReturnType<typeof connectLocal>> = null;
  try {
    connection = await connectLocal(dataDir, connectMs);
    return connection === null ? null : await ask(connection.client);
  } catch {
    return null;
  } finally {
    await connection?.close();
  }
}
