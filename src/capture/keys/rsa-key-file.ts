/** An RSA private key in a file. */
import { createPrivateKey, type KeyObject } from 'node:crypto'
import { closeSync, fstatSync, readSync } from 'node:fs'
import { rsaKey } from '../../conversations/keys/index.ts'
import { CaptureError } from '../../files/error.ts'
import type { Keys } from '../../schema/index.ts'
import { openRegular } from './regular-file.ts'

/** Reads a key in PEM. Throws a CaptureError for a file that cannot be read or has no such key. */
export function readRsaKey(path: string): Keys {
  const pem = textOf(path)
  const found = (what: string, advice?: string) =>
    new CaptureError({ code: 'unsupported', path, expected, found: what, advice })
  if (/^-----BEGIN ENCRYPTED PRIVATE KEY|^Proc-Type: 4,ENCRYPTED/m.test(pem))
    throw found('a key with a passphrase', 'Remove it: openssl rsa -in FILE -out OTHER')
  const type = keyIn(pem)?.asymmetricKeyType
  if (type === undefined) throw found('none')
  if (type !== 'rsa')
    throw found(`a private key of type ${type}`, 'Only keys of RSA open what they exchange: use a key log (--keylog)')
  return rsaKey(pem)
}

function keyIn(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem)
  } catch {
    return undefined
  }
}

/** Of larger files the beginning. */
function textOf(path: string): string {
  const descriptor = openRegular(path, expected)
  try {
    const bytes = Buffer.alloc(Math.min(fstatSync(descriptor).size, longest))
    return bytes.subarray(0, readSync(descriptor, bytes)).toString('latin1')
  } finally {
    closeSync(descriptor)
  }
}

const expected = 'an RSA private key (PEM)'
/** Bytes. */
const longest = 1 << 16
