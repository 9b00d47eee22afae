import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'
import pcapParser from 'pcap-parser'
import { describe, expect, test } from 'vitest'
import { framesFromCap, framesFromPcapParser } from '../../src/capture/interop.ts'
import type { Frame } from '../../src/files/frame.ts'
import { Packet } from '../../src/packet/packet.ts'
import { bytesOf, pcap } from '../support/capture-bytes.ts'

const arp = bytesOf(
  'ff ff ff ff ff ff 66 77 88 99 aa bb 08 06 00 01 08 00 06 04 00 01 66 77 88 99 aa bb c0 00 02 01 00 00 00 00 00 00 c0 00 02 02',
)

describe('framesFromPcapParser', () => {
  test('gives the frames of a parser, with times, lengths and link type', async () => {
    const frames = await all(
      framesFromPcapParser(
        parserOf(
          pcap([
            [5, 250_000, arp],
            [6, 1, arp, 90],
          ]),
        ),
      ),
    )
    expect(frames).toMatchObject([
      { number: 1, seconds: 5, nanoseconds: 250_000_000, capturedLength: 42, originalLength: 42, linkType: 1 },
      { number: 2, seconds: 6, nanoseconds: 1000, originalLength: 90 },
    ])
    expect(new Packet(frames[0]!).ethernet?.type).toBe(0x0806)
  })

  test('makes the file wait for a slow loop', async () => {
    const frames = framesFromPcapParser(
      parserOf(pcap(Array.from({ length: 5000 }, (_, second) => [second, 0, arp] as const))),
    )
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect((await all(frames)).map(({ seconds }) => seconds)).toEqual(
      Array.from({ length: 5000 }, (_, second) => second),
    )
  })

  test('tells what a parser fails at', async () => {
    await expect(all(framesFromPcapParser(parserOf(bytesOf('01 02 03 04'.repeat(10)))))).rejects.toMatchObject({
      name: 'CaptureError',
      code: 'damaged',
    })
  })

  test('says that it was called too late', async () => {
    const parser = new EventEmitter()
    const frames = framesFromPcapParser(parser)
    parser.emit('packet', { header: {}, data: arp })
    await expect(frames.next()).rejects.toThrow(/too late/)
  })
})

describe('framesFromCap', () => {
  test('copies each frame, since cap uses its memory again', async () => {
    const [cap, memory] = [new EventEmitter(), new Uint8Array(100)]
    const frames = framesFromCap(cap, memory, 'ETHERNET')
    memory.set(arp)
    cap.emit('packet', arp.length, false)
    memory.fill(0)
    cap.emit('packet', 60, false)
    const before = Date.now() / 1000
    const { value } = (await frames.next()) as { value: Frame }
    expect(value).toMatchObject({ number: 1, capturedLength: 42, linkType: 1, bytes: arp })
    expect(Math.abs(value.seconds - before)).toBeLessThan(5)
    expect((await frames.next()).value).toMatchObject({ number: 2, capturedLength: 60 })
  })

  test('waits for the next one, and listens no longer than the loop lasts', async () => {
    const cap = new EventEmitter()
    setTimeout(() => cap.emit('packet', 10, false), 10)
    for await (const frame of framesFromCap(cap, new Uint8Array(10), 'RAW')) {
      expect(frame.linkType).toBe(101)
      break
    }
    expect(cap.listenerCount('packet')).toBe(0)
  })

  test.each([
    ['NULL', 0],
    ['ETHERNET', 1],
    ['RAW', 101],
    ['LINKTYPE_LINUX_SLL', 113],
    ['IEEE802_11_RADIO', 127],
    ['Unknown linktype 276', 276],
  ])('knows the link type %s', async (name, linkType) => {
    const cap = new EventEmitter()
    const frames = framesFromCap(cap, new Uint8Array(10), name)
    cap.emit('packet', 10, false)
    expect((await frames.next()).value).toMatchObject({ linkType })
  })

  test('refuses a link type cap does not name', () => {
    expect(() => framesFromCap(new EventEmitter(), new Uint8Array(10), 'ethernet')).toThrow(TypeError)
  })
})

/** A parser of bytes that come in small pieces. */
function parserOf(bytes: Uint8Array): EventEmitter {
  const stream = new PassThrough()
  for (let at = 0; at < bytes.length; at += 1000) stream.write(Buffer.from(bytes.subarray(at, at + 1000)))
  stream.end()
  return pcapParser.parse(stream)
}

async function all(frames: AsyncIterable<Frame>): Promise<Frame[]> {
  const found: Frame[] = []
  for await (const frame of frames) found.push(frame)
  return found
}
