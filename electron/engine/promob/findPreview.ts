import type { OpenContainer } from './openContainer.ts';
import type { ZipEntry } from './zipDirectory.ts';

/** The picture of the 3D view: `sugestao.jpg` in every real file, else the first JPEG outside all folders. */
export function findPreview(container: OpenContainer): ZipEntry | undefined {
  return container.find('sugestao.jpg') ?? container.filesIn('').find((entry) => /\.jpe?g$/.test(entry.key));
}
