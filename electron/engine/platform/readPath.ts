import { z } from 'zod';
import type { Answer } from './machine/machineTypes.ts';
import type { RunTool } from './machine/runTool.ts';

/** What the system knows of the way of one of this process' TCP connections. */
export interface PathFacts {
  /** What a packet carries at most on this connection. */
  readonly segmentBytes: number;
  /** What stands before that in each packet (IP and TCP, options included). */
  readonly headerBytes: number;
}

const timeoutMs = 1_500;
const maxBytes = 256 * 1024;
/** IP and TCP without and with the usual options (timestamps): IPv4, IPv6. */
const headers = { 4: [40, 52], 6: [60, 72] } as const;

const routes = z.array(z.object({ metrics: z.array(z.object({ mtu: z.number().optional() })).default([]) }));

/** The way of a connection, out of `ss -H -t -i -n`: fields by name, never words of a language. */
export function pathOf(printed: string, family: 4 | 6): PathFacts | null {
  const segment = Number(/\bmss:(\d+)/.exec(printed)?.[1]);
  const whole = Number(/\bpmtu:(\d+)/.exec(printed)?.[1]);
  if (!(segment > 0)) return null;
  const [bare, usual] = headers[family];
  const told = whole - segment;
  // Where somebody on the way asked for smaller ones, the difference is no header.
  const headerBytes = told >= bare && told <= usual ? told : / ts /.test(printed) ? usual : bare;
  return { segmentBytes: segment, headerBytes };
}

/** The largest packet a router on the way to an address said it takes, out of `ip -j route get`; `null` where none did. */
export function learntOf(printed: string): number | null {
  try {
    const found = routes.safeParse(JSON.parse(printed));
    return found.success ? (found.data[0]?.metrics.find(({ mtu }) => mtu !== undefined)?.mtu ?? null) : null;
  } catch {
    return null;
  }
}

/** What can be asked about the way to another machine. Linux alone tells it in a form that needs no rights and no words. */
export interface PathReader {
  connection(
    ends: { readonly localPort: number; readonly port: number; readonly family: 4 | 6 },
    signal: AbortSignal,
  ): Promise<Answer<PathFacts>>;
  /** Asked after packets were sent. */
  learnt(address: string, signal: AbortSignal): Promise<Answer<number | null>>;
}

export function createPathReader(run: RunTool, platform: NodeJS.Platform): PathReader {
  const elsewhere = { ok: false, reason: 'other-platform', what: 'path' } as const;
  return {
    async connection({ localPort, port, family }, signal) {
      if (platform !== 'linux') return elsewhere;
      const args = ['-H', '-t', '-i', '-n', 'sport', '=', `:${localPort}`, 'and', 'dport', '=', `:${port}`];
      const printed = await run({ command: 'ss', args, timeoutMs, maxBytes, signal });
      if (!printed.ok) return printed;
      const value = pathOf(printed.value, family);
      return value === null ? { ok: false, reason: 'not-understood', what: 'ss' } : { ok: true, value };
    },
    async learnt(address, signal) {
      if (platform !== 'linux') return elsewhere;
      const args = ['-j', 'route', 'get', address];
      const printed = await run({ command: 'ip', args, timeoutMs, maxBytes, signal });
      return printed.ok ? { ok: true, value: learntOf(printed.value) } : printed;
    },
  };
}
