import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../support/packets.ts'
import { ip, raw } from '../../support/raw-frames.ts'
import { expectSafe } from '../../support/safe.ts'

const address = '0001 0000 0a000001'
const hex = (value: number, size: number) => value.toString(16).padStart(2 * size, '0')
const message = (type: number, body: string, options = 0, length = 0) =>
  `0001 0002 ${hex(type, 1)} ${hex(options, 1)} 0000 010203040506 ${hex(length, 2)} ${body}`
const packet = (...parts: Parameters<typeof message>) => packetOfHex(ip(113, message(...parts)), raw)
const group = '0001 0000 e0000001'
/** A list of options after its length. */
const options = (...all: readonly string[]) => `00 04 ${hex(4 + bytesOf(all.join('')).length, 2)} ${all.join(' ')}`

describe('PGM', () => {
  test.each<[Parameters<typeof message>, string]>([
    [[0, `00000001 00000002 00000003 ${address}`], '1 > 2 SPM sqn 1'],
    [[1, `00000001 0002 0000 ${address} 00000001 00000002 00000003`], '1 > 2 POLL sqn 1'],
    [[2, '00000001 0002 0000'], '1 > 2 POLR sqn 1'],
    [[4, '00000001 00000002 010203', 0, 3], '1 > 2 ODATA sqn 1 len 3'],
    [[5, '00000001 00000002 010203', 0x80, 3], '1 > 2 RDATA sqn 1 len 3'],
    [[8, `00000001 ${address} ${group}`], '1 > 2 NAK sqn 1'],
    [[9, `00000001 ${address} ${group}`], '1 > 2 NNAK sqn 1'],
    [[10, `00000001 ${address} ${group}`], '1 > 2 NCF sqn 1'],
    [[12, ''], '1 > 2 SPMR'],
    [[13, '00000001 0000ffff'], '1 > 2 ACK sqn 1'],
    [[99, ''], '1 > 2 type 99'],
  ])('%s', (parts, line) => expect(summariesOf(packet(...parts), 'pgm')).toEqual([line]))
  test('options end with the last, and data follows', () => {
    const data = packet(
      4,
      `00000001 00000002 ${options('01 10 00 00 00000001 00000002 00000003', '83 08 00 00 00000009')} 0102`,
      1,
      2,
    )
    expect(protocolsOf(data)).toBe('raw:ip:pgm:data')
    expect(valuesOf(data, 'pgm.opts.fragment.total_length')).toEqual([3])
    expect(valuesOf(data, 'pgm.opts.join.min_join')).toEqual([9])
  })
  test('tree of a NAK', () =>
    expectGolden(packet(8, `00000001 ${address} ${group} ${options('82 08 00 00 00000007')}`, 3), 'pgm-nak', 'pgm'))
  test('is safe', () =>
    expectSafe(
      bytesOf(ip(113, message(4, `00000001 00000002 ${options('92 10 00 00 00000001', address)} 0102`, 1, 2))),
      raw,
    ))
})
