import { create } from 'zustand';

/** What stands in the panel at the right; nothing when `null`. */
export type ActPanel =
  | {
      readonly kind: 'update';
      readonly environmentId: string;
      /** What was confirmed is not what is there any more: it is looked at again. */
      readonly again?: boolean;
    }
  | { readonly kind: 'export-listing'; readonly environmentId: string }
  | { readonly kind: 'hand-over'; readonly mode: 'prepare' | 'negotiate'; readonly environmentId: string }
  | { readonly kind: 'choose-file'; readonly environmentId: string }
  | { readonly kind: 'review'; readonly act: 'start' | 'complete'; readonly environmentId: string }
  | {
      readonly kind: 'assistance';
      /** The locked environment. */
      readonly environmentId: string;
      readonly occurrence: { readonly id: string; readonly number: number };
    }
  | { readonly kind: 'bind-file'; readonly fileId: string }
  | { readonly kind: 'new-environment'; readonly projectId?: string | undefined };

export const useActPanel = create<{ readonly panel: ActPanel | null }>(() => ({ panel: null }));

/** Where the keyboard was when the panel was opened, and the row it was in: lists draw their rows anew. */
let opener: { readonly element: HTMLElement; readonly rowKey: string | undefined } | null = null;

export function openPanel(panel: ActPanel): void {
  const element = document.activeElement;
  if (useActPanel.getState().panel === null && element instanceof HTMLElement) {
    opener = { element, rowKey: element.closest<HTMLElement>('[data-key]')?.dataset['key'] };
  }
  useActPanel.setState({ panel });
}

/** Closes the panel; the keyboard goes on where it was. */
export function closePanel(): void {
  const back = opener;
  opener = null;
  useActPanel.setState({ panel: null });
  if (back === null) return;
  // After the panel is gone: while it stands it keeps the keyboard to itself.
  window.setTimeout(() => {
    const row =
      back.rowKey === undefined
        ? null
        : document.querySelector<HTMLElement>(`[role="grid"] [data-key="${CSS.escape(back.rowKey)}"]`);
    (row ?? (back.element.isConnected ? back.element : null))?.focus();
  });
}

/** Closes the panel where it is about this environment: its screen was left. */
export function closePanelOf(environmentId: string): void {
  const { panel } = useActPanel.getState();
  if (panel !== null && 'environmentId' in panel && panel.environmentId === environmentId) closePanel();
}
