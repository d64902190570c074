/** A readable timeline on standard error's sibling: one line a step, with the seconds since the start. */
export interface Timeline {
  chapter(title: string): void;
  step(text: string): void;
  /** A step that takes a while: says that it began, runs it, and says how long it took. */
  during<T>(text: string, run: () => Promise<T>): Promise<T>;
}

export function createTimeline(write: (line: string) => void): Timeline {
  const begun = performance.now();
  const stamp = (): string => `${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s`;
  return {
    chapter(title) {
      write('');
      write(title);
    },
    step(text) {
      write(`${stamp()}  ${text}`);
    },
    async during(text, run) {
      write(`${stamp()}  ${text} …`);
      const from = performance.now();
      const result = await run();
      write(`${stamp()}    done in ${Math.round(performance.now() - from)} ms`);
      return result;
    },
  };
}
