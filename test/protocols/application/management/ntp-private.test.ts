/** Messages of NTP for private use, written by hand from ntp_request.h of ntpd. */
import { expect, test } from 'vitest'
import { overUdp, raw } from '../../../support/over-ip.ts'
import { bytesOf, expectGolden, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const packet = (payload: string) => packetOfHex(overUdp(123, 40_000, payload), raw)
const none = '00'.repeat(16)
const peer = `c0000201 c0000202 007b 02 06 0a ff 89 03 000004af 0000000000183e0a 00001f2b 00000000 00000000 ${none}${none}`
const peers = `97 00 03 01 0001 0048 ${peer}`
const client = `0000000a 00000002 00000000 00000063 c6336401 c0000201 00000001 c350 07 02 00000000 00000000 ${none}${none}`
const clients = `d7 01 03 2a 0002 0048 ${client} ${client}`

test('tree of a summary of peers', async () => {
  await expectGolden(packet(peers), 'ntp-peers', 'ntp')
  expect(valuesOf(packet(peers), 'ntp.stratum')).toEqual([2])
})
test('tree of a list of clients', async () => {
  await expectGolden(packet(clients), 'ntp-clients', 'ntp')
  expect(valuesOf(packet(clients), 'ntp.priv.monlist.remote_address')).toEqual(['198.51.100.1', '198.51.100.1'])
})

test.each([
  ['a request', '17 00 03 2a 0000 0000', 'get monitor list 1'],
  ['an answer', clients, 'get monitor list 1 response, 2 items'],
  ['an error', '97 00 03 2a 4000 0000', 'get monitor list 1 response, error: no data'],
  ['a request that nobody knows', '17 00 03 63 0000 0000', 'request 99'],
])('the line of %s', (_, payload, words) =>
  expect(summariesOf(packet(payload), 'ntp')).toEqual([`version 2 private use, ${words}`]),
)

test('items of another size are not taken apart', () =>
  expect(valuesOf(packet(`97 00 03 01 0001 0049 ${peer} 00`), 'ntp.stratum')).toEqual([]))

test('is safe', () => {
  expectSafe(bytesOf(overUdp(123, 40_000, peers)), raw)
  expectSafe(bytesOf(overUdp(123, 40_000, clients)), raw)
})
