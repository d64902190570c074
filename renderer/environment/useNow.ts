import { useEffect, useState } from 'react';

/** "3 min ago" is wrong after a minute. */
const everyMs = 30_000;

/** Unix milliseconds, often enough for texts that say how long ago something was. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), everyMs);
    return () => window.clearInterval(timer);
  }, []);
  return now;
}
