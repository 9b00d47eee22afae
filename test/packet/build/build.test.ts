import { afterEach, describe, expect, expectTypeOf, test } from 'vitest'
import { build, buildPacket, layer } from '../../../src/packet/build/index.ts'
import { verifyChecksums } from '../../../src/packet/checksums/index.ts'
import { Packet } from '../../../src/packet/packet.ts'
import { registerProtocols } from '../../../src/packet/register.ts'
import { registry } from '../../../src/packet/registry/index.ts'
import { list, protocol, record, text, u16, u8 } from '../../../src/schema/index.ts'
import { builtPackets } from '../../support/built-packets.ts'
import { bytesOf, packetOf, protocolsOf } from '../../support/packets.ts'

const { arp, dns, ethernet, gre, icmp, ipv4, ipv6, tcp, udp, vlan } = layer
const ends = { source: '192.0.2.1', destination: '192.0.2.2' }

describe('what is filled in', () => {
  test('an UDP datagram, byte for byte', () => {
    const bytes = build(
      ethernet({ source: '02:00:00:00:00:01', destination: '02:00:00:00:00:02' }),
      ipv4(ends),
      udp({ sourcePort: 1, destinationPort: 2 }),
      'text',
    )
    expect(bytes).toEqual(
      bytesOf(`
        020000000002 020000000001 0800
        45 00 0020 0000 0000 40 11 f6c9 c0000201 c0000202
        0001 0002 000c 8ef5 74657874
      `),
    )
  })

  test.each(Object.entries(builtPackets))('%s is decoded without a fault', (_name, bytes) => {
    const layers = Packet.of(bytes).layers()
    expect(layers.flatMap((view) => view.notes().map(({ name }) => name))).toEqual([])
    expect(layers.filter(({ cut }) => cut === 'header')).toEqual([])
    for (const { verdict } of verifyChecksums(layers)) expect(['good', 'unverified']).toContain(verdict)
  })

  test('the type of what comes next, also over tags, tunnels and errors', () => {
    const chains = Object.values(builtPackets).map((bytes) => protocolsOf(Packet.of(bytes)))
    expect(chains).toEqual([
      'eth:arp',
      'eth:ip:tcp',
      'eth:ipv6:tcp:data',
      'eth:ip:udp:data',
      'eth:ipv6:udp:data',
      'eth:ip:icmp:data',
      'eth:ip:icmp:ip:udp:data',
      'eth:ipv6:icmpv6:data',
      'eth:ipv6:icmpv6',
      'eth:vlan:ip:udp:data',
      'eth:ieee8021ad:vlan:ipv6:udp:data',
      'eth:llc:snap:ip:udp:data',
      'eth:ip:udp:dns',
      'eth:ip:udp:dns',
      'eth:ip:udp:vxlan:eth:ip:tcp',
      'eth:ip:gre:ipv6:udp:data',
      'eth:ip:gre:ip:udp:data',
      'eth:ip:igmp',
      'eth:ip:sctp',
      'eth:ip:pim',
      'eth:ipv6:pim',
      'eth:ip:pim:ip:udp:data',
      'eth:ipv6:pim:ipv6:udp:data',
      'eth:mpls:mpls:ip:icmp',
      'eth:ip:udp:data',
      'eth:ip:data',
      'eth:ipv6:ipv6.fraghdr:icmpv6:data',
      'eth:ipv6:ipv6.fraghdr:data',
    ])
  })

  test('a port only where the table has one and none is given', () => {
    const ports = (...values: Parameters<typeof udp>) => {
      const { udp: view } = buildPacket(ipv4(), udp(...values), dns())
      return [view?.sourcePort, view?.destinationPort]
    }
    expect(ports()).toEqual([49152, 53])
    expect(ports({ sourcePort: 4000 })).toEqual([4000, 53])
    expect(ports({ sourcePort: 53 })).toEqual([53, 0])
    expect(ports({ destinationPort: 4000 })).toEqual([49152, 4000])
  })

  test('header lengths, with options padded to words', () => {
    const { tcp: view } = buildPacket(ipv4(), tcp({ options: [{ windowShift: 7 }] }), 'data')
    expect(view?.headerLength).toBe(24)
    expect(view?.options.map(({ kind }) => kind)).toEqual([3, 0])
    expect(new TextDecoder().decode(view?.payload)).toBe('data')
  })

  test('flags that say that a field is there, and the type of what has a field', () => {
    const { gre: view } = buildPacket(ipv4(), gre({ key: 7 }), ipv4())
    expect([view?.flags.keyPresent, view?.flags.sequencePresent, view?.key, view?.protocol]).toEqual([
      true,
      false,
      7,
      0x800,
    ])
    const answers = [
      { name: 'a.test', address: '2001:db8::1' },
      { name: 'a.test', pointer: 'b.test' },
    ]
    const types = buildPacket(ipv4(), udp(), dns({ answers })).dns?.answers.map(({ type }) => type)
    expect(types).toEqual([28, 12])
  })

  test('names in a message point to earlier ones', () => {
    const message = build(
      dns({
        questions: [{ name: 'www.example.test' }],
        answers: [{ name: 'example.test', nameServer: 'ns.example.test' }],
      }),
    )
    expect(message.subarray(34)).toEqual(bytesOf('c010 0002 0001 00000000 0005 026e73 c010'))
  })

  test('the link type of a packet follows from its first layer', () => {
    expect(buildPacket(ethernet()).frame.linkType).toBe(1)
    expect(buildPacket(ipv6(), udp()).frame.linkType).toBe(101)
    expect(() => buildPacket(arp())).toThrow('begins with a protocol that frames begin with')
  })
})

describe('what is given', () => {
  test('is written as it is, also where it is wrong', () => {
    const {
      ipv4: ip,
      udp: view,
      frame,
    } = buildPacket(
      ethernet({ type: 0x0800 }),
      ipv4({ version: 4, totalLength: 1000, protocol: 17, checksum: 0xbad }),
      udp({ length: 9, checksum: 0xdead }),
      'text',
    )
    expect([ip?.totalLength, ip?.checksum, view?.length, view?.checksum]).toEqual([1000, 0xbad, 9, 0xdead])
    expect(frame.capturedLength).toBe(14 + 20 + 8 + 4)
    expect(buildPacket(ethernet({ type: 0x1234 }), ipv4()).ethernet?.type).toBe(0x1234)
    expect(buildPacket(ipv4(), tcp({ headerLength: 60 }), 'x').tcp?.headerLength).toBe(60)
  })

  test('may be bytes, text, layers of a decoded packet, or several', () => {
    const packet = packetOf('web.pcapng', 3)
    expect(build(...packet.layers())).toEqual(packet.frame.bytes)
    expect(build(packet)).toEqual(packet.frame.bytes)
    const tunneled = buildPacket(ethernet(), ipv4(ends), udp(), layer.vxlan({ vni: 7 }), packet)
    expect(protocolsOf(tunneled)).toBe('eth:ip:udp:vxlan:eth:ip:udp:dns')
    expect(verifyChecksums(tunneled.layers()).map(({ verdict }) => verdict)).toEqual(['good', 'good', 'good', 'good'])
    expect(build(packet.ethernet!, [ipv4(packet.ipv4!), packet.udp!], packet.dns!)).toEqual(packet.frame.bytes)
    expect(build(Uint8Array.of(1, 2), 'é', build('x'))).toEqual(Uint8Array.of(1, 2, 0xc3, 0xa9, 0x78))
  })

  test.each([
    [
      'a number that is too large',
      () => build(tcp({ destinationPort: 70000 })),
      'tcp.destinationPort: expected a whole number from 0 to 65535, found 70000',
    ],
    [
      'a multiple',
      () => build(ipv4({ headerLength: 21 })),
      'ipv4.headerLength: expected a multiple of 4 from 0 to 60, found 21',
    ],
    [
      'an address',
      () => build(ipv4({ source: '10.0.0.256' })),
      'ipv4.source: expected an address such as "192.0.2.1", found "10.0.0.256"',
    ],
    [
      'an IPv6 address',
      () => build(ipv6({ source: '1:2:3::4::5' })),
      'ipv6.source: expected an address such as "2001:db8::1", found "1:2:3::4::5"',
    ],
    [
      'a MAC address',
      () => build(ethernet({ source: '02:00' })),
      'ethernet.source: expected an address such as "02:00:00:00:00:01", found "02:00"',
    ],
    ['a flag', () => build(tcp({ flags: { syn: 1 as never } })), 'tcp.flags.syn: expected true or false, found 1'],
    [
      'a flag there is not',
      () => build(tcp({ flags: { sin: true } as never })),
      'tcp.flags.sin: expected one of reserved, ae, cwr, ece, urg, ack, psh, rst, syn, fin, found "sin"',
    ],
    [
      'in a list',
      () => build(tcp({ options: [{}, { windowShift: 256 }] })),
      'tcp.options[1].windowShift: expected a whole number from 0 to 255, found 256',
    ],
    [
      'a list that is none',
      () => build(dns({ questions: {} as never })),
      'dns.questions: expected a list, found an object',
    ],
    [
      'bytes',
      () => build(icmp({ type: 3, unused: new Uint8Array(3) })),
      'icmp.unused: expected a Uint8Array of 4 bytes, found 3 bytes',
    ],
    [
      'a name',
      () => build(dns({ questions: [{ name: 'a..b' }] })),
      'dns.questions[0].name: expected a domain name such as "example.test", or "<Root>", found "a..b"',
    ],
    [
      'what is worked out',
      () => build(tcp({ segmentLength: 3 })),
      'tcp.segmentLength: expected no value, since it is worked out from other fields, found 3',
    ],
    [
      'what other fields exclude',
      () => build(icmp({ type: 3, identifier: 1 })),
      'icmp.identifier: expected no value, as other fields say that it is not there, found 1',
    ],
    ['a record', () => build(ipv4('x' as never)), 'ipv4: expected an object of values by field, found "x"'],
    ['a part', () => build(5 as never), 'build(): expected a layer, a Uint8Array, or text, found 5'],
    [
      'no way from one to the next',
      () => build(ethernet(), tcp()),
      'ethernet: expected a protocol that a table leads to, found tcp; give typeOrLength to carry it all the same',
    ],
  ])('%s that does not fit', (_what, work, message) => {
    expect(work).toThrow(new TypeError(message))
  })

  test('a field there is not, or a view that was spread', () => {
    expect(() => build(udp({ port: 1 } as never))).toThrow(
      /^udp\.port: User Datagram Protocol has no such field; its fields are sourcePort, /,
    )
    expect(() => build(ipv4({ ...packetOf('web.pcapng', 3).ipv4 } as never))).toThrow(
      /a view has getters, which a spread leaves out/,
    )
    expect(() => (layer as never as Record<string, unknown>)['ipv5']).toThrow(
      'no protocol is called ipv5; did you mean ipv',
    )
  })

  test('has the types of what getters give', () => {
    expectTypeOf(ipv4).parameter(0).toExtend<object | undefined>()
    // @ts-expect-error no such field
    expect(() => build(ipv4({ ttl: 1 }))).toThrow(TypeError)
    // @ts-expect-error not a number
    expect(() => build(tcp({ window: '1' }))).toThrow(TypeError)
    // @ts-expect-error of a field of a group
    expect(() => build(vlan({ id: true }))).toThrow(TypeError)
  })
})

describe('protocols from outside', () => {
  const undo = registry.checkpoint()
  afterEach(undo)
  const reading = record('Reading', {
    sensor: u8('acme.sensor', 'Sensor'),
    unit: text('acme.unit', 'Unit', { prefix: 1 }),
  })
  const acme = protocol('acme', 'Acme', { 'udp.port': [9999] })
    .fields({
      version: u8('acme.version', 'Version'),
      count: u8('acme.count', 'Count'),
      spare: u16('acme.spare', 'Spare'),
    })
    .fields({ readings: list('acme.readings', 'Readings', reading, { count: 'count' }) })
    .defaults({ version: 2 })
  const expected = bytesOf('02 01 0000 07 01 43')

  test('are built from their definition, registered or not', () => {
    expect(build(layer(acme, { readings: [{ sensor: 7, unit: 'C' }] }))).toEqual(expected)
    expect(buildPacket(ipv4(ends), udp(), layer(acme)).udp?.destinationPort).toBe(9999)
    // @ts-expect-error no such field
    expect(() => build(layer(acme, { readings: [{ senser: 7 }] }))).toThrow('acme.readings[0].senser')
  })

  test('and by their property once they are registered', () => {
    registerProtocols({ acme })
    const built = (layer as unknown as { acme: (values: object) => never }).acme({
      readings: [{ sensor: 7, unit: 'C' }],
    })
    const packet = buildPacket(ipv4(ends), udp(), built)
    expect(packet.layer(acme)?.readings[0]?.unit).toBe('C')
    expect(build(built)).toEqual(expected)
  })
})
