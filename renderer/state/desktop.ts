import { create } from 'zustand';
import type { Desktop } from '../../shared/contract/windowSchemas.ts';

export const useDesktop = create<{ readonly desktop: Desktop | null }>(() => ({ desktop: null }));
