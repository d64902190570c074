import { useEffect } from 'react';
import { changingThings } from '../../shared/contract/changingThings.ts';
import type { EngineEvent } from '../../shared/contract/schemas.ts';
import { engine, useConnection } from '../bridge/engine.ts';
import { waitInWords } from '../../shared/text/waitInWords.ts';
import { toast } from '../components/toast.ts';
import { saying, setLanguage } from '../text/language.ts';
import { noteChange } from './changes.ts';
import type { ChangedThing } from './changes.ts';
import { useDesktop } from './desktop.ts';
import { useNotices } from './notices.ts';
import { useSettings } from './settings.ts';
import { useSetup } from './setup.ts';
import { useStatus } from './status.ts';

/** Changes come in bursts; what they make necessary to read is read at most this often, in milliseconds. */
const burstMs = 150;
/** A stream that broke, and what could not be read, is tried again after this, in milliseconds. */
const againMs = 1_000;

type Reader = 'status' | 'setup' | 'settings' | 'desktop' | 'notices';

const read: Readonly<Record<Reader, () => Promise<void>>> = {
  status: async () => useStatus.setState({ status: await engine.status() }),
  setup: async () => useSetup.setState({ setup: await engine.setup.get() }),
  settings: async () => {
    const settings = await engine.settings.get();
    setLanguage(settings.language);
    useSettings.setState({ settings });
  },
  desktop: async () => useDesktop.setState({ desktop: await engine.desktop.get() }),
  notices: async () => useNotices.setState({ notices: await engine.notifications.list() }),
};

/** What the stores every screen shares must read again after an event. */
function readersAfter(event: EngineEvent): readonly Reader[] {
  if (event.event === 'notification') return ['notices', 'status'];
  if (event.event === 'save-kept' || event.event === 'save-received') return ['status'];
  if (event.event !== 'state') return [];
  switch (event.what) {
    case 'account':
    case 'setup':
    case 'folders':
      return ['status', 'setup'];
    case 'settings':
      return ['settings'];
    case 'desktop':
      return ['desktop'];
    case 'environments':
      return ['notices', 'status'];
    case 'notifications':
      return ['notices'];
    case 'creations':
    case 'customers':
    case 'prerequisites':
      return [];
    case 'online':
    case 'queue':
    case 'files':
    case 'listings':
    case 'health':
    case 'diagnosis':
      return ['status'];
  }
}

function note(event: EngineEvent): void {
  if (event.event === 'state') {
    noteChange(event.what, event.environmentId === undefined ? [] : [event.environmentId]);
  } else if (event.event === 'save-kept' || event.event === 'save-received') {
    noteChange('saves', event.environmentIds);
  } else if (event.event === 'notification') noteChange('notifications');
  else if (event.event === 'diagnosis') noteChange('diagnosis');
  else if (event.event === 'wait') {
    const told = waitInWords(event, saying().locale);
    if (told !== null) toast(told);
  }
}

/** Everything a screen may show: after a gap nobody knows what changed meanwhile. */
const everything: readonly ChangedThing[] = [...changingThings, 'saves'];

const allReaders = Object.keys(read) as readonly Reader[];

/** Listens once, until the stream ends, whyever: reads what all screens share, and again after every event. */
async function listen(signal: AbortSignal): Promise<void> {
  const due = new Set<Reader>();
  let timer: number | null = null;
  const readDue = async (): Promise<void> => {
    timer = null;
    const readers = [...due];
    due.clear();
    // What fails now is asked for again: without it a screen would wait for ever.
    const outcomes = await Promise.allSettled(readers.map((reader) => read[reader]()));
    if (signal.aborted) return;
    const failed = readers.filter((_reader, index) => outcomes[index]?.status === 'rejected');
    if (failed.length > 0) ask(failed, againMs);
  };
  const ask = (readers: readonly Reader[], afterMs = burstMs): void => {
    for (const reader of readers) due.add(reader);
    if (due.size > 0) timer ??= window.setTimeout(() => void readDue(), afterMs);
  };
  try {
    const events = await engine.events({}, { signal });
    ask(allReaders, 0);
    for await (const event of events) {
      note(event);
      ask(readersAfter(event));
    }
  } finally {
    if (timer !== null) window.clearTimeout(timer);
  }
}

/** Follows the engine for as long as the way to it stands; a stream that ends or breaks is begun anew. */
async function follow(signal: AbortSignal): Promise<void> {
  for (let gaps = 0; !signal.aborted; gaps += 1) {
    if (gaps > 0) for (const what of everything) noteChange(what);
    try {
      await listen(signal);
    } catch {
      // Why does not matter here: the calls of the screens say what is wrong, and this is tried again.
    }
    await new Promise((resolve) => {
      window.setTimeout(resolve, againMs);
    });
  }
}

/** Keeps the stores that all screens share up to date; begins anew whenever the way to the engine was opened again. */
export function useLive(): void {
  const opened = useConnection((connection) => connection.opened);
  useEffect(() => {
    if (opened === 0) return undefined;
    const leave = new AbortController();
    void follow(leave.signal);
    return () => leave.abort();
  }, [opened]);
}
