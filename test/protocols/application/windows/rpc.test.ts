import { describe, expect, test } from 'vitest'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const raw = 101
const hex = (value: number) => value.toString(16).padStart(4, '0')
const little = (value: number) => hex(value).replace(/(..)(..)/, '$2$1')
const tcp = (payload: string) =>
  `45 00 ${hex(40 + bytesOf(payload).length)} 0001 0000 40 06 0000 c0000201 c0000202  0087 d000 00000001 00000001 50 18 ffff 0000 0000 ${payload}`
const pdu = (type: string, body: string, flags = '03') =>
  `05 00 ${type} ${flags} 10000000 ${little(16 + bytesOf(body).length)} 0000 07000000 ${body}`
const endpointMapper = '0883afe11f5dc91191a408002b14a0fa'
const ndr = '045d888aeb1cc9119fe808002b104860'

const bind = pdu('0b', `b810 b810 00000000 01 000000 0000 01 00 ${endpointMapper} 0300 0000 ${ndr} 02000000`)
const acknowledged = pdu('0c', `b810 b810 01000000 0400 31333500 0000 01 000000 0000 0000 ${ndr} 02000000`)
const request = pdu('00', '04000000 0000 0300 01020304')
const fault = pdu('03', '00000000 0000 00 00 0200011c 00000000')
const bigRequest = '05 00 00 03 00000000 001a 0000 00000007 00000002 0000 0005 ffff'

describe('DCE/RPC', () => {
  test.each([
    ['dcerpc-bind', bind],
    ['dcerpc-bind-ack', acknowledged],
    ['dcerpc-request', request],
  ] as const)('tree of %s', (file, text) => expectGolden(packetOfHex(tcp(text), raw), file, 'dcerpc'))

  test('says which interface and operation', () => {
    const words = (text: string) => summariesOf(packetOfHex(tcp(text), raw), 'dcerpc')
    expect(words(bind)).toEqual(['Bind, call 7: EPMv4 V3'])
    expect(words(acknowledged)).toEqual(['Bind_ack, call 7: Acceptance'])
    expect(words(request)).toEqual(['Request, call 7: opnum 3, context 0'])
    expect(words(fault)).toEqual(['Fault, call 7: nca_op_rng_error'])
    expect(words(bigRequest)).toEqual(['Request, call 7: opnum 5, context 0'])
  })

  test('fragments in several segments are joined', () => {
    const bytes = bytesOf(bind)
    const packets = dialog(
      [
        ['>', bytes.subarray(0, 20)],
        ['>', Uint8Array.of(...bytes.subarray(20), ...bytesOf(request))],
      ],
      { port: 49_200 },
    )
    expect(packets.map(protocolsOf)).toEqual(['raw:ip:tcp', 'raw:ip:tcp:dcerpc:dcerpc'])
    expect(valuesOf(packets[1]!, 'dcerpc.cn_bind_to_uuid')).toEqual(['e1af8308-5d1f-11c9-91a4-08002b14a0fa'])
  })
})

test('damaged packets are safe', () => expectSafe(bytesOf(tcp(bind)), raw))
