import { engine } from '../bridge/engine.ts';
import { pictureKey, pictures } from '../components/pictures.ts';

/** The engine reads each from a project file; more at once would only make the first ones later. */
const atATime = 3;

const waiting: (() => void)[] = [];
let reading = 0;

function nextOne(): void {
  while (reading < atATime) {
    // The newest wish first: it is of a row that is on the screen now.
    const go = waiting.pop();
    if (go === undefined) return;
    go();
  }
}

/** The picture of a save if it is at hand (`null`: the file has none); `undefined` where it must be asked for. */
export function keptPicture(saveId: string): string | null | undefined {
  return pictures.peek(pictureKey({ saveId }));
}

/**
 * Asks for the picture of a save that is on the screen; it ends in no error: without a picture a row stands as well.
 * @param done is told the address in this page, `null` where there is none
 * @returns says that it left the screen; a question that was not asked yet is dropped
 */
export function showPicture(saveId: string, done: (address: string | null) => void): () => void {
  let release = (): void => undefined;
  let left = false;
  const ask = async (): Promise<void> => {
    reading += 1;
    const held = pictures.hold(pictureKey({ saveId }), () => engine.picture({ saveId }));
    release = () => held.release();
    const address = await held.ready.catch(() => null);
    reading -= 1;
    if (!left) done(address);
    nextOne();
  };
  const go = (): void => void ask();
  waiting.push(go);
  nextOne();
  return () => {
    left = true;
    const at = waiting.indexOf(go);
    if (at !== -1) waiting.splice(at, 1);
    release();
  };
}
