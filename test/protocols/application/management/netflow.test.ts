import { describe, expect, test } from 'vitest'
import { ndjsonOutput, TextBuffer } from '../../../../src/output/index.ts'
import { Batch } from '../../../../src/files/batch.ts'
import { fieldNamed } from '../../../../src/packet/fields.ts'
import { bytesOf, expectGolden, packetOfHex, protocolsOf, summariesOf, valuesOf } from '../../../support/packets.ts'
import { dialog } from '../../../support/dialog.ts'
import { expectSafe } from '../../../support/safe.ts'
import { datagram, followed, raw } from '../../../support/raw-frames.ts'

const hex4 = (value: number) => value.toString(16).padStart(4, '0')
const uptime = '0000ea60 654f2c80'
const flow = 'c0000201 c6336402 c00002fe 0001 0002 0000000a 000003e8 000001f4 0000ea60 3039 0050'
const old = `0001 0001 ${uptime} 00000000 ${flow} 0000 06 00 12 00000000000000`
const flow5 = `${flow} 00 12 06 b8 fde8 fde9 18 10 0000`
const v5 = (count: number) => `0005 ${hex4(count)} ${uptime} 075bcd15 00000007 01 02 4064 ${flow5.repeat(count)}`
const v7 = `0007 0001 ${uptime} 00000000 00000008 00000000 ${flow} d4 31 2f 00 0018 0600 00 00 0000 c0000209`
const v8 = `0008 0001 ${uptime} 00000000 00000008 01020304`

const set = (id: number, body: string) => `${hex4(id)} ${hex4(4 + bytesOf(body).length)} ${body}`
const v9 = (...sets: readonly string[]) => `0009 ${hex4(sets.length)} ${uptime} 00000010 00000008 ${sets.join('')}`
const ipfix = (...sets: readonly string[]) =>
  `000a ${hex4(16 + bytesOf(sets.join('')).length)} 654f2c80 00000011 00000063 ${sets.join('')}`
/** A template of elements with their lengths. */
const template = (id: number, ...fields: readonly (readonly [number, number])[]) =>
  `${hex4(id)} ${hex4(fields.length)} ${fields.map(([type, length]) => hex4(type) + hex4(length)).join('')}`

const known = template(
  256,
  [8, 4],
  [12, 4],
  [4, 1],
  [6, 1],
  [7, 2],
  [11, 2],
  [1, 4],
  [2, 8],
  [22, 4],
  [21, 4],
  [82, 6],
  [99, 3],
)
const record = 'c0000201 c6336402 06 12 3039 0050 000003e8 000000000000000a 000001f4 0000ea60 657468300000 010203'
const options = '0101 0004 000c 0001 0004 0022 0004 0023 0001 0030 0001'
const v9Templates = v9(set(0, known), set(1, `${options} 0000`))
const v9Data = v9(set(256, `${record} ${record} 0000`), set(257, '01000000 0000000c 02 07'))

const variable = template(300, [236, 65535], [152, 8], [150, 4], [27, 16], [56, 6], [6, 2], [8, 6], [61, 1])
const enterprise = '012d 0003 80cc ffff 000068f2 0007 0002 0059 0001'
const ipfixOptions = '012e 0002 0001 008f 0004 0028 0008'
const ipfixTemplates = ipfix(set(2, `${variable} ${enterprise}`), set(3, ipfixOptions))
const variableRecord = (name: string) =>
  `${name} 0000018bcfe56800 654f2c80 20010db8000000000000000000000001 020000000001 0112 010203040506 01`
const ipfixData = ipfix(
  set(300, variableRecord('03 726564') + variableRecord('ff 0002 6162')),
  set(301, '02 6869 0050 40'),
  set(302, '00000001 0000000000000064'),
  set(310, '0102'),
)

const lineOf = (payload: string) => summariesOf(packetOfHex(datagram(2055, payload), raw), 'cflow')[0]
const flowLine = '192.0.2.1:12345 > 198.51.100.2:80 10 packets 1000 bytes'

describe('NetFlow and IPFIX', () => {
  test.each([
    ['netflow5', v5(1)],
    ['netflow7', v7],
    ['netflow9-templates', v9Templates],
    ['ipfix-templates', ipfixTemplates],
  ])('tree of %s', (file, payload) => expectGolden(packetOfHex(datagram(2055, payload), raw), file, 'cflow'))

  test.each([
    ['netflow9', v9Templates, v9Data],
    ['ipfix', ipfixTemplates, ipfixData],
  ])('tree of %s, by templates of an earlier packet', (file, templates, data) =>
    expectGolden(followed(datagram(2055, templates), datagram(2055, data))[1]!, file, 'cflow'),
  )

  test.each([
    [old, `v1, 1 flow, TCP ${flowLine}`],
    [v5(1), `v5, 1 flow, TCP ${flowLine}, seq 7`],
    [v5(2), `v5, 2 flows, TCP ${flowLine}, TCP ${flowLine}, seq 7`],
    [v7, `v7, 1 flow, GRE ${flowLine}, seq 8`],
    [v7.replace('31 2f', '31 fc'), `v7, 1 flow, 252 ${flowLine}, seq 8`],
    [v8, 'v8, seq 8'],
    [v9Templates, 'v9, source 8, template 256, options template 257, seq 16'],
    [v9Data, 'v9, source 8, data 256, data 257, seq 16'],
    [ipfixTemplates, 'v10, domain 99, template 300 301, options template 302, seq 17'],
  ])('%#: says what it is', (payload, text) => expect(lineOf(payload)).toBe(text))

  test('records are read by the templates of their exporter', () => {
    const [, nine, again] = followed(datagram(2055, v9Templates), datagram(2055, v9Data), datagram(2055, v9Data))
    expect(summariesOf(nine!, 'cflow')).toEqual(['v9, source 8, data 256 (2 flows), data 257 (1 flow), seq 16'])
    expect(valuesOf(again!, 'cflow.packets')).toEqual([10n, 10n])
    const [, other] = followed(datagram(2055, v9Templates), datagram(2055, v9Data, 2056))
    expect(valuesOf(other!, 'cflow.packets')).toEqual([])
    const [, ten] = followed(datagram(2055, ipfixTemplates), datagram(2055, ipfixData))
    expect(valuesOf(ten!, 'cflow.vrfname')).toEqual(['red', 'ab'])
    expect(summariesOf(ten!, 'cflow')).toEqual([
      'v10, domain 99, data 300 (2 flows), data 301 (1 flow), data 302 (1 flow), seq 17',
    ])
  })

  test('templates that make no sense describe nothing', () => {
    const wrong = v9(set(0, `${template(260)} ${template(261, [1, 0])} ${template(262, [236, 65535])}`))
    const data = v9(set(260, '01'), set(261, '0102'), set(262, 'ff 00'), set(262, 'fe 00'), set(262, ''))
    const [, packet] = followed(datagram(2055, wrong), datagram(2055, data))
    expect(summariesOf(packet!, 'cflow')).toEqual([
      'v9, source 8, data 260 (0 flows), data 261 (0 flows), data 262 (0 flows), seq 16',
    ])
    const many = v9(set(0, template(263, ...Array.from({ length: 257 }, () => [1, 1] as const))))
    const [, unknown] = followed(datagram(2055, many), datagram(2055, v9(set(263, '01'))))
    expect(summariesOf(unknown!, 'cflow')).toEqual(['v9, source 8, data 263, seq 16'])
  })

  test('only so many templates are kept', () => {
    const templates = (first: number) =>
      v9(
        ...Array.from({ length: 10 }, (_, at) =>
          set(0, Array.from({ length: 100 }, (_, n) => template(first + at * 100 + n, [1, 1])).join('')),
        ),
      )
    const data = v9(set(1200, '01'), set(1290, '01'), set(256, '02'))
    const packets = followed(datagram(2055, templates(256)), datagram(2055, templates(1256)), datagram(2055, data))
    expect(valuesOf(packets[2]!, 'cflow.octets')).toEqual([1, 2])
  })

  test('messages of IPFIX over TCP', () => {
    const bytes = bytesOf(ipfixTemplates + ipfixData)
    const packets = dialog(
      [
        ['>', bytes.subarray(0, 20)],
        ['>', bytes.subarray(20, 150)],
        ['>', bytes.subarray(150)],
      ],
      { port: 4739 },
    )
    expect(packets.flatMap((packet) => valuesOf(packet, 'cflow.vrfname'))).toEqual(['red', 'ab'])
  })

  test('times are seconds, with their fractions in JSON', () => {
    const packet = packetOfHex(datagram(2055, v5(1)), raw)
    expect(valuesOf(packet, 'cflow.timestart')).toEqual([0.5])
    const text = new TextBuffer(16)
    ndjsonOutput({ fields: [fieldNamed('cflow.timestart'), fieldNamed('cflow.timeend')] }).packet(
      new Batch().hold(packet.frame),
      0,
      text,
    )
    expect(JSON.parse(new TextDecoder().decode(text.written))).toEqual({
      'cflow.timestart': [0.5],
      'cflow.timeend': [60],
    })
  })

  test('what is not NetFlow is data', () => {
    for (const text of ['0006 0001', '0005 0000', '0005'])
      expect(protocolsOf(packetOfHex(datagram(2055, text), raw))).toBe('raw:ip:udp:data')
  })

  test('is safe', () => {
    expectSafe(bytesOf(datagram(2055, v5(1))), raw)
    expectSafe(bytesOf(datagram(2055, v9Templates)), raw)
    expectSafe(bytesOf(datagram(2055, ipfixTemplates)), raw)
  })
})
