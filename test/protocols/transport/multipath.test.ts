import { expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, valuesOf } from '../../support/packets.ts'
import { expectSafe } from '../../support/safe.ts'

const raw = 101
/** A segment with one option of Multipath TCP, padded with no-operations. */
const segment = (content: string) => {
  const length = bytesOf(content).length + 2
  const size = (length + 3) & ~3
  const option = `1e ${length.toString(16).padStart(2, '0')} ${content} ${'01'.repeat(size - length)}`
  return `45 00 00${(40 + size).toString(16)} 0001 0000 40 06 0000 c0000201 c0000202
    9c40 0050 00000001 00000001 ${((20 + size) / 4).toString(16)}0 10 ffff 0000 0000 ${option}`
}
const of = (content: string, name: string) => valuesOf(packetOfHex(segment(content), raw), `tcp.options.mptcp.${name}`)

test('the tree of a data sequence signal', () =>
  expectGolden(packetOfHex(segment('20 05 00000007 00000009 00000001 0010 abcd'), raw), 'multipath', 'tcp'))

test('subtypes have their fields', () => {
  expect(of('01 81 0000000000000001', 'sendkey')).toEqual([1n])
  expect(of('11 02 0000000a 0000000b', 'recvtok')).toEqual([10])
  expect(of('10 02 000000000000000c 0000000b', 'sendtrunchmac')).toEqual([12n])
  expect(of('30 03 c0000205', 'ipv4')).toEqual(['192.0.2.5'])
  expect(of('30 03 c0000205 1389', 'port')).toEqual([5001])
  expect(of('40 03 04', 'addrid')).toEqual([3, 4])
  expect(of('20 03 0000000000000005', 'rawdataack')).toEqual([5n])
  expect(of('70 00 0000000000000006', 'recvkey')).toEqual([6n])
  expect(of('81 02', 'rst_reason')).toEqual([2])
})

test('damage', () => expectSafe(bytesOf(segment('20 05 00000007 00000009 00000001 0010 abcd')), raw))
