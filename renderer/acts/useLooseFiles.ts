import { useEffect } from 'react';
import { create } from 'zustand';
import type { LooseFile } from '../../shared/contract/windowSchemas.ts';
import type { EloError } from '../../shared/domain/eloError.ts';
import { callError, engine, useConnection } from '../bridge/engine.ts';
import { useChanges } from '../state/changes.ts';

interface LooseFiles {
  /** `null` before they were read. */
  readonly files: readonly LooseFile[] | null;
  readonly error: EloError | null;
}

const useStore = create<LooseFiles>(() => ({ files: null, error: null }));

/** Every save of any file may change the list; it is read at most this often, in milliseconds. */
const everyMs = 1_000;

let reading = false;
let due = false;
let timer: number | null = null;

async function read(): Promise<void> {
  if (reading) {
    due = true;
    return;
  }
  reading = true;
  due = false;
  try {
    useStore.setState({ files: await engine.home.looseFiles(), error: null });
  } catch (thrown) {
    useStore.setState({ error: callError(thrown) });
  } finally {
    reading = false;
    if (due) askSoon();
  }
}

function askSoon(): void {
  timer ??= window.setTimeout(() => {
    timer = null;
    if (useConnection.getState().state === 'open') void read();
  }, everyMs);
}

/** Nothing of the file was ever kept, and what lies there cannot be read: it can be no environment's drawing yet. */
export function hasNothingToBind({ saves, unreadableSince }: LooseFile): boolean {
  return saves === 0 && unreadableSince !== undefined;
}

/** Reads the files without environment again now, e.g. after an answer. */
export function readLooseFiles(): void {
  void read();
}

let following = false;

function follow(): void {
  if (following) return;
  following = true;
  if (useConnection.getState().opened > 0) void read();
  useConnection.subscribe((now, before) => {
    if (now.opened !== before.opened) void read();
  });
  useChanges.subscribe((now, before) => {
    const watched = ['files', 'saves', 'environments', 'folders'] as const;
    if (watched.some((what) => now.of[what] !== before.of[what])) askSoon();
  });
}

/** Files without environment and files with a question, questions first; kept fresh. */
export function useLooseFiles(): LooseFiles {
  useEffect(follow, []);
  return useStore();
}
