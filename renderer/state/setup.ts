import { create } from 'zustand';
import type { Setup } from '../../shared/contract/windowSchemas.ts';

export const useSetup = create<{ readonly setup: Setup | null }>(() => ({ setup: null }));
