import { create } from 'zustand';
import type { Status } from '../../shared/contract/schemas.ts';

/** Account, line, queue, folders and what stands in the way, as the engine last told them; `null` before the first. */
export const useStatus = create<{ readonly status: Status | null }>(() => ({ status: null }));
