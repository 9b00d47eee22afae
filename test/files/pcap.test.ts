import { describe, expect, test } from 'vitest'
import { bytesOf, join, pcap, readCapture, words } from '../support/capture-bytes.ts'

const ping = bytesOf('00 11 22 33 44 55 66 77 88 99 aa bb 08 00')

describe('classic pcap', () => {
  test.each([true, false])('is read in both byte orders (little endian: %s)', (littleEndian) => {
    const { frames, reader } = readCapture(pcap([[1_700_000_000, 123_456, ping, 90]], { littleEndian }))
    expect(frames).toHaveLength(1)
    expect(frames[0]).toMatchObject({
      number: 1,
      seconds: 1_700_000_000,
      nanoseconds: 123_456_000,
      capturedLength: 14,
      originalLength: 90,
      linkType: 1,
      interfaceId: 0,
    })
    expect(frames[0]!.bytes).toEqual(ping)
    expect(reader!.interfaces).toMatchObject([{ linkType: 1, snapLength: 65_535, timeResolution: 6 }])
    expect(reader!.pcapHeader).toMatchObject({ littleEndian, majorVersion: 2, minorVersion: 4 })
  })

  test('has nanoseconds with another magic number', () => {
    const [frame] = readCapture(pcap([[5, 123_456_789, ping]], { magic: 0xa1b23c4d })).frames
    expect(frame!.timestamp).toBe(5_123_456_789n)
  })

  test('has eight bytes more in each record of the modified variant', () => {
    const { frames } = readCapture(
      pcap(
        [
          [1, 2, ping],
          [3, 4, ping],
        ],
        { magic: 0xa1b2cd34, extra: new Uint8Array(8).fill(0xee) },
      ),
    )
    expect(frames.map((frame) => [frame.seconds, frame.nanoseconds])).toEqual([
      [1, 2000],
      [3, 4000],
    ])
    expect(frames[1]!.bytes).toEqual(ping)
  })

  test('has its lengths the other way round before version 2.4', () => {
    const record = (first: number, second: number) => join(words(true, 1, 0, first, second), ping)
    const header = (minor: number) => pcap([], { version: [2, minor] })
    expect(readCapture(join(header(2), record(60, 14))).frames[0]).toMatchObject({
      capturedLength: 14,
      originalLength: 60,
    })
    expect(readCapture(join(header(3), record(60, 14))).frames[0]).toMatchObject({
      capturedLength: 14,
      originalLength: 60,
    })
    expect(readCapture(join(header(3), record(14, 60))).frames[0]).toMatchObject({
      capturedLength: 14,
      originalLength: 60,
    })
  })

  test('keeps the length of a check sequence out of the link type', () => {
    const { frames, reader } = readCapture(pcap([[1, 2, ping]], { linkTypeWord: 0x24000001 }))
    expect(frames[0]!.linkType).toBe(1)
    expect(reader!.pcapHeader!.linkTypeWord).toBe(0x24000001)
  })

  test.each([
    [12, 101],
    [14, 101],
    [11, 100],
    [113, 113],
  ])('translates DLT %i to LINKTYPE %i', (written, linkType) => {
    expect(readCapture(pcap([[1, 2, ping]], { linkTypeWord: written })).frames[0]!.linkType).toBe(linkType)
  })

  test('carries over fractions of a second that are one or more, and reads seconds as unsigned', () => {
    const { frames } = readCapture(
      pcap([
        [1, 2_500_000, ping],
        [0xffff_ffff, 7, ping],
      ]),
    )
    expect(frames.map((frame) => frame.timestamp)).toEqual([3_500_000_000n, 4_294_967_295_000_007_000n])
  })

  test('can have frames of no bytes, and frames captured longer than they were', () => {
    const { frames, error } = readCapture(
      pcap([
        [1, 2, new Uint8Array(0)],
        [1, 2, ping, 3],
      ]),
    )
    expect(error).toBeUndefined()
    expect(frames.map((frame) => [frame.capturedLength, frame.originalLength])).toEqual([
      [0, 0],
      [14, 3],
    ])
  })

  test.each([1, 2, 3, 16, 17, 40, 1000])('comes in pieces of %i bytes', (step) => {
    const records = Array.from({ length: 20 }, (_, index) => [index, index, ping.subarray(0, index % 14)] as const)
    const { frames, error } = readCapture(pcap(records), step)
    expect(error).toBeUndefined()
    expect(frames.map((frame) => [frame.number, frame.seconds, frame.capturedLength])).toEqual(
      records.map(([seconds, , bytes], index) => [index + 1, seconds, bytes.length]),
    )
  })

  test('fills more than one batch', () => {
    const { frames } = readCapture(pcap(Array.from({ length: 3000 }, (_, index) => [index, 0, ping] as const)))
    expect(frames.map((frame) => frame.number)).toEqual(Array.from({ length: 3000 }, (_, index) => index + 1))
    expect(frames[2999]!.seconds).toBe(2999)
  })
})

describe('a damaged pcap file', () => {
  test('gives the frames before a length nobody can mean', () => {
    const { frames, error } = readCapture(
      join(
        pcap([
          [1, 2, ping],
          [3, 4, ping],
        ]),
        words(true, 1, 2, 0xffff_fff0, 60),
      ),
    )
    expect(frames).toHaveLength(2)
    expect(error).toMatchObject({
      code: 'damaged',
      offset: 24 + 2 * 30,
      expected: 'a packet of at most 262144 bytes',
      found: 'a length of 4294967280',
    })
  })

  test('allows D-Bus messages of 128 MiB, as Wireshark does', () => {
    const record = words(true, 1, 2, 100 << 20, 100 << 20)
    expect(readCapture(join(pcap([], { linkTypeWord: 231 }), record)).error).toMatchObject({ code: 'truncated' })
    expect(readCapture(join(pcap([]), record)).error).toMatchObject({ code: 'damaged' })
  })

  test.each([
    [
      'in the last packet',
      5,
      'truncated',
      54,
      'a packet of 30 bytes with its header',
      'the end of the file after 25 bytes',
    ],
    ['in its header', 20, 'truncated', 54, "a packet's header of 16 bytes", 'the end of the file after 10 bytes'],
  ])('says so when it was cut %s', (_, missing, code, offset, expected, found) => {
    const whole = pcap([
      [1, 2, ping],
      [3, 4, ping],
    ])
    const { frames, error } = readCapture(whole.subarray(0, whole.length - missing))
    expect(frames).toHaveLength(1)
    expect(error).toMatchObject({ code, offset, expected, found })
  })

  test.each([
    ['nothing', new Uint8Array(0), 'truncated', 'an empty file'],
    ['a header cut short', pcap([]).subarray(0, 10), 'truncated', '10 bytes'],
    ['xz', bytesOf('fd377a585a000004'), 'not-a-capture', 'xz data'],
    ['bzip2', bytesOf('425a6839314159'), 'not-a-capture', 'bzip2 data'],
    ['text', new TextEncoder().encode('Hello, world'), 'not-a-capture', 'the text "Hello, w"'],
    ['other bytes', bytesOf('89504e470d0a1a0a'), 'not-a-capture', 'the bytes 89 50 4e 47 0d 0a 1a 0a'],
    ['another version', pcap([], { version: [3, 0] }), 'unsupported', 'version 3'],
  ])('is none if it is %s', (_, bytes, code, found) => {
    expect(readCapture(bytes)).toMatchObject({ frames: [], error: { code, found } })
  })
})

test.each([186, 189, 220, 249, 266])('frames of USB (link type %i) may exceed 256 KiB', (linkTypeWord) => {
  const { frames, error } = readCapture(pcap([[1, 2, new Uint8Array(300_000)]], { linkTypeWord }))
  expect(error).toBeUndefined()
  expect(frames.map(({ capturedLength }) => capturedLength)).toEqual([300_000])
})
