/** A socket as `netstat -ano -p TCP` lists it: columns alone; its words are in the language of Windows. */
interface Row {
  readonly la: string;
  readonly lp: number;
  readonly ra: string;
  readonly rp: number;
  readonly pid: number;
}

function endOf(text: string): readonly [string, number] | null {
  const match = /^\[?([0-9a-f.:]+?)(?:%\d+)?\]?:(\d{1,5})$/i.exec(text);
  return match === null ? null : [match[1] ?? '', Number(match[2])];
}

function rows(printed: string): Row[] {
  return printed.split(/\r?\n/).flatMap((line): Row[] => {
    const [protocol, local = '', remote = '', ...rest] = line.trim().split(/\s+/);
    const here = endOf(local);
    const there = endOf(remote);
    const pid = rest.at(-1) ?? '';
    if (protocol !== 'TCP' || here === null || there === null || !/^\d+$/.test(pid)) return [];
    return [{ la: here[0], lp: here[1], ra: there[0], rp: there[1], pid: Number(pid) }];
  });
}

/** Sockets with nobody at the other end: they wait for connections. In the shape of the look at Windows. */
export const netstatListeners = (printed: string): unknown =>
  rows(printed)
    .filter(({ rp }) => rp === 0)
    .map(({ la, lp, pid }) => ({ la, lp, pid }));

/** Connections to a port. Their state is a word, so all count as open (MIB_TCP_STATE 5). */
export const netstatConnections = (printed: string, localPort: number): unknown =>
  rows(printed)
    .filter(({ lp, rp }) => lp === localPort && rp !== 0)
    .map((row) => ({ ...row, st: 5 }));
