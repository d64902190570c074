import { create } from 'zustand';
import type { Settings } from '../../shared/contract/windowSchemas.ts';

export const useSettings = create<{ readonly settings: Settings | null }>(() => ({ settings: null }));
