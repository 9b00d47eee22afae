import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { hexOf, raw, tcp } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const stream = "<?xml version='1.0'?><stream:stream to='ex.org' xmlns='jabber:client' version='1.0'>"
const message = "<message from='a@ex.org' to=\"b@ex.org\" type='chat'><body>hi &lt;you&gt;</body></message>"
const refusal =
  "<iq type='error' id='1'><error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
const linesOf = (said: string) => summariesOf(packetOfHex(tcp(5222, hexOf(said)), raw), 'xmpp')

describe('XMPP', () => {
  test.each([
    [stream, 'STREAM:STREAM to ex.org'],
    ["<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>AGEAYg==</auth>", 'AUTH PLAIN'],
    ["<iq type='get' id='1' to='ex.org'><query xmlns='jabber:iq:roster'/></iq>", 'IQ get 1 to ex.org query(jabber:iq:roster)'],
    [refusal, 'IQ error 1 item-not-found'],
    ['<presence><show>away</show></presence>', 'PRESENCE away'],
    [message, 'MESSAGE chat from a@ex.org to b@ex.org hi <you>'],
    ['</stream:stream>', '/STREAM:STREAM'],
    [' ', 'White space'],
  ])('%#', (said, line) => expect(linesOf(said)).toEqual([line])) // prettier-ignore

  test('tree of a message', () => expectGolden(packetOfHex(tcp(5222, hexOf(message)), raw), 'xmpp-message', 'xmpp'))
  test('stanzas over segments, and answers', () => {
    const asked = "<iq type='get' id='1'><ping/></iq>"
    const packets = dialog(
      [
        ['>', stream + asked.slice(0, 10)],
        ['>', asked.slice(10) + message],
        ['<', stream + refusal],
      ],
      { port: 5222 },
    )
    expect(packets.map((packet) => summariesOf(packet, 'xmpp').length)).toEqual([1, 2, 2])
    expect(valuesOf(packets[2]!, 'xmpp.response_to')).toEqual([2])
  })
  test('after STARTTLS another protocol follows', () => {
    const hello = bytesOf('16 0301 0005 01000001 00')
    const packets = dialog(
      [
        ['>', stream],
        ['<', "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"],
        ['>', hello],
      ],
      { port: 5222 },
    )
    expect(protocolsOf(packets[2]!)).toBe('raw:ip:tcp:tls')
  })
  test('other bytes are not it', () =>
    expect(protocolsOf(packetOfHex(tcp(5222, '00112233'), raw))).toBe('raw:ip:tcp:data'))
  test('is safe', () => expectSafe(bytesOf(tcp(5222, hexOf(message))), raw))
})
