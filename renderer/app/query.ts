import { create } from 'zustand';

/** What is typed into the search of the frame. */
export const useQuery = create<{ readonly query: string; readonly setQuery: (query: string) => void }>(
  (set) => ({
    query: '',
    setQuery: (query) => set({ query }),
  }),
);
