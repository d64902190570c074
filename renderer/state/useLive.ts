import { useEffect } from 'react';
import type { EngineEvent } from '../../shared/contract/schemas.ts';
import { callError, engine, useConnection } from '../bridge/engine.ts';
import { setLanguage } from '../text/language.ts';
import { noteChange } from './changes.ts';
import { useDesktop } from './desktop.ts';
import { useNotices } from './notices.ts';
import { useSettings } from './settings.ts';
import { useSetup } from './setup.ts';
import { useStatus } from './status.ts';

/** Changes come in bursts; what they make necessary to read is read at most this often, in milliseconds. */
const burstMs = 150;

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
      return ['notices'];
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
}

/** Follows the engine for as long as the page lives: reads what all screens share, and again after every event. */
async function follow(signal: AbortSignal): Promise<void> {
  const due = new Set<Reader>();
  let timer: number | null = null;
  const readDue = async (): Promise<void> => {
    timer = null;
    const readers = [...due];
    due.clear();
    // A reader that fails while the engine goes away is read again when it is back.
    await Promise.allSettled(readers.map((reader) => read[reader]()));
  };
  const ask = (readers: readonly Reader[]): void => {
    for (const reader of readers) due.add(reader);
    if (due.size > 0) timer ??= window.setTimeout(() => void readDue(), burstMs);
  };
  try {
    const events = await engine.events({}, { signal });
    await Promise.all([read.setup(), read.settings(), read.status()]);
    ask(['desktop', 'notices']);
    for await (const event of events) {
      note(event);
      ask(readersAfter(event));
    }
  } catch (error) {
    if (!signal.aborted && callError(error).code !== 'engine-away') throw error;
  } finally {
    if (timer !== null) window.clearTimeout(timer);
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
