import { describe, expect, test } from 'vitest'
import { bytesOf, join, pcapngBlocks, readCapture, words } from '../support/capture-bytes.ts'

const ping = bytesOf('00 11 22 33 44 55 66 77 88 99 aa bb 08 00 45')
const little = pcapngBlocks(true)

describe('pcapng', () => {
  test.each([true, false])('is read in both byte orders (little endian: %s)', (littleEndian) => {
    const { section, interface: interfaceBlock, packet, option } = pcapngBlocks(littleEndian)
    const { frames, reader, error } = readCapture(
      join(
        section(
          option(2, 'a machine'),
          option(3, 'its system'),
          option(4, 'a program'),
          option(1, 'one'),
          option(1, 'two'),
        ),
        interfaceBlock(
          1,
          96,
          option(2, 'eth0'),
          option(3, 'the first'),
          option(11, '\0tcp port 80'),
          option(12, 'Linux'),
          option(15, 'card'),
        ),
        packet(0, 1_700_000_000_123_456n, ping, 1500),
      ),
    )
    expect(error).toBeUndefined()
    expect(frames).toHaveLength(1)
    expect(frames[0]).toMatchObject({
      seconds: 1_700_000_000,
      nanoseconds: 123_456_000,
      capturedLength: 15,
      originalLength: 1500,
      linkType: 1,
    })
    expect(frames[0]!.bytes).toEqual(ping)
    expect(reader!.sections).toEqual([
      {
        littleEndian,
        hardware: 'a machine',
        operatingSystem: 'its system',
        application: 'a program',
        comments: ['one', 'two'],
      },
    ])
    expect(reader!.interfaces).toMatchObject([
      {
        linkType: 1,
        snapLength: 96,
        name: 'eth0',
        description: 'the first',
        captureFilter: 'tcp port 80',
        operatingSystem: 'Linux',
        hardware: 'card',
      },
    ])
  })

  test('has several sections, each with its own byte order and interfaces; ids go on counting', () => {
    const big = pcapngBlocks(false)
    const { frames, reader } = readCapture(
      join(
        little.section(),
        little.interface(1, 0),
        little.interface(113, 0),
        little.packet(1, 1n, ping),
        big.section(),
        big.interface(101, 0),
        big.packet(0, 2n, ping, 15, big.option(1, 'in the other order')),
      ),
    )
    expect(
      frames.map(({ number, linkType, interfaceId, nanoseconds }) => [number, linkType, interfaceId, nanoseconds]),
    ).toEqual([
      [1, 113, 1, 1000],
      [2, 101, 2, 2000],
    ])
    expect(frames[1]!.comments).toEqual(['in the other order'])
    expect(reader!.sections.map((section) => section.littleEndian)).toEqual([true, false])
    expect(reader!.interfaces.map((one) => one.linkType)).toEqual([1, 113, 101])
  })

  test.each([
    ['seconds', 0, 0, 5n, 5_000_000_000n],
    ['milliseconds', 3, 0, 1_700_000_000_123n, 1_700_000_000_123_000_000n],
    ['nanoseconds', 9, 0, 1_700_000_000_123_456_789n, 1_700_000_000_123_456_789n],
    ['the last nanosecond', 9, 0, 0xffff_ffff_ffff_ffffn, 0xffff_ffff_ffff_ffffn],
    ['picoseconds, cut', 12, 0, 1_999_999_999_999n, 1_999_999_999n],
    ['1/2^20 s', 0x94, 0, 3n << 19n, 1_500_000_000n],
    ['1/2^60 s, cut', 0xbc, 0, (1n << 60n) - 1n, 999_999_999n],
    ['an offset', 6, 1_000_000_000, 1n, 1_000_000_000_000_001_000n],
    ['a negative offset', 6, -3600, 3_600_000_001n, 1000n],
  ])('counts time in %s', (_, resolution, offset, units, expected) => {
    const offsetBytes = new Uint8Array(8)
    new DataView(offsetBytes.buffer).setBigInt64(0, BigInt(offset), true)
    const described = little.interface(
      1,
      0,
      little.option(9, Uint8Array.of(resolution)),
      little.option(14, offsetBytes),
    )
    expect(readCapture(join(little.section(), described, little.packet(0, units, ping))).frames[0]!.timestamp).toBe(
      expected,
    )
  })

  test('has simple packets: no time, the first interface, cut at its snap length', () => {
    const simple = (originalLength: number, bytes: Uint8Array) => little.block(3, words(true, originalLength), bytes)
    const { frames } = readCapture(
      join(little.section(), little.interface(1, 8), simple(500, ping.subarray(0, 8)), simple(5, ping.subarray(0, 5))),
    )
    expect(frames.map((frame) => [frame.capturedLength, frame.originalLength, frame.timestamp])).toEqual([
      [8, 500, undefined],
      [5, 5, undefined],
    ])
  })

  test('has obsolete packet blocks', () => {
    const obsolete = little.block(2, words(true, 7 * 65_536, 0, 1_000_000, ping.length, 99), ping)
    expect(readCapture(join(little.section(), little.interface(1, 0), obsolete)).frames[0]).toMatchObject({
      seconds: 1,
      nanoseconds: 0,
      capturedLength: 15,
      originalLength: 99,
      interfaceId: 0,
    })
  })

  test('says of a frame what its options say', () => {
    const { option, packet, section } = little
    const { frames } = readCapture(
      join(
        section(),
        little.interface(1, 0),
        packet(
          0,
          0n,
          ping,
          15,
          option(1, 'one'),
          option(2, words(true, 2)),
          option(4, words(true, 7, 0)),
          option(1, 'two'),
          option(0, ''),
        ),
        packet(0, 0n, ping, 15, option(2, words(true, 1))),
        packet(0, 0n, ping),
      ),
    )
    expect(frames.map(({ comments, direction, dropCount }) => ({ comments, direction, dropCount }))).toEqual([
      { comments: ['one', 'two'], direction: 'outbound', dropCount: 7 },
      { comments: [], direction: 'inbound', dropCount: undefined },
      { comments: [], direction: undefined, dropCount: undefined },
    ])
  })

  test('keeps names, secrets and statistics', () => {
    const record = (type: number, bytes: Uint8Array) => little.option(type, bytes)
    const name = (text: string) => new TextEncoder().encode(`${text}\0`)
    const { reader } = readCapture(
      join(
        little.section(),
        little.interface(1, 0),
        little.block(
          4,
          record(1, join(bytesOf('c0000201'), name('one.example'), name('two.example'))),
          record(2, join(bytesOf('20010db8000000000000000000000001'), name('six.example'))),
          record(0, new Uint8Array(0)),
        ),
        little.block(10, words(true, 0x544c534b, 5), new TextEncoder().encode('KEYS!')),
        little.block(
          5,
          words(true, 0, 0, 0),
          little.option(4, words(true, 100, 0)),
          little.option(5, words(true, 3, 0)),
          little.option(7, words(true, 4, 1)),
        ),
      ),
    )
    expect(reader!.names).toEqual([
      { address: bytesOf('c0000201'), names: ['one.example', 'two.example'] },
      { address: bytesOf('20010db8000000000000000000000001'), names: ['six.example'] },
    ])
    expect(reader!.secrets).toEqual([{ type: 0x544c534b, bytes: new TextEncoder().encode('KEYS!') }])
    expect(reader!.interfaces[0]!.statistics).toMatchObject({
      received: 100,
      droppedByInterface: 3,
      droppedByKernel: 4_294_967_300,
    })
  })

  test.each([1, 7, 64, 1000])('passes over custom and unknown blocks, in pieces of %i bytes', (step) => {
    const { frames, error } = readCapture(
      join(
        little.section(),
        little.block(0x0bad, new Uint8Array(500)),
        little.interface(1, 0),
        little.block(0x4bad_0000, new Uint8Array(3)),
        little.packet(0, 1n, ping),
        little.block(0x0000_0bad, words(true, 32_473), new Uint8Array(90)),
        little.packet(0, 2n, ping),
        little.block(0x77),
      ),
      step,
    )
    expect(error).toBeUndefined()
    expect(frames.map((frame) => frame.nanoseconds)).toEqual([1000, 2000])
  })

  test('reads blocks whose length lacks the padding', () => {
    const block = little.packet(0, 1n, ping)
    for (const at of [4, block.length - 4]) block.set(words(true, block.length - 1), at)
    expect(
      readCapture(join(little.section(), little.interface(1, 0), block, little.packet(0, 2n, ping))),
    ).toMatchObject({ frames: [{ number: 1 }, { number: 2 }], error: undefined })
  })
})

describe('a damaged pcapng file', () => {
  const start = join(little.section(), little.interface(1, 0))
  const frame = little.packet(0, 1n, ping)

  test.each([
    ['a length less than a block has', words(true, 6, 8, 0), 'damaged', 'a length of 8'],
    [
      'another length at the end of a block',
      (() => {
        const block = frame.slice()
        block[block.length - 4]! ^= 4
        return block
      })(),
      'damaged',
      '52',
    ],
    [
      'another length at the end of an unknown block',
      (() => {
        const block = little.block(0x99, new Uint8Array(8))
        block[16] = 99
        return block
      })(),
      'damaged',
      '99',
    ],
    [
      'more captured bytes than fit the block',
      (() => {
        const block = frame.slice()
        block[20] = 200
        return block
      })(),
      'damaged',
      '200',
    ],
    ['an interface nobody described', little.packet(3, 1n, ping), 'damaged', 'interface 3'],
    [
      'a section of another version',
      (() => {
        const block = little.section()
        block[12] = 9
        return block
      })(),
      'unsupported',
      'version 9.0',
    ],
    [
      'a section of no byte order',
      (() => {
        const block = little.section()
        block[8] = 9
        return block
      })(),
      'damaged',
      '0x93c2b1a',
    ],
    [
      'a packet longer than any is',
      words(true, 6, 300_036, 0, 0, 0, 300_000, 300_000),
      'damaged',
      'a length of 300000',
    ],
    ['an end within a block', frame.subarray(0, 30), 'truncated', 'the end of the file after 30 bytes'],
    [
      'an end within an unknown block',
      little.block(0x99, new Uint8Array(40)).subarray(0, 40),
      'truncated',
      'the end of the file after 0 bytes',
    ],
    [
      'an option longer than its block',
      little.interface(1, 0, words(true, 0x7fff_0002)),
      'damaged',
      'a length of 32767',
    ],
  ])('gives the frames before %s', (_, damage, code, found) => {
    for (const step of [1, 100, 10_000]) {
      expect(readCapture(join(start, frame, damage), step)).toMatchObject({
        frames: [{ number: 1 }],
        error: { code, found },
      })
    }
  })

  test('says at which byte', () => {
    const { error } = readCapture(join(start, frame, little.packet(3, 1n, ping)))
    expect(error!.offset).toBe(start.length + frame.length)
    expect(error!.message).toBe(
      `byte ${error!.offset}: expected a packet of one of the 1 interfaces described so far, found interface 3`,
    )
  })

  test('keeps no more of what it says about itself than fits the allowance', () => {
    const secret = little.block(10, words(true, 1, 1 << 20), new Uint8Array(1 << 20))
    const { reader, error } = readCapture(join(start, ...Array.from({ length: 40 }, () => secret)))
    expect(error).toBeUndefined()
    expect(reader!.secrets.length).toBe(15)
  })
})
