import { create } from 'zustand';
import type { NotificationView } from '../../shared/contract/schemas.ts';

/** What FoccoLojas asks people to do, newest first; `null` before they were read. */
export const useNotices = create<{ readonly notices: readonly NotificationView[] | null }>(() => ({
  notices: null,
}));
