/** Secrets of a key log, as the secrets block of a capture or a file has it: only what tests need. */
import { hex, type Keys } from '../../src/schema/index.ts'
import { bytesOf, join } from './capture-bytes.ts'

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
    if (view.getUint32(at, true) === secretsBlock) {
      const length = view.getUint32(at + 12, true)
      log += new TextDecoder().decode(capture.subarray(at + 16, at + 16 + length))
    }
  return log
}

/** A capture file without blocks of a type, such as those with secrets (10), or without the frame of a number. */
export function without(capture: Uint8Array, { type = -1, frame = -1 }: { type?: number; frame?: number }): Uint8Array {
  const view = new DataView(capture.buffer, capture.byteOffset, capture.byteLength)
  const kept: Uint8Array[] = []
  let count = 0
  for (let at = 0; at < capture.length;) {
    const end = at + view.getUint32(at + 4, true)
    const kind = view.getUint32(at, true)
    if (kind === enhancedPacket) count++
    if (kind !== type && !(kind === enhancedPacket && count === frame)) kept.push(capture.subarray(at, end))
    at = end
  }
  return join(...kept)
}

const enhancedPacket = 6
export const secretsBlock = 10
