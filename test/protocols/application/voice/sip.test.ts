import { describe, expect, test } from 'vitest'
import { build, layer } from '../../../../src/packet/build/index.ts'
import { Packet } from '../../../../src/packet/packet.ts'
import { dialog } from '../../../support/dialog.ts'
import { expectGolden, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const { ethernet, ipv4, udp } = layer
const frameOf = (text: string, port = 5060) =>
  build(
    ethernet({ source: '02:00:00:00:00:01', destination: '02:00:00:00:00:02' }),
    ipv4({ source: '192.0.2.1', destination: '192.0.2.2' }),
    udp({ destinationPort: port }),
    text,
  )
const packetOfText = (text: string, port?: number) => Packet.of(frameOf(text, port))
const lines = (...text: readonly string[]) => `${text.join('\r\n')}\r\n`

const description = lines(
  'v=0',
  'o=anna 1 2 IN IP4 192.0.2.1',
  's=-',
  'c=IN IP4 192.0.2.1',
  't=0 0',
  'a=sendrecv',
  'm=audio 40000 RTP/AVP 8 101',
  'b=AS:64',
  'a=rtpmap:101 telephone-event/8000',
  'm=video 0 RTP/AVP 34',
)
const invite = lines(
  'INVITE sip:bert@example.test:5062 SIP/2.0',
  'Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1;rport',
  'f: "Anna A" <sip:anna@example.test>;tag=a1',
  'To: <sip:bert@example.test>',
  'Call-ID: 1@192.0.2.1',
  'CSeq: 1 INVITE',
  'Subject: one',
  '  two',
  'Content-Type: application/sdp',
  `Content-Length: ${description.length}`,
  '',
)
const ringing = lines(
  'SIP/2.0 180 Ringing',
  'v: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1',
  'CSeq: 1 INVITE',
  'l: 0',
  '',
)

test('the trees of an invitation with a description', () =>
  expectGolden(packetOfText(invite + description), 'sip-invite', 'sip', 'sdp'))
test('the tree of a status', () => expectGolden(packetOfText(ringing), 'sip-status', 'sip'))

test('damage', () => expectSafe(frameOf(invite + description)))

test('names, long and short, have fields with their parts', () => {
  const packet = packetOfText(invite)
  expect(valuesOf(packet, 'sip.from.user')).toEqual(['anna'])
  expect(valuesOf(packet, 'sip.from.tag')).toEqual(['a1'])
  expect(valuesOf(packet, 'sip.from.display.info')).toEqual(['"Anna A"'])
  expect(valuesOf(packet, 'sip.to.host')).toEqual(['example.test'])
  expect(valuesOf(packet, 'sip.Via.sent-by.port')).toEqual([5060])
  expect(valuesOf(packet, 'sip.CSeq.method')).toEqual(['INVITE'])
  expect(valuesOf(packet, 'sip.Subject')).toEqual(['one two'])
  expect(valuesOf(packet, 'sip.Content-Length')).toEqual([description.length])
  expect(valuesOf(packet, 'sip.r-uri.port')).toEqual(['5062'])
})

describe('what is SIP', () => {
  test('on any port by its first line', () => {
    expect(protocolsOf(packetOfText(ringing, 9000))).toBe('eth:ip:udp:sip')
    expect(protocolsOf(packetOfText(invite + description, 9000))).toBe('eth:ip:udp:sip:sdp')
  })
  test.each(['GET / HTTP/1.1\r\n\r\n', 'SIP/2.0 1', '\r\n\r\n', '\0\0\0\0'])('not %j, whatever the port', (text) =>
    expect(protocolsOf(packetOfText(text))).toBe('eth:ip:udp:data'),
  )
})

test('a message in a stream has the length that it says', () => {
  const [first, second] = dialog(
    [
      ['>', (invite + description).slice(0, 60)],
      ['>', (invite + description).slice(60) + ringing],
    ],
    { port: 5060 },
  )
  expect(protocolsOf(first!)).toBe('raw:ip:tcp')
  expect(protocolsOf(second!)).toBe('raw:ip:tcp:sip:sdp:sip')
})

test('an answer finds its request by branch and sequence', () => {
  const [, answer] = dialog(
    [
      ['>', invite + description],
      ['<', ringing],
    ],
    { port: 5060 },
  )
  expect(valuesOf(answer!, 'sip.response-request')).toEqual([1])
})

test('a line says the request or status', () => {
  expect(summariesOf(packetOfText(invite), 'sip')).toEqual(['Request: INVITE sip:bert@example.test:5062'])
  expect(summariesOf(packetOfText(ringing), 'sip')).toEqual(['Status: 180 Ringing'])
})

describe('a description', () => {
  const packet = packetOfText(invite + description)
  test('has media with their formats and attributes', () => {
    expect(valuesOf(packet, 'sdp.media.port')).toEqual([40000, 0])
    expect(valuesOf(packet, 'sdp.media.format')).toEqual([
      'ITU-T G.711 PCMA',
      'DynamicRTP-Type-101',
      '101',
      'ITU-T H.263',
    ])
    expect(valuesOf(packet, 'sdp.mime.type')).toEqual(['telephone-event'])
    expect(valuesOf(packet, 'sdp.session_attr')).toEqual(['sendrecv'])
    expect(valuesOf(packet, 'sdp.media_attribute.field')).toEqual(['rtpmap'])
    expect(valuesOf(packet, 'sdp.connection_info.address')).toEqual(['192.0.2.1'])
  })
})

test('long values without an end take no long time', () => {
  const start = performance.now()
  for (const value of ['<'.repeat(30_000), ' '.repeat(30_000) + 'x', ';tag'.repeat(8000), ';'.repeat(30_000)])
    valuesOf(
      packetOfText(lines('SIP/2.0 200 OK', `From: x${value}`, `Via: x ${value}`, `Contact: ${value}`, '')),
      'sip.from.user',
    )
  expect(performance.now() - start).toBeLessThan(2000)
})
