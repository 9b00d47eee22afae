/** A Client Hello in a record of SSL 2.0, written by hand from RFC 5246, appendix E.2. */
import { expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'

const hello = (ciphers: string, sessionId = '', challenge = '22'.repeat(16), lengths = '') => {
  const of = (hex: string) => (hex.length / 2).toString(16).padStart(4, '0')
  const content = `01 0301 ${lengths || of(ciphers) + of(sessionId) + of(challenge)} ${ciphers}${sessionId}${challenge}`
  const length = content.replaceAll(' ', '').length / 2
  return bytesOf(`${(0x8000 + length).toString(16)} ${content}`)
}
const serverHello = bytesOf(`160301 002a 02 000026 0301 ${'00'.repeat(32)} 00 0035 00`)
const said = (first: Uint8Array) =>
  dialog(
    [
      ['>', first],
      ['<', serverHello],
    ],
    { port: 443 },
  )

test('is read', async () => {
  const [packet] = said(hello('00003500002f0700c0', '11'.repeat(16)))
  await expectGolden(packet!, 'tls-old-hello', 'tls')
  expect(summariesOf(packet!, 'tls')).toEqual(['Client Hello (TLS 1.0 in a record of SSL 2.0)'])
  expect(valuesOf(packet!, 'tls.handshake.type')).toEqual([1])
})

test('and what follows is in records of TLS', () => {
  const bytes = hello('000035')
  const packets = dialog(
    [
      ['>', bytes.subarray(0, 20)],
      ['>', bytes.subarray(20)],
      ['<', serverHello],
    ],
    { port: 443 },
  )
  expect(packets.map((packet) => valuesOf(packet, 'tls.handshake.type'))).toEqual([[], [1], [2]])
})

test.each([
  ['ciphers that are no multiple of 3 bytes', hello('00003500')],
  ['no ciphers', hello('')],
  ['a session ID of another length', hello('000035', '11')],
  ['a short challenge', hello('000035', '', '22')],
  ['a long challenge', hello('000035', '', '22'.repeat(33))],
  ['lengths that do not fit', hello('000035', '', '22'.repeat(16), '000300000020')],
])('is continued data with %s', (_, bytes) => {
  const [packet] = said(bytes)
  expect(protocolsOf(packet!)).toBe('raw:ip:tcp:tls')
  expect(valuesOf(packet!, 'tls.handshake.type')).toEqual([])
})
