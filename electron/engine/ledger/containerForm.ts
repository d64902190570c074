import { ByteReader, ByteWriter } from './deflate/bytesInOut.ts';

/** One stretch of a container, in the order of its bytes. */
export type Stretch =
  /** Bytes as they are: headers, directory, and entries too small to be worth a piece of their own. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** A piece as it is, e.g. the preview. */
  | { readonly kind: 'piece'; readonly sha256: string }
  /** A raw deflate stream, rebuilt from what it inflates to (a piece) by a recipe (`deflate/deflateRecipe.ts`). */
  | {
      readonly kind: 'deflated';
      /** Name of the entry: the next version's entry of that name is compared with this one. */
      readonly name: string;
      /** Hash of the stream itself: an entry that has not changed is known by it. */
      readonly stream: string;
      /** Hash of what it inflates to. */
      readonly content: string;
      readonly recipe: Uint8Array;
    };

/** How a container is put together again. */
export type ContainerForm = readonly Stretch[];

/** Another way of writing forms gets another number. */
const formVersion = 1;
const hashBytes = 32;

const hashOut = (out: ByteWriter, sha256: string): void => out.bytes(Buffer.from(sha256, 'hex'));
const hashIn = (input: ByteReader): string => Buffer.from(input.bytes(hashBytes)).toString('hex');

export function encodeContainerForm(form: ContainerForm): Uint8Array {
  const out = new ByteWriter();
  const block = (bytes: Uint8Array): void => {
    out.number(bytes.byteLength);
    out.bytes(bytes);
  };
  out.number(formVersion);
  out.number(form.length);
  for (const stretch of form) {
    switch (stretch.kind) {
      case 'bytes':
        out.number(0);
        block(stretch.bytes);
        break;
      case 'piece':
        out.number(1);
        hashOut(out, stretch.sha256);
        break;
      case 'deflated':
        out.number(2);
        block(Buffer.from(stretch.name, 'utf8'));
        hashOut(out, stretch.stream);
        hashOut(out, stretch.content);
        block(stretch.recipe);
        break;
    }
  }
  return out.finish();
}

/** @throws RangeError for bytes that are no such form */
export function decodeContainerForm(bytes: Uint8Array): ContainerForm {
  const input = new ByteReader(bytes);
  const block = (): Uint8Array => input.bytes(input.number());
  if (input.number() !== formVersion) throw new RangeError('this form is of another version');
  const form: Stretch[] = [];
  for (let left = input.count(1); left > 0; left--) {
    const kind = input.number();
    if (kind === 0) form.push({ kind: 'bytes', bytes: block() });
    else if (kind === 1) form.push({ kind: 'piece', sha256: hashIn(input) });
    else if (kind === 2) {
      const name = Buffer.from(block()).toString('utf8');
      const stream = hashIn(input);
      form.push({ kind: 'deflated', name, stream, content: hashIn(input), recipe: block() });
    } else throw new RangeError('a stretch of an unknown kind');
  }
  input.end();
  return form;
}

/** Hashes of the pieces a container needs. */
export function piecesOf(form: ContainerForm): string[] {
  return form.flatMap((stretch) =>
    stretch.kind === 'piece' ? [stretch.sha256] : stretch.kind === 'deflated' ? [stretch.content] : [],
  );
}
