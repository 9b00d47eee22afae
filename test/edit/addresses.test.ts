/** Addresses are replaced one to one, with their prefixes, and special ones keep their meaning. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AddressMap } from '../../src/edit/anonymise/addresses.ts'
import { keyParts } from '../../src/edit/anonymise/key.ts'
import { ipv4Text, ipv6Text, macText } from '../../src/schema/kinds/addresses.ts'
import { bytesOf } from '../support/packets.ts'

const keyOf = (first: number) => Uint8Array.from({ length: 32 }, (_, index) => index + first)
const map = new AddressMap(keyParts(keyOf(1)))
const other = new AddressMap(keyParts(keyOf(2)))

type Kind = 'ipv4' | 'ipv6' | 'mac'
const mapped = (kind: Kind, bytes: Uint8Array, by = map) => {
  const result = bytes.slice()
  by[kind](result, 0)
  return result
}
const ipv4 = (text: string) => ipv4Text(mapped('ipv4', Uint8Array.from(text.split('.').map(Number))), 0)
const ipv6 = (hex: string) => ipv6Text(mapped('ipv6', bytesOf(hex)), 0)
const mac = (hex: string) => macText(mapped('mac', bytesOf(hex)), 0)

function commonBits(one: Uint8Array, two: Uint8Array): number {
  const bits = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  const [first, second] = [bits(one), bits(two)]
  let count = 0
  while (count < first.length && first[count] === second[count]) count++
  return count
}

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
/** Two values that have some of their first bits in common. */
const pairs = (length: number) =>
  fc.tuple(bytes(length), bytes(length), fc.integer({ min: 0, max: length * 8 })).map(([one, two, common]) => {
    const second = two.map((byte, index) => {
      const shared = Math.max(0, Math.min(8, common - index * 8))
      const mask = (0xff00 >> shared) & 0xff
      return (one[index]! & mask) | (byte & ~mask)
    })
    return [one, second] as const
  })

describe('prefixes', () => {
  test.each([
    ['ipv4', 4],
    ['ipv6', 16],
  ] as const)('of %s stay in common', (kind, length) => {
    fc.assert(
      fc.property(pairs(length), ([one, two]) => {
        expect(commonBits(mapped(kind, one), mapped(kind, two))).toBe(commonBits(one, two))
      }),
      { numRuns: 400 },
    )
  })

  test('of global IPv6 addresses stay in common', () => {
    fc.assert(
      fc.property(pairs(15), ([one, two]) => {
        const [first, second] = [Uint8Array.of(0x20, ...one), Uint8Array.of(0x20, ...two)]
        expect(commonBits(mapped('ipv6', first), mapped('ipv6', second))).toBe(commonBits(first, second))
      }),
      { numRuns: 200 },
    )
  })
})

describe('MAC addresses', () => {
  test('are replaced one to one, and stay for one or for many, universal or local', () => {
    const seen = new Map<string, string>()
    fc.assert(
      fc.property(bytes(6), (address) => {
        const result = mapped('mac', address)
        expect(result[0]! & 3).toBe(address[0]! & 3)
        const before = seen.get(macText(result, 0)) ?? macText(address, 0)
        expect(before).toBe(macText(address, 0))
        seen.set(macText(result, 0), before)
      }),
      { numRuns: 2000 },
    )
  })

  test('of groups and protocols stay', () => {
    for (const kept of [
      'ffffffffffff',
      '000000000000',
      '0180c2000000',
      '0180c200000e',
      '00005e000105',
      '01005e0000fb',
      '333300000001',
    ])
      expect(mac(kept).replaceAll(':', '')).toBe(kept)
  })
})

test('the same key maps alike, another one does not', () => {
  const address = Uint8Array.of(93, 184, 216, 34)
  expect(mapped('ipv4', address, new AddressMap(keyParts(keyOf(1))))).toEqual(mapped('ipv4', address))
  expect(mapped('ipv4', address, other)).not.toEqual(mapped('ipv4', address))
  expect(mapped('ipv4', address)).not.toEqual(address)
})

describe('special addresses', () => {
  test.each([
    '0.0.0.0',
    '127.0.0.1',
    '127.1.2.3',
    '224.0.0.1',
    '224.0.0.251',
    '224.0.1.1',
    '239.255.255.250',
    '255.255.255.255',
    '255.255.240.0',
  ])('%s stays', (address) => expect(ipv4(address)).toBe(address))

  test.each([
    '00000000000000000000000000000000',
    '00000000000000000000000000000001',
    'ff020000000000000000000000000001',
    'ff0200000000000000000000000000fb',
    'ff050000000000000000000000010003',
  ])('%s stays', (address) => expect(ipv6(address)).toBe(ipv6Text(bytesOf(address), 0)))

  test('stay in their range', () => {
    expect(ipv4('169.254.7.9')).toMatch(/^169\.254\./)
    expect(ipv4('169.254.7.9')).not.toBe('169.254.7.9')
    expect(ipv4('239.1.2.3')).toMatch(/^239\./)
    expect(ipv6('fe80000000000000020000fffe000001')).toMatch(/^fe80::/)
    expect(ipv6('fd123456789abcde0000000000000001')).toMatch(/^f[cd]/)
    expect(ipv6('20010db8000000000000000000000001')).toMatch(/^[23]/)
  })

  test('no other becomes one of them', () => {
    fc.assert(
      fc.property(bytes(4), (address) => {
        const result = mapped('ipv4', address)
        const kind = (of: Uint8Array) =>
          of[0] === 0
            ? 'this'
            : of[0] === 127
              ? 'loopback'
              : of[0]! >= 240
                ? 'reserved'
                : of[0]! >= 224
                  ? 'group'
                  : of[0] === 169 && of[1] === 254
                    ? 'link'
                    : 'plain'
        expect(kind(result)).toBe(kind(address))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('what belongs together still does', () => {
  const address = '525400ab12cd'
  const replaced = mac(address).replaceAll(':', '')
  const identifier = (of: string) => {
    const first = (parseInt(of.slice(0, 2), 16) ^ 2).toString(16).padStart(2, '0')
    return `${first}${of.slice(2, 6)}fffe${of.slice(6)}`
  }

  test('a MAC address and the interface identifier made of it', () => {
    const result = mapped('ipv6', bytesOf(`fe80000000000000${identifier(address)}`))
    expect(Buffer.from(result).toString('hex')).toBe(`fe80000000000000${identifier(replaced)}`)
  })

  test('an address, its solicited-node group, and the MAC address of that', () => {
    const unicast = mapped('ipv6', bytesOf('20010db8000000000000000000abcdef'))
    const group = mapped('ipv6', bytesOf('ff0200000000000000000001ffabcdef'))
    expect(group.slice(13)).toEqual(unicast.slice(13))
    expect(group.slice(0, 13)).toEqual(bytesOf('ff0200000000000000000001ff'))
    expect(mac('3333ffabcdef')).toBe(`33:33:${macText(group, 10).slice(6)}`)
  })

  test('an IPv4 group and its MAC address', () => {
    const group = mapped('ipv4', Uint8Array.of(239, 129, 2, 3))
    const of = mapped('mac', bytesOf('01005e010203'))
    expect([...of]).toEqual([1, 0, 0x5e, group[1]! & 0x7f, group[2], group[3]])
  })

  test('an IPv4 address and the IPv6 addresses that hold it', () => {
    const inner = mapped('ipv4', Uint8Array.of(198, 51, 100, 7))
    for (const prefix of ['00000000000000000000ffff', '0064ff9b0000000000000000'])
      expect([...mapped('ipv6', bytesOf(`${prefix}c6336407`))]).toEqual([...bytesOf(prefix), ...inner])
  })
})

test('the first bytes of an address are those of the whole', () => {
  const whole = Uint8Array.of(198, 51, 100, 0)
  const short = Uint8Array.of(198, 51, 100)
  map.shortened(short, 0, 3, false)
  expect(short).toEqual(mapped('ipv4', whole).slice(0, 3))
})
