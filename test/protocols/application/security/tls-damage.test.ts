import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { nodeCryptography } from '../../../../src/capture/node-cryptography.ts'
import { provideCryptography } from '../../../../src/cryptography/index.ts'
import { noKeys, type Keys } from '../../../../src/schema/index.ts'
import { followedIn } from '../../../support/conversations.ts'
import { keyLogIn, keysOf, secretsBlock, without } from '../../../support/key-log.ts'
import { randomFrom } from '../../../support/random.ts'

beforeAll(() => provideCryptography(nodeCryptography))

/** The blocks of a capture file: its frames, and what stands before them. */
function blocksOf(capture: Uint8Array): {
  readonly head: readonly Uint8Array[]
  readonly frames: readonly Uint8Array[]
} {
  const view = new DataView(capture.buffer, capture.byteOffset, capture.byteLength)
  const [head, frames]: [Uint8Array[], Uint8Array[]] = [[], []]
  for (let at = 0; at < capture.length; at += view.getUint32(at + 4, true))
    (view.getUint32(at, true) === 6 ? frames : head).push(capture.subarray(at, at + view.getUint32(at + 4, true)))
  return { head, frames }
}

const frameHeader = 28
const trailer = 4

/** Frames lost, doubled, in another order, and with bytes that are others. */
function damaged(frames: readonly Uint8Array[], random: (below: number) => number): readonly Uint8Array[] {
  const kept = frames.flatMap((frame) => {
    const lot = random(40)
    if (lot === 0) return []
    if (lot === 1) return [frame, frame]
    if (lot > 4) return [frame]
    const changed = frame.slice()
    const from = frameHeader + (lot === 2 ? 54 : 0)
    const room = changed.length - trailer - from
    for (let count = random(4); count >= 0 && room > 0; count--) changed[from + random(room)] = random(256)
    return [changed]
  })
  for (let at = 1; at < kept.length; at++) if (random(15) === 0) [kept[at - 1], kept[at]] = [kept[at]!, kept[at - 1]!]
  return kept
}

test.each(['tls-ciphers.pcapng', 'tls-sessions.pcapng', 'dtls.pcapng'])(
  'frames of %s that are lost, doubled, in another order or damaged never go wrong',
  (name) => {
    const whole = new Uint8Array(readFileSync(`captures/${name}`))
    const { head, frames } = blocksOf(without(whole, { type: secretsBlock }))
    const right = keysOf(keyLogIn(whole))
    const wrong: Keys = { secret: (label) => new Uint8Array(label.length), openRsa: () => new Uint8Array(48) }
    const random = randomFrom(frames.length)
    for (let round = 0; round < 3; round++) {
      const capture = Uint8Array.from([...head, ...damaged(frames, random)].flatMap((block) => [...block]))
      for (const keys of [right, wrong, noKeys])
        for (const { layers } of followedIn(capture, { keys, passes: 1 }))
          for (const view of layers.views()) {
            view.schema.summary?.(view as never)
            expect(view.toJSON()).toBeInstanceOf(Object)
          }
    }
  },
)
