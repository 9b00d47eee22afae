import { CaptureError } from '../../files/error.ts'

/**
 * A failure to open or write `path` as a CaptureError (`unwritable`), from what `node:fs` throws; a CaptureError stays
 * as it is.
 */
export function writeFailure(error: unknown, path: string): CaptureError {
  if (error instanceof CaptureError) return error
  const { code = '', message } = error as NodeJS.ErrnoException
  const expected = 'a file that can be written'
  return new CaptureError({ code: 'unwritable', path, expected, found: knownFailures[code] ?? message, cause: error })
}

const knownFailures: Record<string, string> = {
  ENOENT: 'no such folder',
  ENOTDIR: 'no folder where the path says there is one',
  EACCES: 'that its permissions forbid it',
  EISDIR: 'a folder',
  ELOOP: 'a symbolic link, which root does not follow in a folder that anyone may write to',
  EMLINK: 'a file with other names (hard links), which root does not write to in a folder that anyone may write to',
  ENOSPC: 'no space left',
  EDQUOT: 'no space left to this user',
  EFBIG: 'that it would be larger than files may be here',
  ENXIO: 'a named pipe without a reader, or a device that is not there',
  EPIPE: 'that its reader has gone',
  EROFS: 'a file system that can only be read',
}
