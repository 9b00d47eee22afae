import { describe, expect, test } from 'vitest'
import { Batch } from '../../src/files/batch.ts'
import type { CaptureDescription } from '../../src/files/description.ts'
import type { Frame } from '../../src/files/frame.ts'
import { OutputBytes } from '../../src/files/output-bytes.ts'
import { captureEncoder, type CaptureEncoderOptions, compressionOfPath, formatOfPath } from '../../src/files/writer.ts'
import { bytesOf, join, pcap, pcapngBlocks, readCapture, words } from '../support/capture-bytes.ts'

const ping = bytesOf('00 11 22 33 44 55 66 77 88 99 aa bb 08 00 45')

describe('a pcap file written from a pcap file is the same file', () => {
  const records = [
    [1_700_000_000, 123_456, ping, 90],
    [0xffff_ffff, 0, new Uint8Array(0)],
    [3, 999_999, new Uint8Array(300)],
  ] as const

  test.each([
    ['little endian', {}],
    ['big endian', { littleEndian: false }],
    ['nanoseconds', { magic: 0xa1b23c4d }],
    ['a check sequence', { linkTypeWord: 0x24000001 }],
    ['raw IP as DLT', { linkTypeWord: 12 }],
  ])('%s', (_, shape) => {
    const original = pcap(records, shape)
    expect(rewritten(original)).toEqual(original)
  })

  test('and can be one of another byte order and resolution', () => {
    const original = pcap(records)
    const other = rewritten(original, { byteOrder: 'big', resolution: 'nanoseconds' })
    expect(other).toEqual(
      pcap(
        records.map(
          ([seconds, fraction, bytes, length]) => [seconds, fraction * 1000, bytes, length ?? bytes.length] as const,
        ),
        { magic: 0xa1b23c4d, littleEndian: false },
      ),
    )
    expect(rewritten(other, { byteOrder: 'little', resolution: 'microseconds' })).toEqual(original)
  })

  test('but for old versions, whose records are written as those of today', () => {
    const [frame] = readCapture(rewritten(join(pcap([], { version: [2, 2] }), words(true, 1, 0, 60, 15), ping))).frames
    expect(frame).toMatchObject({ capturedLength: 15, originalLength: 60 })
  })
})

describe('a pcapng file written from a pcapng file', () => {
  const nanoseconds = (blocks: ReturnType<typeof pcapngBlocks>) => blocks.option(9, Uint8Array.of(9))
  const capture = (littleEndian: boolean) => {
    const blocks = pcapngBlocks(littleEndian)
    const { section, option, packet, block } = blocks
    const end = option(0, '')
    const count = (value: number) => (littleEndian ? words(true, value, 0) : words(false, 0, value))
    const names = join(option(1, join(bytesOf('c0000201'), new TextEncoder().encode('one.example\0'))), option(0, ''))
    return join(
      section(option(1, 'a comment'), option(2, 'machine'), option(3, 'system'), option(4, 'program'), end),
      blocks.interface(
        1,
        96,
        option(2, 'eth0'),
        option(3, 'first'),
        nanoseconds(blocks),
        option(11, '\0tcp'),
        option(12, 'Linux'),
        end,
      ),
      block(10, words(littleEndian, 0x544c534b, 4), new TextEncoder().encode('KEYS')),
      block(4, names),
      packet(
        0,
        1_700_000_000_123_456_789n,
        ping,
        1500,
        option(1, 'of a frame'),
        option(2, words(littleEndian, 1)),
        option(4, count(3)),
        end,
      ),
      packet(0, 0xffff_ffff_ffff_ffffn, ping),
      block(3, words(littleEndian, 15), ping),
      block(5, words(littleEndian, 0, 0, 0), option(4, count(10)), option(5, count(2)), end),
    )
  }

  test('is the same file in either byte order', () => {
    for (const littleEndian of [true, false])
      expect(rewritten(capture(littleEndian), { format: 'pcapng' })).toEqual(capture(littleEndian))
  })

  test('can be turned into the other byte order', () => {
    expect(rewritten(capture(true), { format: 'pcapng', byteOrder: 'big' })).toEqual(capture(false))
    expect(rewritten(capture(false), { format: 'pcapng', byteOrder: 'little' })).toEqual(capture(true))
  })

  test('has one section, with the interfaces of all', () => {
    const little = pcapngBlocks(true)
    const big = pcapngBlocks(false)
    const two = join(
      little.section(),
      little.interface(1, 0),
      little.packet(0, 5n, ping),
      big.section(),
      big.interface(113, 0),
      big.packet(0, 6n, ping, 15, big.option(1, 'kept')),
    )
    const { frames, reader } = readCapture(rewritten(two))
    expect(reader!.sections).toHaveLength(1)
    expect(
      frames.map(({ linkType, interfaceId, timestamp, comments }) => [linkType, interfaceId, timestamp, comments]),
    ).toEqual([
      [1, 0, 5000n, []],
      [113, 1, 6000n, ['kept']],
    ])
  })

  test('keeps times in a unit that is no power of ten as nanoseconds', () => {
    const { section, option, packet, ...blocks } = pcapngBlocks(true)
    const { frames } = readCapture(
      rewritten(join(section(), blocks.interface(1, 0, option(9, Uint8Array.of(0x94))), packet(0, 3n << 19n, ping)), {
        format: 'pcapng',
      }),
    )
    expect(frames[0]!.timestamp).toBe(1_500_000_000n)
  })
})

test('a pcap file becomes pcapng and comes back', () => {
  for (const magic of [0xa1b2c3d4, 0xa1b23c4d]) {
    const original = pcap([[1_700_000_000, 123_456, ping, 90]], { magic })
    expect(rewritten(rewritten(original, { format: 'pcapng' }), { format: 'pcap' }).subarray(24)).toEqual(
      original.subarray(24),
    )
  }
})

test('pcap cannot hold two link types, so pcapng is chosen where they differ', () => {
  const { section, packet, ...blocks } = pcapngBlocks(true)
  const mixed = join(
    section(),
    blocks.interface(1, 0),
    blocks.interface(113, 0),
    packet(0, 1n, ping),
    packet(1, 2n, ping),
  )
  expect(readCapture(rewritten(mixed)).reader!.format).toBe('pcapng')
  expect(() => rewritten(mixed, { format: 'pcap' })).toThrow(
    expect.objectContaining({
      code: 'unsupported',
      found: 'link type 113 in frame 2',
      advice: expect.stringContaining('.pcapng'),
    }),
  )
})

test.each([
  ['a.pcap', 'pcap'],
  ['b.PCAPNG', 'pcapng'],
  ['c.cap', 'pcap'],
  ['d', undefined],
  ['-', undefined],
  ['e.pcap.txt', undefined],
  ['f.dmp', 'pcap'],
  ['g.pcapng.gz', 'pcapng'],
  ['h.pcap.ZST', 'pcap'],
  ['i.gz', undefined],
])('%s is to be %s', (path, format) => {
  expect(formatOfPath(path)).toBe(format)
})

test.each([
  ['a.pcap.gz', 'gzip'],
  ['b.ZST', 'zstd'],
  ['c.gz.pcap', undefined],
  ['gz', undefined],
])('%s is to be compressed as %s', (path, compression) => {
  expect(compressionOfPath(path)).toBe(compression)
})

test.each([
  ['pcap', 'onwire 1.2', 'onwire 1.2'],
  ['pcap', undefined, 'onwire'],
  ['pcapng', 'onwire 1.2', 'onwire 1.2'],
  ['pcapng', undefined, undefined],
] as const)('the program of a %s source that is called %s is written as %s', (format, application, expected) => {
  const source = { format, interfaces: [], sections: [{ littleEndian: true, application }], names: [], secrets: [] }
  expect(readCapture(encoded(source, [], { format: 'pcapng' })).reader!.sections[0]!.application).toBe(expected)
})

function rewritten(bytes: Uint8Array, options: CaptureEncoderOptions = {}): Uint8Array {
  const { reader, frames } = readCapture(bytes)
  return encoded(reader!, frames, options)
}

function encoded(source: CaptureDescription, frames: readonly Frame[], options: CaptureEncoderOptions): Uint8Array {
  const encoder = captureEncoder(source, options)
  const output = new OutputBytes(encoder.littleEndian, 16)
  encoder.start(output)
  for (const frame of frames) encoder.frame(output, new Batch().hold(frame), 0)
  encoder.finish(output)
  return output.bytes.slice(0, output.length)
}

test.each([
  ['before 1970', -1],
  ['after 2106', 2 ** 32],
])('pcap refuses times %s, which its 32 bits cannot hold; pcapng keeps them', (_, seconds) => {
  const { section, option, packet, ...blocks } = pcapngBlocks(true)
  const offset = option(14, new Uint8Array(BigInt64Array.of(BigInt(seconds)).buffer))
  const capture = join(section(), blocks.interface(1, 0, offset), packet(0, 0n, ping))
  expect(readCapture(rewritten(capture, { format: 'pcapng' })).frames[0]!.seconds).toBe(seconds)
  expect(() => rewritten(capture, { format: 'pcap' })).toThrow(
    expect.objectContaining({
      code: 'unsupported',
      found: `${seconds} seconds since 1970 in frame 1`,
      advice: expect.stringContaining('.pcapng'),
    }),
  )
})

test('pcapng refuses a link type that its 16 bits cannot hold; pcap keeps it', () => {
  const linkType = 0x1_0001
  const capture = pcap([[1, 2, ping]], { linkTypeWord: linkType })
  expect(readCapture(rewritten(capture, { format: 'pcap' })).frames[0]!.linkType).toBe(linkType)
  expect(() => rewritten(capture, { format: 'pcapng' })).toThrow(
    expect.objectContaining({
      code: 'unsupported',
      found: `link type ${linkType}`,
      advice: expect.stringContaining('.pcap '),
    }),
  )
})
