/** Opens files of secrets: regular ones only, since others may hang, or have no end. */
import { closeSync, constants, fstatSync, openSync, type Stats } from 'node:fs'
import { CaptureError } from '../../files/error.ts'
import { failure } from '../reading/file-failure.ts'

/** Opens a file for reading; returns its descriptor. Throws a CaptureError that says what was expected. */
export function openRegular(path: string, expected: string): number {
  const descriptor = opened(path, expected)
  const stats = fstatSync(descriptor)
  if (stats.isFile()) return descriptor
  closeSync(descriptor)
  throw new CaptureError({ code: 'unreadable', path, expected, found: kindOf(stats) })
}

function opened(path: string, expected: string): number {
  try {
    // A named pipe without a writer does not block.
    return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0))
  } catch (error) {
    const { code, found, advice } = failure(error, path)
    throw new CaptureError({ code, path, expected, found, advice, cause: error })
  }
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a directory'
  if (stats.isFIFO()) return 'a named pipe'
  return stats.isSocket() ? 'a socket' : 'a device'
}
