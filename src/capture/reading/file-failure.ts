import { CaptureError, type CaptureErrorCode } from '../../files/error.ts'

/** What the system says of a file, as a CaptureError. */
export function failure(error: unknown, path: string): CaptureError {
  const { code = '', message } = error as NodeJS.ErrnoException
  const [kind, found, advice] = knownFailures[code] ?? ['unreadable', message]
  return new CaptureError({ code: kind, path, expected: 'a file that can be read', found, advice, cause: error })
}

const knownFailures: Record<string, readonly [CaptureErrorCode, string, string?]> = {
  ENOENT: ['not-found', 'no file of this name'],
  ENOTDIR: ['not-found', 'no folder where the path says there is one'],
  EACCES: ['no-permission', 'that its permissions forbid it', 'Try another user, or sudo'],
  EPERM: ['no-permission', 'that its permissions forbid it', 'Try another user, or sudo'],
}
