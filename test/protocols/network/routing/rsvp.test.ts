import { describe, expect, test } from 'vitest'
import { bytesOf, expectGolden, packetOfHex, summariesOf, valuesOf } from '../../../support/packets.ts'
import { ip, raw } from '../../../support/raw-frames.ts'
import { expectSafe } from '../../../support/safe.ts'

const hex = (value: number, size: number) => value.toString(16).padStart(2 * size, '0')
/** An object of a class and a C-Type. */
const object = (kind: number, body: string) => `${hex(4 + bytesOf(body).length, 2)} ${hex(kind, 2)} ${body} `
const message = (type: number, ...objects: readonly string[]) => {
  const body = objects.join('')
  return `10 ${hex(type, 1)} 0000 ff 00 ${hex(8 + bytesOf(body).length, 2)} ${body}`
}
const packet = (type: number, ...objects: readonly string[]) => packetOfHex(ip(46, message(type, ...objects)), raw)

const address = '0a000001'
const address6 = '20010db8000000000000000000000001'
const session = object(0x0107, `0a000009 0000 0004 ${address}`)
const rate = '449c4000'
const bucket = `7f000005 ${rate} 447a0000 ${rate} 00000040 000005dc`
const template = object(0x0b07, `${address} 0000 0001`)
const path = [
  session,
  object(0x0301, `${address} 00000007`),
  object(0x0501, '00007530'),
  object(0x1401, `0108 ${address} 2000 8108 ${address} 1800 0214 ${address6} 4000 0308 0001 00000010 2004 fde8`),
  object(0x1301, '0000 0800'),
  object(0xcf07, '07 07 04 07 72312d72 39743400'),
  template,
  object(0x0c02, `00000007 01000006 ${bucket}`),
  object(0x0d02, '00000006 01000004 04000001 00000001 06000001 49989680 05000000'),
]

describe('RSVP', () => {
  test.each([
    [1, path, 'Path, 10.0.0.9 tunnel 4, "r1-r9t4", from 10.0.0.1 LSP 1'],
    [
      2,
      [session, object(0x0801, '00000012'), object(0x0a07, `${address} 0000 0001`), object(0x1001, '00000010')],
      'Resv, 10.0.0.9 tunnel 4, from 10.0.0.1 LSP 1',
    ],
    [
      3,
      [session, object(0x0601, `${address} 04 18 0005`), template],
      'PathErr, 10.0.0.9 tunnel 4, routing problem (no route to the destination) at 10.0.0.1, from 10.0.0.1 LSP 1',
    ],
    [
      4,
      [object(0x0102, `${address6} 11 00 0007`), object(0x0602, `${address6} 00 28 0009`)],
      'ResvErr, 2001:db8::1 port 7, error 40 (value 9) at 2001:db8::1',
    ],
    [5, [object(0x0101, `${address} 11 00 0007`)], 'PathTear, 10.0.0.1 port 7'],
    [6, [session], 'ResvTear, 10.0.0.9 tunnel 4'],
    [7, [session, object(0x0f01, address)], 'ResvConf, 10.0.0.9 tunnel 4'],
    [13, [object(0x1801, '00 000102 00000003'), object(0x1802, '00 000102 00000004')], 'Ack'],
    [15, [object(0x1901, '00 000102 00000003 00000004')], 'Srefresh'],
    [
      20,
      [object(0x1601, '00000001 00000002'), object(0x8301, '0000ea60 00000000'), object(0x8601, '00000003')],
      'Hello',
    ],
    [21, [object(0x0601, `${address} 00 19 0003`)], 'Notify, notify (tunnel locally repaired) at 10.0.0.1'],
    [99, [], 'message 99'],
  ])('message %i', (type, objects, line) => expect(summariesOf(packet(type, ...objects), 'rsvp')).toEqual([line]))

  test('tree of a path', () => expectGolden(packet(1, ...path), 'rsvp-path', 'rsvp'))
  test('messages in a bundle', () => {
    const bundle = packet(12, message(5, session), message(20, object(0x1601, '00000001 00000002')))
    expect(summariesOf(bundle, 'rsvp')).toEqual(['Bundle: PathTear, 10.0.0.9 tunnel 4; Hello'])
    expect(valuesOf(bundle, 'rsvp.msg')).toEqual([12, 5, 20])
  })
  test('hops of a recorded route', () => {
    const recorded = packet(
      2,
      session,
      object(0x1501, `0108 ${address} 20 23 0308 01 01 00000010 040c 0100 ${address} 00000007`),
    )
    expect(valuesOf(recorded, 'rsvp.ero_rro_subobjects.ipv4_hop')).toEqual([address].map(() => '10.0.0.1'))
    expect(valuesOf(recorded, 'rsvp.rro.flags.node_address')).toEqual([true])
    expect(valuesOf(recorded, 'rsvp.ero_rro_subobjects.label')).toEqual([16])
    expect(valuesOf(recorded, 'rsvp.ero_rro_subobjects.interface_id')).toEqual([7])
  })
  test.each([
    [
      0x0303,
      `${address} 00000007 0001 0008 ${address} 0003 000c ${address} 00000009`,
      'rsvp.ifid_tlv.interface_id',
      [9],
    ],
    [0x0902, `0000000a 02000009 ${bucket} 82000002 ${rate} 00000007`, 'rsvp.flowspec.slack_term', [7]],
    [0x0c04, '06 01 0003 0004 0005 00000003 00000000', 'rsvp.sender_tspec.regenerator_section', [true]],
    [0x0c06, `0001 05dc 0002 0018 01 02 0003 ${rate} ${rate} ${rate} ${rate}`, 'rsvp.eth_tspec.cir', [1250]],
    [0x2502, 'c0 20 02 00 80000000', 'rsvp.rfc4872.protecting', [true]],
    [0x3f07, `${address} 0a000002`, 'rsvp.detour.avoid_node_id', ['10.0.0.2']],
    [0x4101, '00000002 00000801 0001b800', 'rsvp.diffserv.phbid.dscp', [46]],
    [0xc401, '80000007', 'rsvp.admin_status.reflect', [true]],
    [0xc501, '00010008 20000000', 'rsvp.lsp_attr.segment', [true]],
    [0xcd01, `07 07 0a 01 ${rate} 00000001 00000002 00000003`, 'rsvp.frr.flags.one2one_backup', [true]],
    [0xe501, `0008 0101 ${address} 0008 0501 01000000`, 'rsvp.gen_uni.service_level', [1]],
    [0xe601, `01 000000 ${address} 0000000000000007`, 'rsvp.callid.srcaddr.ipv4', ['10.0.0.1']],
    [0xe801, `8108 ${address} 20 01 2208 00000005 0000`, 'rsvp.xro.sobj.srlg.id', [5]],
    [0xfe01, '00000a4c 01020304', 'rsvp.obj_private.enterprise', [2636]],
  ])('object %i', (kind, body, filter, values) =>
    expect(valuesOf(packet(1, session, object(kind, body)), filter)).toEqual(values),
  )
  test('objects without a length do not loop', () =>
    expect(valuesOf(packetOfHex(ip(46, '1001 0000 ff00 0010 0000 0101 00000000'), raw), 'rsvp.length')).toHaveLength(2))
  test('messages end to end', async () => {
    const endToEnd = packetOfHex(ip(134, message(1, session)), raw)
    expect(summariesOf(endToEnd, 'rsvp-e2ei')).toEqual(['Path, 10.0.0.9 tunnel 4'])
    await expectGolden(endToEnd, 'rsvp-end-to-end', 'rsvp-e2ei')
  })
  test('is safe', () => expectSafe(bytesOf(ip(46, message(1, ...path))), raw))
})
