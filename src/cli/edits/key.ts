/** The key of an anonymisation. */
import { randomBytes } from 'node:crypto'
import { closeSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { CaptureError } from '../../files/error.ts'
import { keyLength } from '../../edit/anonymise/key.ts'
import { say } from '../say.ts'
import { UsageError } from '../usage-error.ts'

/**
 * The key that is given, as digits or in a file, or else a random one, which is saved if that is asked for. Throws
 * UsageError for what is no key, and a CaptureError for a file that cannot be read or written.
 */
export function chosenKey(given: string | undefined, saveTo: string | undefined): Uint8Array {
  if (given !== undefined) return keyOfText(given) ?? keyOfFile(given)
  const key = new Uint8Array(randomBytes(keyLength))
  if (saveTo === undefined)
    say('onwire: replaced with a random key that is not kept: another run replaces differently (--save-key, --key)\n')
  else {
    save(key, saveTo)
    say(`onwire: replaced with a random key, saved in ${saveTo}: who has it can undo replacements\n`)
  }
  return key
}

/** 64 hexadecimal digits, with white space around them in a file. */
const keyOfText = (text: string): Uint8Array | undefined =>
  digits.test(text) ? Uint8Array.from(text.trim().match(/../g)!, (pair) => parseInt(pair, 16)) : undefined
const digits = /^\s*[0-9a-f]{64}\s*$/i

function keyOfFile(path: string): Uint8Array {
  const bytes = readKey(path)
  const key = bytes.length === keyLength ? new Uint8Array(bytes) : keyOfText(bytes.toString('latin1'))
  if (key === undefined)
    throw new UsageError(`--key: ${path} has neither ${keyLength} bytes nor ${2 * keyLength} hexadecimal digits`)
  return key
}

function readKey(path: string): Buffer {
  try {
    if (statSync(path).size > longestFile) return Buffer.alloc(0)
    return readFileSync(path)
  } catch (error) {
    throw new UsageError(
      `--key: ${JSON.stringify(path)} is neither ${2 * keyLength} hexadecimal digits nor a file that can be read ` +
        `(${(error as NodeJS.ErrnoException).code})`,
    )
  }
}

/** Never over another file, which may be the key of something else. */
function save(key: Uint8Array, path: string): void {
  try {
    const descriptor = openSync(path, 'wx', 0o600)
    try {
      writeSync(descriptor, `${Buffer.from(key).toString('hex')}\n`)
    } finally {
      closeSync(descriptor)
    }
  } catch (error) {
    throw new CaptureError({
      code: 'unwritable',
      path,
      expected: 'a new file for the key',
      found: (error as NodeJS.ErrnoException).code === 'EEXIST' ? 'a file of this name' : (error as Error).message,
      cause: error,
    })
  }
}

/** A file of digits with white space. */
const longestFile = 1024
