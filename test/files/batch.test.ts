import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Batch } from '../../src/files/batch.ts'
import { startReader } from '../../src/files/reader.ts'
import { framesOf } from '../support/packets.ts'

const bytes = new Uint8Array(readFileSync('captures/arp.pcap'))

function filled(): Batch {
  const batch = new Batch()
  const { reader, position } = startReader(bytes, 0, bytes.length, 'arp.pcap')!
  reader.read(bytes, position, bytes.length, batch)
  return batch
}

describe('keeping some frames', () => {
  test('keeps those that pass, as they were, with their numbers', () => {
    const frames = framesOf('arp.pcap')
    const batch = filled()
    batch.keep((_, index) => index % 3 === 1)
    expect([...batch].map(({ number, seconds, capturedLength, start }) => ({ number, seconds, capturedLength, start })))
      .toEqual(frames.filter((_, index) => index % 3 === 1).map(({ number, seconds, capturedLength, start }) => ({ number, seconds, capturedLength, start })))
    expect(batch.number(1)).toBe(5)
  })

  test('can be done again, and ends when the batch is filled anew', () => {
    const batch = filled()
    batch.keep((_, index) => index > 1)
    batch.keep((held, index) => held.number(index) % 2 === 0)
    expect([...batch].map(({ number }) => number)).toEqual(framesOf('arp.pcap').map(({ number }) => number).filter((number) => number > 2 && number % 2 === 0))
    batch.hold(framesOf('arp.pcap')[0]!)
    expect(batch.number(0)).toBe(1)
  })
})
