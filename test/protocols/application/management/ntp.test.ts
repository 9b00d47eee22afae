import { describe, expect, test } from 'vitest'
import { Batch } from '../../../../src/files/batch.ts'
import { compileDisplayFilter } from '../../../../src/filter/display/index.ts'
import { expectGolden, framesOf, packetOf, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const ipv4 = 228
const packetWith = (payload: string, length: number) =>
  packetOfHex(
    `45 00 00${(28 + length).toString(16)} 0001 0000 40 11 0000 c0000201 c0000202 007b 007b 00${(8 + length).toString(16).padStart(2, '0')} 0000 ${payload}`,
    ipv4,
  )

describe('NTP', () => {
  test('tree', () => expectGolden(packetOf('ntp.pcapng', 4), 'ntp', 'ntp'))
  test('says what it is', () =>
    expect(summariesOf(packetOf('ntp.pcapng', 4), 'ntp')).toEqual(['version 4 server, stratum 3']))

  test.each([
    ['ntp.xmt == "2026-11-22T14:00:21.054391851Z"', true],
    ['ntp.xmt > "2026-11-22T14:00:21.054391850Z" and ntp.xmt < "2026-11-22T14:00:21.054391852Z"', true],
    ['ntp.xmt < ntp.reftime', false],
    ['ntp.org < "1980-01-01T00:00:00Z"', true],
  ])('times can be compared to the nanosecond: %s', (filter, expected) => {
    const frame = framesOf('ntp.pcapng')[3]!
    expect(compileDisplayFilter(filter).matches(new Batch().hold(frame), 0)).toBe(expected)
  })

  test('has signed exponents and two eras', () => {
    const timestamps = '0000000000000000 83aa7e80 80000000 00000000 00000001 ffffffff 00000000'
    const { ntp } = packetWith(`24 02 fa ec 00000000 00000000 c0000201 ${timestamps}`, 48)
    expect(ntp).toMatchObject({ stratum: 2, poll: -6, precision: -20, referenceTimestamp: undefined })
    expect(ntp).toMatchObject({
      originTimestamp: '1970-01-01T00:00:00.500000000Z',
      receiveTimestamp: '2036-02-07T06:28:16.000000000Z',
      transmitTimestamp: '2036-02-07T06:28:15.000000000Z',
    })
  })

  test('control and private messages have no stratum', () => {
    expect(valuesOf(packetWith('16 01 0000 0000 0000', 8), 'ntp.stratum')).toEqual([])
    expect(valuesOf(packetWith('97 00 0000 0000 0000', 8), 'ntp.flags.li')).toEqual([])
  })

  test('is safe', () => {
    const { bytes, linkType } = framesOf('ntp.pcapng')[3]!
    expectSafe(bytes, linkType)
  })
})
