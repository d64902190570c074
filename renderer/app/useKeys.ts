import { useEffect } from 'react';
import type { RefObject } from 'react';
import { create } from 'zustand';
import { goBack } from './route.ts';

/** Whether the list of keys is shown. */
export const useKeysHelp = create<{ readonly open: boolean }>(() => ({ open: false }));

const typesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** The window's own keys: `/` search, `?` the list of keys, Alt+Left back. Rows bring theirs. */
export function useKeys({ search }: { readonly search: RefObject<HTMLInputElement | null> }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
      if (event.altKey && event.key === 'ArrowLeft') {
        event.preventDefault();
        goBack();
      } else if (typesText(event.target)) {
        return;
      } else if (event.key === '/') {
        event.preventDefault();
        search.current?.focus();
      } else if (event.key === '?') {
        useKeysHelp.setState({ open: true });
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [search]);
}
