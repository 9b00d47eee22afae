/** Secrets of a key log, as the secrets block of a capture or a file has it: only what tests need. */
import { hex, type Keys } from '../../src/schema/index.ts'
import { bytesOf } from './capture-bytes.ts'

export function keysOf(log: string, openRsa: Keys['openRsa'] = () => undefined): Keys {
  const secrets = new Map<string, Uint8Array>()
  for (const line of log.split('\n')) {
    const [label, random, secret] = line.trim().split(' ')
    if (secret !== undefined) secrets.set(`${label} ${random}`, bytesOf(secret))
  }
  return { secret: (label, random) => secrets.get(`${label} ${hex(random)}`), openRsa }
}

/** The key log in the secrets block of a capture file, whose blocks begin with a type and a length. */
export function keyLogIn(capture: Uint8Array): string {
  const view = new DataView(capture.buffer, capture.byteOffset, capture.byteLength)
  let log = ''
  for (let at = 0; at + 12 <= capture.length; at += view.getUint32(at + 4, true))
    if (view.getUint32(at, true) === 10) {
      const length = view.getUint32(at + 12, true)
      log += new TextDecoder().decode(capture.subarray(at + 16, at + 16 + length))
    }
  return log
}
