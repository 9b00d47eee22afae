import { describe, expect, test } from 'vitest'
import { compileDisplayFilter } from '../../../../src/filter/display/index.ts'
import { Batch } from '../../../../src/files/batch.ts'
import { Frame } from '../../../../src/files/frame.ts'
import { dialog } from '../../../support/dialog.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { expectSafe } from '../../../support/safe.ts'

const raw = 101
const hex = (value: number) => value.toString(16).padStart(4, '0')
const tcp = (payload: string, port = '19fd') =>
  `45 00 ${hex(40 + bytesOf(payload).length)} 0001 0000 40 06 0000 c0000201 c0000202  ${port} d000 00000001 00000001 50 18 ffff 0000 0000 ${payload}`
const frame = '020000000001 020000000002 0800 45 00 001c 0001 0000 40 11 0000 c0000201 c0000202 0400 0401 0008 0000'
const message = (version: string, type: string, body: string) =>
  `${version} ${type} ${hex(8 + bytesOf(body).length)} 00000007 ${body}`

const in10 = message('01', '0a', `ffffffff 002a 0003 01 00 ${frame}`)
const out10 = message('01', '0d', `ffffffff fffd 0008 0000 0008 0001 ffff ${frame}`)
const in13 = message(
  '04',
  '0a',
  `ffffffff 002a 00 05 0000000000000001  0001 000c 80000004 00000003 00000000  0000 ${frame}`,
)
const out13 = message('04', '0d', `ffffffff 00000001 0010 000000000000  0000 0010 fffffffd 0020 000000000000 ${frame}`)
const hello13 = message('04', '00', '0001 0008 00000012')
const barrier10 = message('01', '12', '')

describe('OpenFlow', () => {
  test.each([
    ['openflow10-in', in10],
    ['openflow10-out', out10],
    ['openflow13-in', in13],
    ['openflow13-out', out13],
    ['openflow13-hello', hello13],
  ] as const)('tree of %s', async (file, text) => {
    await expectGolden(packetOfHex(tcp(text), raw), file, 'openflow', 'openflow_v1', 'openflow_v4')
  })

  test('carries Ethernet to and from the controller', () => {
    for (const [text, version] of [
      [in10, 1],
      [out10, 1],
      [in13, 4],
      [out13, 4],
    ] as const) {
      const packet = packetOfHex(tcp(text), raw)
      expect(protocolsOf(packet)).toBe(`raw:ip:tcp:openflow:openflow_v${version}:eth:ip:udp`)
      expect(valuesOf(packet, 'eth.src')).toEqual(['02:00:00:00:00:02'])
    }
  })

  test('messages follow one another, of either version and of none', () => {
    const packet = packetOfHex(tcp(`${barrier10} ${hello13} ${in10}`, '19e9'), raw)
    expect(protocolsOf(packet)).toBe('raw:ip:tcp:openflow:openflow_v1:openflow_v4:openflow_v1:eth:ip:udp')
    expect(summariesOf(packet, 'openflow_v1')).toEqual(['Barrier request', 'Packet in'])
    expect(valuesOf(packet, 'openflow_v4.hello_element.version.bitmap')).toEqual([bytesOf('00000012')])
    expect(protocolsOf(packetOfHex(tcp(`${barrier10} 00000000`), raw))).toBe('raw:ip:tcp:openflow:openflow_v1:data')
  })

  test('a frame left at the switch is none, and the next message follows', () => {
    const buffered = message('01', '0d', '00000001 fffd 0008 0000 0008 0001 ffff')
    expect(protocolsOf(packetOfHex(tcp(`${buffered} ${barrier10}`), raw))).toBe(
      'raw:ip:tcp:openflow:openflow_v1:openflow_v1',
    )
  })

  test('what cannot begin a message is data', () => {
    for (const text of ['02 00 0008 00000001', '01 00 0007 00000001', '00000000', '0100'])
      expect(protocolsOf(packetOfHex(tcp(text), raw))).toBe('raw:ip:tcp:data')
  })

  test('is found by its version, as tshark has it', () => {
    const passes = (filter: string) =>
      compileDisplayFilter(filter).matches(new Batch().hold(Frame.of(bytesOf(tcp(in10)), { linkType: raw })), 0)
    expect([
      passes('openflow_v1'),
      passes('openflow'),
      passes('openflow_v4'),
      passes('frame.protocols contains "openflow:openflow_v1"'),
    ]).toEqual([true, false, false, true])
  })

  test('messages over segments are put together', () => {
    const bytes = bytesOf(`${in10} ${barrier10}`)
    const packets = dialog(
      [
        ['<', bytes.subarray(0, 20)],
        ['<', bytes.subarray(20, 40)],
        ['<', bytes.subarray(40)],
      ],
      { port: 6653 },
    )
    expect(packets.map(protocolsOf)).toEqual([
      'raw:ip:tcp',
      'raw:ip:tcp',
      'raw:ip:tcp:openflow:openflow_v1:eth:ip:udp:openflow:openflow_v1',
    ])
  })

  test('is safe', () => {
    for (const text of [in10, out10, in13, out13, `${hello13} ${barrier10}`]) expectSafe(bytesOf(tcp(text)), raw)
  })
})
