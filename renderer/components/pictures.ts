import type { Picture, StateRef } from '../../shared/contract/windowSchemas.ts';
import { createPictureCache } from './pictureCache.ts';

/** A hundred preview pictures of 250 KB, the size of the largest seen in real projects. */
const maxPictureBytes = 25_000_000;

/** The pictures of the whole window: a save shown in a list and on its page is read once. */
export const pictures = createPictureCache(
  {
    create(picture: Picture) {
      const binary = atob(picture.base64);
      const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
      return {
        url: URL.createObjectURL(new Blob([bytes], { type: picture.mediaType })),
        bytes: bytes.length,
      };
    },
    revoke: (url) => URL.revokeObjectURL(url),
  },
  maxPictureBytes,
);

/** What a picture is kept under. */
export function pictureKey(state: StateRef): string {
  if ('saveId' in state) return `save ${state.saveId}`;
  if ('receivedSaveId' in state) return `received ${state.receivedSaveId}`;
  return `version ${state.environmentId} ${state.version}`;
}
