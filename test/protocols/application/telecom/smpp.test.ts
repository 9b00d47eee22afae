import { expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'
import { raw, tcp } from '../../../support/raw-frames.ts'

const submit = `00000032 00000004 00000000 00000002
  00 00 01 31303000 01 01 3132333400 00 00 00 00 00 01 00 00 00 04 74657374 0204 0002 0001`
const accepted = '00000013 80000004 00000000 00000002 343700'

test('the tree of a short message', () => expectGolden(packetOfHex(tcp(2775, submit), raw), 'smpp', 'smpp'))

test('a response says what came of it', () => {
  const packet = packetOfHex(tcp(2775, accepted), raw)
  expect(valuesOf(packet, 'smpp.message_id')).toEqual(['47'])
  expect(summariesOf(packet, 'smpp')).toEqual(['SMPP Submit_sm - resp: Ok'])
})

test('is known on any port by its first numbers', () => {
  expect(protocolsOf(packetOfHex(tcp(9999, submit), raw))).toBe('raw:ip:tcp:smpp')
  expect(protocolsOf(packetOfHex(tcp(9999, submit.replace('00000004', '00000044')), raw))).toBe('raw:ip:tcp:data')
})

test('damage', () => expectSafe(bytesOf(tcp(2775, submit)), raw))
