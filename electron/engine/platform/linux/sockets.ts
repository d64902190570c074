import type { Connection, Listener, ProgramRef } from '../machine/machineTypes.ts';
import { addressNumber, addressText } from '../machine/addressRanges.ts';

/** What `ss -H -ltnp` and `ss -H -tanp` print of one socket; columns, never words of a language. */
interface Socket {
  readonly state: string;
  readonly local: readonly [address: string, port: number];
  readonly remote: readonly [address: string, port: number];
  /** Name as the kernel keeps it: at most 15 letters. */
  readonly comm: string | null;
  readonly pid: number | null;
}

/** `0.0.0.0:80`, `[::]:80`, `*:80`, `[fe80::1]%eth0:80`, `127.0.0.1%lo:53`, with `*` for no port. */
function endOf(text: string): readonly [string, number] | null {
  const colon = text.lastIndexOf(':');
  if (colon < 0) return null;
  const address = text
    .slice(0, colon)
    .replace(/%[^\]]*$/, '')
    .replace(/^\[|\]$/g, '')
    .replace(/%.*$/, '');
  const port = text.slice(colon + 1);
  if (port !== '*' && !/^\d{1,5}$/.test(port)) return null;
  return [address, port === '*' ? 0 : Number(port)];
}

function socketsOf(printed: string): Socket[] {
  const sockets: Socket[] = [];
  for (const line of printed.split('\n')) {
    const [state, , , localText, remoteText, ...rest] = line.trim().split(/\s+/);
    if (state === undefined || localText === undefined || remoteText === undefined) continue;
    const local = endOf(localText);
    const remote = endOf(remoteText);
    if (local === null || remote === null) continue;
    const users = /users:\(\("((?:[^"\\]|\\.)*)",pid=(\d+)/.exec(rest.join(' '));
    sockets.push({
      state,
      local,
      remote,
      comm: users?.[1] ?? null,
      pid: users === null ? null : Number(users[2]),
    });
  }
  return sockets;
}

/** The program of a process: by its path where this user may see it. */
export type ProgramOf = (pid: number) => Promise<string | null>;

async function programOf({ pid, comm }: Socket, pathOf: ProgramOf): Promise<ProgramRef> {
  const path = pid === null ? null : await pathOf(pid);
  return { pid, path, name: path === null ? comm : (path.split('/').at(-1) ?? null) };
}

/** Sockets that wait for connections, out of `ss -H -ltnp`. */
export function listenersOf(printed: string, pathOf: ProgramOf): Promise<Listener[]> {
  return Promise.all(
    socketsOf(printed)
      .filter(({ state }) => state === 'LISTEN')
      .map(async (socket) => {
        const [address, port] = socket.local;
        // `*` is what ss calls a `::` that takes IPv4 too.
        const both = address === '*';
        const number = addressNumber(address);
        const family = both || number?.family === 6 ? 6 : 4;
        return {
          family,
          address: both ? '::' : address,
          port,
          dualStack: both ? true : address === '::' ? false : null,
          program: await programOf(socket, pathOf),
        } satisfies Listener;
      }),
  );
}

const states: Readonly<Record<string, Connection['state']>> = {
  ESTAB: 'open',
  'SYN-RECV': 'open',
  'FIN-WAIT-1': 'closing',
  'FIN-WAIT-2': 'closing',
  'CLOSE-WAIT': 'closing',
  CLOSING: 'closing',
  'LAST-ACK': 'closed',
  'TIME-WAIT': 'closed',
};

/** Connections to one port, out of `ss -H -tanp`. */
export async function connectionsOf(
  printed: string,
  localPort: number,
  pathOf: ProgramOf,
): Promise<Connection[]> {
  const plain = (text: string): string => {
    const number = addressNumber(text);
    return number?.family === 4 ? addressText(number) : text;
  };
  const found = await Promise.all(
    socketsOf(printed).map(async (socket): Promise<Connection | null> => {
      const state = states[socket.state];
      if (state === undefined || socket.local[1] !== localPort) return null;
      const remoteAddress = plain(socket.remote[0]);
      return {
        family: addressNumber(remoteAddress)?.family ?? 4,
        localAddress: plain(socket.local[0]),
        localPort,
        remoteAddress,
        remotePort: socket.remote[1],
        state,
        program: await programOf(socket, pathOf),
      };
    }),
  );
  return found.filter((each) => each !== null);
}
