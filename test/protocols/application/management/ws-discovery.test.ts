import { expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf } from '../../../support/packets.ts'
import { hexOf, raw, udp } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const soap = (action: string, body: string) =>
  hexOf(
    `<?xml version="1.0"?><s:Envelope xmlns:s="x"><s:Header><a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/${action}</a:Action>` +
      `<a:MessageID>urn:uuid:1</a:MessageID></s:Header><s:Body>${body}</s:Body></s:Envelope>`,
  )
const match =
  '<d:ProbeMatch><a:EndpointReference><a:Address>urn:uuid:2</a:Address></a:EndpointReference><d:Types>w:Device</d:Types>' +
  '<d:XAddrs>http://192.0.2.1:5357/x</d:XAddrs></d:ProbeMatch>'
const packetWith = (payload: string) => packetOfHex(udp(3702, payload), raw)

test('tree', () => expectGolden(packetWith(soap('ProbeMatches', match)), 'ws-discovery', 'wsd'))
test.each([
  ['ProbeMatches', match, 'ProbeMatches w:Device http://192.0.2.1:5357/x'],
  ['Probe', '<d:Types>w:Device</d:Types>', 'Probe w:Device'],
  ['Bye', '<a:Address>urn:uuid:2</a:Address>', 'Bye urn:uuid:2'],
])('line of %s', (action, body, line) => expect(summariesOf(packetWith(soap(action, body)), 'wsd')).toEqual([line]))
test('its markup is another layer', () => expect(protocolsOf(packetWith(soap('Bye', '')))).toContain('wsd:xml'))
test.each(['hello', '<html></html>', '<?xml version="1.0"?><x/>'])('other bytes are not it: %s', (text) =>
  expect(packetWith(hexOf(text)).wsDiscovery).toBeUndefined(),
)
test('is safe', () => expectSafe(bytesOf(udp(3702, soap('Bye', '<a:Address>urn:uuid:2</a:Address>'))), raw))
