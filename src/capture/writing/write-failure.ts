import { CaptureError } from '../../files/error.ts'

/** Converts an error of `node:fs` for `path` to a CaptureError (`unwritable`); returns a CaptureError unchanged. */
export function writeFailure(error: unknown, path: string): CaptureError {
  if (error instanceof CaptureError) return error
  const { code = '', message } = error as NodeJS.ErrnoException
  const expected = 'a file that can be written'
  return new CaptureError({ code: 'unwritable', path, expected, found: knownFailures[code] ?? message, cause: error })
}

const knownFailures: Record<string, string> = {
  ENOENT: 'no such folder',
  ENOTDIR: 'a path through something that is not a folder',
  EACCES: 'permission denied',
  EISDIR: 'a folder',
  ELOOP: 'a symbolic link, which root does not follow in a world-writable folder',
  EMLINK: 'a file with several hard links, which root does not write to in a world-writable folder',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'disk quota exceeded',
  EFBIG: 'a file size limit that was reached',
  ENXIO: 'a named pipe without a reader, or a missing device',
  EPIPE: 'a pipe whose reader has closed it',
  EROFS: 'a read-only file system',
}
