/** HPACK: the examples of RFC 7541, appendix C, and what hostile senders may do. */
import { describe, expect, test } from 'vitest'
import { HeaderDecoder, type DecodedBlock } from '../../../../src/protocols/application/web/hpack/decoder.ts'
import { huffmanDecoded } from '../../../../src/protocols/application/web/hpack/huffman.ts'
import { BlockReader } from '../../../../src/protocols/application/web/hpack/primitives.ts'
import { randomFrom } from '../../../support/random.ts'
import { bytesOf } from '../../../support/packets.ts'

const decode = (decoder: HeaderDecoder, hex: string | Uint8Array): DecodedBlock => {
  const bytes = typeof hex === 'string' ? bytesOf(hex) : hex
  return decoder.decode(bytes, 0, bytes.length)
}
const linesOf = ({ headers }: DecodedBlock): string[] => headers.map(({ name, value }) => `${name}: ${value}`)
/** A literal with incremental indexing and a new name. */
const literal = (name: string, value: string): number[] => [
  0x40,
  ...[name, value].flatMap((text) => [...lengthOf(text.length), ...new TextEncoder().encode(text)]),
]
function lengthOf(length: number): number[] {
  if (length < 127) return [length]
  const bytes = [127]
  let rest = length - 127
  for (; rest > 127; rest >>= 7) bytes.push((rest & 127) | 128)
  return [...bytes, rest]
}
const indexed = (index: number): number[] => {
  const [first, ...more] = lengthOf(index)
  return [first! | 0x80, ...more]
}

describe('integers, appendix C.1', () => {
  test.each([
    ['0a', 5, 10],
    ['1f 9a 0a', 5, 1337],
    ['2a', 8, 42],
  ])('%s', (hex, bits, value) => {
    const bytes = bytesOf(hex)
    expect(new BlockReader(bytes, 0, bytes.length).integer(bits)).toBe(value)
  })

  test.each(['1f', '1f 80', '1f ffffffffffffffffff7f'])('%s is none', (hex) => {
    const bytes = bytesOf(hex)
    const reader = new BlockReader(bytes, 0, bytes.length)
    expect(reader.integer(5)).toBe(0)
    expect(reader.hasFailed).toBe(true)
  })
})

describe('header fields, appendix C.2', () => {
  test.each([
    ['400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572', 'custom-key: custom-header', 2],
    ['040c 2f73 616d 706c 652f 7061 7468', ':path: /sample/path', 3],
    ['1008 7061 7373 776f 7264 0673 6563 7265 74', 'password: secret', 6],
    ['82', ':method: GET', 0],
  ])('%s', (hex, line, representation) => {
    const block = decode(new HeaderDecoder(), hex)
    expect(linesOf(block)).toEqual([line])
    expect(block).toMatchObject({ isMalformed: false, isUnknown: false, headers: [{ representation }] })
  })
})

const requests = [
  [':method: GET', ':scheme: http', ':path: /', ':authority: www.example.com'],
  [':method: GET', ':scheme: http', ':path: /', ':authority: www.example.com', 'cache-control: no-cache'],
  [':method: GET', ':scheme: https', ':path: /index.html', ':authority: www.example.com', 'custom-key: custom-value'],
]
const cookie = 'foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1'
const responses = [
  [
    ':status: 302',
    'cache-control: private',
    'date: Mon, 21 Oct 2013 20:13:21 GMT',
    'location: https://www.example.com',
  ],
  [
    ':status: 307',
    'cache-control: private',
    'date: Mon, 21 Oct 2013 20:13:21 GMT',
    'location: https://www.example.com',
  ],
  [
    ':status: 200',
    'cache-control: private',
    'date: Mon, 21 Oct 2013 20:13:22 GMT',
    'location: https://www.example.com',
    'content-encoding: gzip',
    `set-cookie: ${cookie}`,
  ],
]

describe('blocks of one connection', () => {
  test.each([
    [
      'requests, C.3',
      requests,
      [
        '8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d',
        '8286 84be 5808 6e6f 2d63 6163 6865',
        '8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65',
      ],
    ],
    [
      'requests in the Huffman code, C.4',
      requests,
      [
        '8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff',
        '8286 84be 5886 a8eb 1064 9cbf',
        '8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf',
      ],
    ],
    [
      'responses, C.5',
      responses,
      [
        '3fe1 01 4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3120 474d 546e 1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70 6c65 2e63 6f6d',
        '4803 3330 37c1 c0bf',
        '88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d 54c0 5a04 677a 6970 7738 666f 6f3d 4153 444a 4b48 514b 425a 584f 5157 454f 5049 5541 5851 5745 4f49 553b 206d 6178 2d61 6765 3d33 3630 303b 2076 6572 7369 6f6e 3d31',
      ],
    ],
    [
      'responses in the Huffman code, C.6',
      responses,
      [
        '3fe1 01 4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3',
        '4883 640e ffc1 c0bf',
        '88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d d7f2 e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07',
      ],
    ],
  ])('%s', (_name, expected, blocks) => {
    const decoder = new HeaderDecoder()
    expect(blocks.map((hex) => linesOf(decode(decoder, hex)))).toEqual(expected)
  })

  test('say how large their table is', () =>
    expect(decode(new HeaderDecoder(), '3f21 3f61 82')).toMatchObject({
      sizes: [64, 128],
      headers: [{ name: ':method' }],
    }))

  test('evict the oldest: appendix C.5.2', () => {
    const decoder = new HeaderDecoder()
    decode(decoder, Uint8Array.from([0x3f, 0x47, ...literal('a', '1'), ...literal('b', '2'), ...literal('c', '3')]))
    expect(linesOf(decode(decoder, Uint8Array.from([...indexed(62), ...indexed(63), ...indexed(64)])))).toEqual([
      'c: 3',
      'b: 2',
      'a: 1',
    ])
    expect(decode(decoder, Uint8Array.from([0x3f, 0x25, ...indexed(62), ...indexed(64)]))).toMatchObject({
      isUnknown: true,
    })
  })
})

describe('what came before the capture', () => {
  test('is not known, and what follows is', () => {
    const decoder = new HeaderDecoder()
    const block = decode(
      decoder,
      Uint8Array.from([...indexed(70), ...literal('own', 'value'), ...indexed(62), ...indexed(63)]),
    )
    expect(block).toMatchObject({ isUnknown: true, isMalformed: false })
    expect(linesOf(block)).toEqual(['undefined: undefined', 'own: value', 'own: value', 'undefined: undefined'])
  })

  test('may name what follows', () => {
    // With incremental indexing, a name of index 70 and a value.
    const block = decode(new HeaderDecoder(), '7f 07 01 61  be')
    expect(linesOf(block)).toEqual(['undefined: a', 'undefined: a'])
  })
})

describe('the Huffman code', () => {
  test.each([
    ['an octet of padding', 'ff'],
    ['padding of zeros', '10'],
    ['the end of a string', 'fffffffc'],
    ['the end of a string inside it', '1f ffffffff'],
  ])('does not have %s', (_name, hex) => {
    const bytes = bytesOf(hex)
    expect(huffmanDecoded(bytes, 0, bytes.length)).toBeUndefined()
  })

  test.each([
    ['0', '00000'],
    ['a', '00011'],
    ['!', '1111111000'],
    ['~', '1111111111101'],
    ['\\', '1111111111111110000'],
    ['\x80', '11111111111111100110'],
    ['\xff', '11111111111111111111101110'],
    ['\n', '111111111111111111111111111100'],
    ['a\n\x16a', `00011${'1'.repeat(28)}00${'1'.repeat(29)}000011`],
  ])('of %j is %s', (text, bits) => {
    const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1')
    const bytes = Uint8Array.from(padded.match(/.{8}/g)!, (each) => Number.parseInt(each, 2))
    expect(String.fromCharCode(...huffmanDecoded(bytes, 0, bytes.length)!)).toBe(text)
  })
})

describe('hostile blocks', () => {
  test.each(['80', 'ff', '40 05 61', '00 81', '3f', '7f ffffffffffffffff'])('%s is malformed', (hex) =>
    expect(decode(new HeaderDecoder(), hex)).toMatchObject({ isMalformed: true, headers: [] }),
  )

  test('after one, nothing of the table is known', () => {
    const decoder = new HeaderDecoder()
    decode(decoder, Uint8Array.from(literal('a', '1')))
    decode(decoder, '80')
    expect(decode(decoder, Uint8Array.from(indexed(62)))).toMatchObject({ isUnknown: true })
  })

  test('that refer to one header many times are shown as far as a limit', () => {
    const many = Array.from({ length: 100_000 }, () => 0xbe)
    const block = decode(new HeaderDecoder(), Uint8Array.from([...literal('name', 'x'.repeat(4000)), ...many]))
    expect(block).toMatchObject({ isTooLong: true, isMalformed: false })
    expect(block.headers.length * 4000).toBeLessThanOrEqual(1 << 18)
    expect(decode(new HeaderDecoder(), new Uint8Array(100_000).fill(0x82)).headers).toHaveLength(1024)
  })

  test('that ask for a large table get a small one', () => {
    const decoder = new HeaderDecoder()
    // 2^32 - 1 octets, and entries of 1 KiB.
    const entries = Array.from({ length: 1000 }, (_, index) => literal(`${index}`.padStart(4), 'x'.repeat(1000))).flat()
    decode(decoder, Uint8Array.from([0x3f, 0xe0, 0xff, 0xff, 0xff, 0x0f, ...entries]))
    const known = decode(
      decoder,
      Uint8Array.from(Array.from({ length: 1000 }, (_, index) => indexed(62 + index)).flat()),
    )
    const kept = known.headers.filter(({ name }) => name !== undefined)
    expect(kept.length).toBeGreaterThan(100)
    expect(kept.length * 1036).toBeLessThanOrEqual(1 << 18)
  })

  test('do not throw', () => {
    const random = randomFrom(7541)
    const decoder = new HeaderDecoder()
    for (let round = 0; round < 2000; round++) {
      const block = decode(
        decoder,
        Uint8Array.from({ length: random(60) }, () => random(256)),
      )
      expect(block.headers.length).toBeLessThanOrEqual(60)
    }
  })
})
