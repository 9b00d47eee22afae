import { expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'
import { followed, raw, sctp } from '../../../support/raw-frames.ts'

/** A unitdata message between two subsystems, with the begin of a transaction. */
const unitdata = '09 00 03 07 0b 04 43 f401 06 04 43 5802 08 0a 62 08 48 02 0001 6c 02 a1 00'
const routing = '00000258 000001f4 03 02 00 05'
const transfer = `01 00 01 01 0000003c 0006 0008 00000007 0210 002a ${routing} ${unitdata} 0000`
const answer = '01 00 01 01 00000020 0210 0015 00000258 000001f4 05 02 00 05 0c00 09 00 00 000000'
/** The message signal unit of an answer on a link. */
const signalUnit = '9d 1f 09 85 01800090 0c00 09 00'
const status = '01 00 0b 02 00000014 00000001 00000002 00000004'

const packetOver = (payloadProtocol: number, payload: string) => followed(sctp(payloadProtocol, payload))[0]!

test('the trees of signaling over SCTP', async () => {
  await expectGolden(packetOver(3, transfer), 'm3ua', 'm3ua', 'sccp', 'tcap')
  await expectGolden(
    packetOver(2, `01 00 06 01 00000020 0001 0008 00000001 0300 000d ${signalUnit.slice(9)} 000000`),
    'm2ua',
    'm2ua',
    'mtp3',
  )
  await expectGolden(packetOver(5, status), 'm2pa', 'm2pa')
  await expectGolden(packetOver(4, '01 00 03 01 00000010 0011 0008 00000001'), 'sua', 'sua')
  await expectGolden(packetOver(1, '01 00 05 05 00000010 0001 0008 00000001'), 'iua', 'iua')
})

test('the tree of a signal unit', () => expectGolden(packetOfHex(signalUnit, 140), 'mtp2', 'mtp2', 'mtp3', 'isup'))

test('layers follow one another', () => {
  expect(protocolsOf(packetOver(3, transfer))).toBe('raw:ip:sctp:m3ua:sccp:tcap')
  expect(protocolsOf(packetOver(3, answer))).toBe('raw:ip:sctp:m3ua:isup')
  expect(valuesOf(packetOver(3, transfer), 'sccp.called.pc')).toEqual([500])
  expect(valuesOf(packetOver(3, transfer), 'tcap.otid')).toEqual([bytesOf('0001')])
  expect(summariesOf(packetOver(3, answer), 'isup')).toEqual(['Answer, circuit 12'])
  expect(valuesOf(packetOfHex(signalUnit, 140), 'mtp3.pc')).toEqual([1, 2])
})

test('damage', () => {
  expectSafe(bytesOf(sctp(3, transfer)), raw)
  expectSafe(bytesOf(signalUnit), 140)
})
