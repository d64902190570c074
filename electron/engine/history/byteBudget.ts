/** Lets work of a certain weight run while the weights together stay within a budget, in the order it was asked for. */
export interface ByteBudget {
  /** Runs at once or when enough is free. Work heavier than the whole budget runs alone. */
  use<T>(bytes: number, run: () => Promise<T>): Promise<T>;
}

/** @param total bytes of memory that may be in use at a time */
export function createByteBudget(total: number): ByteBudget {
  let free = total;
  const waiting: { readonly weight: number; readonly start: () => void }[] = [];
  const next = (): void => {
    for (let first = waiting[0]; first !== undefined && first.weight <= free; first = waiting[0]) {
      waiting.shift();
      free -= first.weight;
      first.start();
    }
  };
  return {
    use: async (bytes, run) => {
      const weight = Math.min(Math.max(bytes, 0), total);
      await new Promise<void>((resolve) => {
        waiting.push({ weight, start: resolve });
        next();
      });
      try {
        return await run();
      } finally {
        free += weight;
        next();
      }
    },
  };
}
