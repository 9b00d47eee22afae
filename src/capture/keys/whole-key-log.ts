/** The bytes of a key log, to be put into a capture. */
import { closeSync, fstatSync, readSync } from 'node:fs'
import { KeyLog } from '../../conversations/keys/key-log.ts'
import { CaptureError } from '../../files/error.ts'
import { openRegular } from './regular-file.ts'

/** Reads a key log as it is. Throws a CaptureError for a file that cannot be read, is too large, or is none. */
export function readKeyLogFile(path: string): Uint8Array {
  const bytes = wholeFile(path)
  const log = new KeyLog()
  log.add(bytes)
  log.finish()
  if (log.isKeyLog) return bytes
  throw new CaptureError({ code: 'unsupported', path, expected, found: 'other lines' })
}

function wholeFile(path: string): Uint8Array {
  const descriptor = openRegular(path, expected)
  try {
    const { size } = fstatSync(descriptor)
    if (size > longest)
      throw new CaptureError({
        code: 'unsupported',
        path,
        expected: `${expected} of at most 8 MiB`,
        found: 'a larger one',
      })
    const bytes = new Uint8Array(size)
    return bytes.subarray(0, readSync(descriptor, bytes))
  } finally {
    closeSync(descriptor)
  }
}

const expected = 'a key log'
/** Bytes: captures with more are read without them. */
const longest = 8 << 20
