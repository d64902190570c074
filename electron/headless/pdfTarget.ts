import { open } from 'node:fs/promises';
import { EloError } from '../../shared/domain/eloError.ts';

/**
 * Where a PDF may be written: a new file, or in place of another PDF. A project named by mistake stays what it is.
 * @throws EloError `file-exists`
 */
export async function readPdfTarget(path: string): Promise<string> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return path;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(5), 0, 5, 0).catch(() => {
      throw new EloError('file-exists', 'a folder or device stands there');
    });
    const head = buffer.subarray(0, bytesRead).toString('latin1');
    if (bytesRead > 0 && head !== '%PDF-') throw new EloError('file-exists', 'another file stands there');
    return path;
  } finally {
    await file.close();
  }
}
