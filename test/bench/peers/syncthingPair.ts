import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, closeSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Workspace } from '../support/workspace.ts';

/** Two Syncthings on this machine that share one folder; nothing leaves the loopback. */
export interface SyncthingPair {
  /** The folder that is saved into. */
  readonly from: string;
  /** The folder it must appear in. */
  readonly to: string;
  readonly version: string;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}

interface Device {
  readonly home: string;
  readonly data: string;
  readonly id: string;
  readonly port: number;
}

/** Discovery, relays, port mapping, reports and upgrades off; the watcher on (its absence in the file means off). */
function configuration(own: Device, both: readonly Device[], watcherDelayS: number): string {
  const ids = both.map(({ id }) => `<device id="${id}" introducedBy=""></device>`).join('');
  const devices = both
    .map(
      ({ id, port }) =>
        `<device id="${id}" name="${port}" compression="metadata" introducer="false">` +
        `<address>tcp://127.0.0.1:${port}</address></device>`,
    )
    .join('');
  const off = [
    'globalAnnounceEnabled',
    'localAnnounceEnabled',
    'relaysEnabled',
    'natEnabled',
    'startBrowser',
    'crashReportingEnabled',
    'setLowPriority',
  ];
  return [
    '<configuration version="36">',
    `<folder id="bench" label="bench" path="${own.data}" type="sendreceive" rescanIntervalS="3600"`,
    ` fsWatcherEnabled="true" fsWatcherDelayS="${watcherDelayS}" ignorePerms="false" autoNormalize="true">`,
    `<filesystemType>basic</filesystemType>${ids}</folder>${devices}`,
    '<gui enabled="false"></gui>',
    `<options><listenAddress>tcp://127.0.0.1:${own.port}</listenAddress>`,
    ...off.map((name) => `<${name}>false</${name}>`),
    '<urAccepted>-1</urAccepted><autoUpgradeIntervalH>0</autoUpgradeIntervalH></options>',
    '</configuration>',
  ].join('');
}

/** Makes and starts the pair. @param watcherDelayS Syncthing's own measure of patience; 1 is its fastest */
export async function startSyncthingPair(
  workspace: Workspace,
  watcherDelayS: number,
): Promise<SyncthingPair> {
  const base = workspace.folder('syncthing');
  const env = { ...process.env, STNOUPGRADE: '1', STNORESTART: '1', HOME: base };
  const ask = (...args: string[]): string => {
    const { status, stdout, stderr } = spawnSync('syncthing', args, { env, timeout: 60_000 });
    if (status !== 0) throw new Error(`syncthing ${args[0]}: ${stderr.toString()}`);
    return stdout.toString().trim();
  };
  const both: Device[] = [];
  for (const name of ['a', 'b']) {
    const home = join(base, name);
    const data = join(base, `data-${name}`);
    mkdirSync(data);
    ask('generate', '--home', home, '--skip-port-probing', '--no-default-folder');
    both.push({ home, data, id: ask('--home', home, '--device-id'), port: await freePort() });
  }
  const running: ChildProcess[] = [];
  for (const device of both) {
    writeFileSync(join(device.home, 'config.xml'), configuration(device, both, watcherDelayS));
    const log = openSync(join(device.home, 'log.txt'), 'w');
    running.push(
      spawn('syncthing', ['serve', '--home', device.home, '--no-browser', '--no-restart', '--no-upgrade'], {
        env,
        stdio: ['ignore', log, log],
      }),
    );
    closeSync(log);
  }
  const stop = async (): Promise<void> => {
    await Promise.all(
      running.map(
        (child) =>
          new Promise<void>((resolve) => {
            if (child.exitCode !== null || child.signalCode !== null) return resolve();
            const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
            child.once('exit', () => {
              clearTimeout(timer);
              resolve();
            });
            child.kill('SIGTERM');
          }),
      ),
    );
  };
  workspace.defer(stop);
  const [a, b] = both;
  if (a === undefined || b === undefined) throw new Error('no pair');
  return {
    from: a.data,
    to: b.data,
    version: /v\d+\.\d+\.\d+/.exec(ask('--version'))?.[0] ?? '',
    stop,
  };
}

/** The end of its logs, for the message of a failed wait. */
export function syncthingLog(pair: SyncthingPair): string {
  try {
    return readFileSync(join(pair.from, '..', 'a', 'log.txt'), 'utf8').slice(-2_000);
  } catch {
    return '';
  }
}
