import { CaptureError, type CaptureErrorCode } from '../../files/error.ts'

/** Converts a system error of a file to a CaptureError. */
export function failure(error: unknown, path: string): CaptureError {
  const { code = '', message } = error as NodeJS.ErrnoException
  const [kind, found, advice] = knownFailures[code] ?? ['unreadable', message]
  return new CaptureError({ code: kind, path, expected: 'a file that can be read', found, advice, cause: error })
}

const knownFailures: Record<string, readonly [CaptureErrorCode, string, string?]> = {
  ENOENT: ['not-found', 'no such file'],
  ENOTDIR: ['not-found', 'a path through something that is not a folder'],
  EISDIR: ['unreadable', 'a directory'],
  EACCES: ['no-permission', 'permission denied', 'Try another user, or sudo'],
  EPERM: ['no-permission', 'permission denied', 'Try another user, or sudo'],
}
