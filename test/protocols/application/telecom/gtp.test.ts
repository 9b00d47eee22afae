import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { followed } from '../../../support/conversations.ts'
import { datagram, hexOf, raw } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const hex = (value: number, size: number) => value.toString(16).padStart(2 * size, '0')
const sized = (body: string) => `${hex(bytesOf(body).length, 2)} ${body}`
const imsi = '42001032547698f0'
const name = `08${hexOf('internet')}`
const address = '0a000001'

/** An element of GTPv1 with a length. */
const long = (type: number, body: string) => `${hex(type, 1)} ${sized(body)} `
const first = (type: number, ...elements: readonly string[]) =>
  `32 ${hex(type, 1)} ${hex(4 + bytesOf(elements.join('')).length, 2)} 00000007 0005 00 00 ${elements.join('')}`
/** An element of GTPv2. */
const element = (type: number, body: string) => `${hex(type, 1)} ${hex(bytesOf(body).length, 2)} 00 ${body} `
const second = (type: number, ...elements: readonly string[]) => {
  const body = `00000007 000005 00 ${elements.join('')}`
  return `48 ${hex(type, 1)} ${sized(body)}`
}
/** A datagram and one in the other direction. */
const exchange = (request: string, response: string) =>
  followed(
    [request, response.replace('c0000201 c0000202', 'c0000202 c0000201')].map((frame) => ({
      at: 0,
      bytes: bytesOf(frame),
    })),
  )
const packet = (message: string, port = 2123) => packetOfHex(datagram(port, message), raw)
const create = first(
  16,
  `02 ${imsi} `,
  '0f fd 10 00000001 11 00000002 14 05 ',
  long(128, `f121 ${address}`),
  long(131, name),
  long(133, address),
  long(135, '02 1b921f 739696fe74821040 00'),
  long(152, '00 62f210 0001 0002'),
)
const session = second(
  32,
  element(1, imsi),
  element(82, '06'),
  element(86, '18 62f210 0001 62f210 01234567'),
  element(77, '0810'),
  element(71, name),
  element(78, `80 000d 04 08080808`),
  element(93, `${element(73, '05')} ${element(80, '7c 09 0000000001 0000000002 0000000003 0000000004')}`),
  element(87, `8a 00000009 ${address}`),
)

describe('GTP, version 1', () => {
  test.each([
    [first(1), 'Echo request, tunnel 0x7'],
    [create, 'Create PDP context request, IMSI 240001234567890, address 10.0.0.1, APN internet, tunnel 0x7'],
    [first(17, '01 80 '), 'Create PDP context response, Request accepted, tunnel 0x7'],
    [first(21, '01 d2 '), 'Delete PDP context response, Context not found, tunnel 0x7'],
    [first(250), 'message 250, tunnel 0x7'],
  ])('%s', (message, line) => expect(summariesOf(packet(message), 'gtp')).toEqual([line]))
  test('tree of a request', () => expectGolden(packet(create), 'gtp-create', 'gtp'))
  test('version 0 has other fields', () => {
    const old = packet('1e 10 0002 0005 0006 ff ffffff 2143658709214365 0e07', 3386)
    expect(valuesOf(old, 'gtp.tid')).toEqual(['1234567890123456'])
    expect(valuesOf(old, 'gtp.recovery')).toEqual([7])
  })
  test('extension headers by their type', () => {
    const user = packet(`36 ff 0014 00000007 0005 00 85 01 10 05 40 01 0868 00 4500000c 00000000 40 3d 0000`, 2152)
    expect(valuesOf(user, 'gtp.ext_hdr.pdu_ses_con.qos_flow_id')).toEqual([5])
    expect(valuesOf(user, 'gtp.ext_hdr.udp_port')).toEqual([2152])
  })
  test('answers find their questions', () => {
    const [request, response] = exchange(datagram(2123, first(16)), datagram(2123, first(17, '01 80 ')))
    expect(request!.values('gtp.response_in')).toEqual([2])
    expect(response!.values('gtp.response_to')).toEqual([1])
  })
  test('is safe', () => expectSafe(bytesOf(datagram(2123, create)), raw))
})

describe('GTP, version 2', () => {
  test.each([
    ['40 01 0009 000005 00 03 0001 00 07', 'Echo Request'],
    [session, 'Create Session Request, IMSI 240001234567890, APN internet, S11 MME GTP-C 10.0.0.1 0x9'],
    [
      second(33, element(2, '1000'), element(79, `01 ${address}`)),
      'Create Session Response, Request accepted, address 10.0.0.1',
    ],
    [second(37, element(2, '4000')), 'Delete Session Response, Context Not Found'],
    [second(24), 'message 24'],
  ])('%s', (message, line) => expect(summariesOf(packet(message), 'gtpv2')).toEqual([line]))
  test('tree of a request', () => expectGolden(packet(session), 'gtpv2-create', 'gtpv2'))
  test('the version chooses', () => expect(protocolsOf(packet(session))).toBe('raw:ip:udp:gtp:gtpv2'))
  test('a message may carry another', () =>
    expect(summariesOf(packet(`58${session.slice(2)} ${second(95, element(73, '05'))}`), 'gtpv2')).toEqual([
      'Create Session Request, IMSI 240001234567890, APN internet, S11 MME GTP-C 10.0.0.1 0x9',
      'Create Bearer Request',
    ]))
  test('answers find their questions', () => {
    const [request, response] = exchange(datagram(2123, session), datagram(2123, second(33, element(2, '1000'))))
    expect(request!.values('gtpv2.response_in')).toEqual([2])
    expect(response!.values('gtpv2.response_to')).toEqual([1])
  })
  test.each([
    [72, '0000c350 000186a0', 'gtpv2.ambr_down', [100000]],
    [84, '21 31 01 05 30 11 50 0035', 'gsm_a.gm.sm.tft.port', [53]],
    [114, '2100', 'gsm_a.dtap.timezone', [12]],
    [121, '01 62f210 010203 0001', 'gtpv2.macro_enodeb_id', [0x010203]],
    [132, `01 ${address} 0009`, 'gtpv2.fq_csid_id', [9]],
    [255, '0a4c 01020304', 'gtpv2.enterprise_id', [2636]],
  ])('element %i', (type, body, filter, values) =>
    expect(valuesOf(packet(second(32, element(type, body))), filter)).toEqual(values),
  )
  test('is safe', () => expectSafe(bytesOf(datagram(2123, session)), raw))
})
