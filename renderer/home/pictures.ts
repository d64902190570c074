import { engine } from '../bridge/engine.ts';

/** What is known of a save's picture: its address in this page, or `null` where the file has none. */
type Address = string | null;

interface Kept {
  readonly address: Address;
  readonly bytes: number;
}

/** Twelve screens of rows; the pictures Promob writes have some ten to a hundred kilobytes. */
const mostPictures = 150;
const mostBytes = 12 * 1_048_576;
/** The engine reads each from a project file; more at once would only make the first ones later. */
const atATime = 3;

/** By save, the least recently shown first. */
const kept = new Map<string, Kept>();
/** Pictures on the screen stay, however many others there are. */
const shown = new Map<string, number>();
const waiting: { readonly saveId: string; readonly go: () => void }[] = [];
const asked = new Map<string, Promise<Address>>();
let reading = 0;
let bytes = 0;

function release(): void {
  for (const [saveId, entry] of kept) {
    if (kept.size <= mostPictures && bytes <= mostBytes) return;
    if (shown.has(saveId)) continue;
    kept.delete(saveId);
    bytes -= entry.bytes;
    if (entry.address !== null) URL.revokeObjectURL(entry.address);
  }
}

function nextOne(): void {
  while (reading < atATime) {
    // The newest wish first: it is of a row that is on the screen now.
    const one = waiting.pop();
    if (one === undefined) return;
    one.go();
  }
}

async function read(saveId: string): Promise<Address> {
  const picture = await engine.picture({ saveId });
  if (picture === null) {
    kept.set(saveId, { address: null, bytes: 0 });
    return null;
  }
  const content = Uint8Array.from(atob(picture.base64), (character) => character.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([content], { type: picture.mediaType }));
  kept.set(saveId, { address, bytes: content.length });
  bytes += content.length;
  release();
  return address;
}

/** The picture of a save if it is at hand; `undefined` where it must be asked for. */
export function keptPicture(saveId: string): Address | undefined {
  const entry = kept.get(saveId);
  if (entry === undefined) return undefined;
  kept.delete(saveId);
  kept.set(saveId, entry);
  return entry.address;
}

/** The picture, read once for all who ask at the same time; it ends in no error: without a picture a row stands as well. */
function readOnce(saveId: string): Promise<Address> {
  const running = asked.get(saveId);
  if (running !== undefined) return running;
  reading += 1;
  const answered = read(saveId)
    .catch(() => null)
    .finally(() => {
      reading -= 1;
      asked.delete(saveId);
      nextOne();
    });
  asked.set(saveId, answered);
  return answered;
}

/**
 * Asks for the picture of a save that is on the screen.
 * @param done is told the address in this page, `null` where there is none
 * @returns says that it left the screen; a question that was not asked yet is dropped
 */
export function showPicture(saveId: string, done: (address: Address) => void): () => void {
  shown.set(saveId, (shown.get(saveId) ?? 0) + 1);
  let left = false;
  const answer = (address: Address): void => {
    if (!left) done(address);
  };
  const wish = {
    saveId,
    go: () => {
      const known = keptPicture(saveId);
      if (known !== undefined) answer(known);
      else void readOnce(saveId).then(answer);
    },
  };
  waiting.push(wish);
  nextOne();
  return () => {
    left = true;
    const at = waiting.indexOf(wish);
    if (at !== -1) waiting.splice(at, 1);
    const count = (shown.get(saveId) ?? 1) - 1;
    if (count > 0) shown.set(saveId, count);
    else shown.delete(saveId);
    release();
  };
}
