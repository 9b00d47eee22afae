import { describe, expect, test } from 'vitest'
import { build, buildPacket, edit, layer, type Changes } from '../../../src/packet/build/index.ts'
import { verifyChecksums } from '../../../src/packet/checksums/index.ts'
import { Frame } from '../../../src/files/frame.ts'
import { Packet } from '../../../src/packet/packet.ts'
import { framesOf, packetOf } from '../../support/packets.ts'
import { randomFrom } from '../../support/random.ts'

const { ethernet, ipv4, tcp, udp, vxlan } = layer
const ends = { source: '192.0.2.1', destination: '192.0.2.2' }
const verdicts = (packet: Packet) => verifyChecksums(packet.layers()).map(({ verdict }) => verdict)
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

/** The bytes that differ, by their place. */
const changed = (before: Uint8Array, after: Uint8Array) =>
  [...after].flatMap((byte, index) => (byte === before[index] ? [] : [index]))

describe('a change', () => {
  test('of one field leaves all other bytes but the checksum', () => {
    const packet = packetOf('web.pcapng', 10)
    const edited = edit(packet, { ipv4: { timeToLive: 1 } })
    expect(edited.ipv4?.timeToLive).toBe(1)
    expect(changed(packet.frame.bytes, edited.frame.bytes)).toEqual([14 + 8, 14 + 10, 14 + 11])
    expect(verdicts(edited)).toEqual(['good', 'good'])
    expect(packet.ipv4?.timeToLive).not.toBe(1)
  })

  test('of an address mends the checksums of both layers', () => {
    const edited = edit(packetOf('web.pcapng', 3), { ipv4: { destination: '203.0.113.77' } })
    expect(edited.ipv4?.destination).toBe('203.0.113.77')
    expect(verdicts(edited)).toEqual(['good', 'good'])
  })

  test('of a flag keeps the others', () => {
    const packet = packetOf('web.pcapng', 7)
    expect(edit(packet, { tcp: { flags: { fin: true } } }).tcp?.flags.toJSON()).toEqual({
      ...packet.tcp?.flags.toJSON(),
      fin: true,
    })
  })

  test('of options changes all lengths', () => {
    const edited = edit(packetOf('web.pcapng', 7), { tcp: { options: [{ maximumSegmentSize: 536 }] } })
    expect([edited.tcp?.headerLength, edited.ipv4?.totalLength]).toEqual([24, 44])
    expect(edited.frame.capturedLength).toBe(58)
    expect(verdicts(edited)).toEqual(['good', 'good'])
  })

  test('of the payload may make it longer or shorter', () => {
    for (const payload of ['', 'short', 'a payload that is a good deal longer than that which there was before it']) {
      const edited = edit(packetOf('udp.pcap', 3), { udp: { payload } })
      expect(text(edited.udp?.payload)).toBe(payload)
      expect([edited.udp?.length, edited.ipv4?.totalLength]).toEqual([8 + payload.length, 28 + payload.length])
      expect(verdicts(edited)).toEqual(['good', 'good'])
    }
  })

  test('of a name in a message keeps the names that pointed to it', () => {
    const edited = edit(packetOf('web.pcapng', 5), {
      dns: { questions: [{ name: 'a.much.longer.name.example', class: 1 }] },
    })
    expect(edited.dns?.questions[0]?.name).toBe('a.much.longer.name.example')
    expect(edited.dns?.answers[0]?.name).toBe('example.test')
    expect(edited.dns?.answers[0]?.address).toBe('192.0.2.2')
    expect(verdicts(edited)).toEqual(['good', 'good'])
  })

  test('of an inner layer goes by its place', () => {
    const packet = buildPacket(ethernet(), ipv4(ends), udp(), vxlan({ vni: 7 }), ethernet(), ipv4(ends), tcp(), 'text')
    const edited = edit(packet, { ipv4: [undefined, { timeToLive: 9 }], tcp: { payload: 'longer text' } })
    const [outer, inner] = edited.layers().filter(({ schema }) => schema.name === 'ip') as [never, never]
    expect([outer, inner].map(({ timeToLive, totalLength }) => [timeToLive, totalLength])).toEqual([
      [64, 101],
      [9, 51],
    ])
    expect(verdicts(edited)).toEqual(['good', 'good', 'good', 'good'])
  })

  test('of a frame that was padded pads it again', () => {
    const padded = framesOf('padded.pcap')[2]!
    const packet = new Packet(padded)
    expect(packet.layers().map(({ schema }) => schema.name)).toContain('ip')
    expect(edit(packet, { ipv4: { timeToLive: 3 } }).frame.capturedLength).toBe(60)
  })

  test('keeps number, time and what was not captured', () => {
    const { frame } = packetOf('web.pcapng', 10)
    const cut = Packet.of(frame.bytes.slice(0, 60))
    const packet = new Packet(Object.assign(cut.frame, { originalLength: frame.originalLength, number: 9, seconds: 7 }))
    const edited = edit(packet, { ipv4: { timeToLive: 3 } })
    expect([edited.frame.number, edited.frame.seconds, edited.frame.capturedLength]).toEqual([9, 7, 60])
    expect(edited.frame.originalLength).toBe(frame.originalLength)
    expect(edited.ipv4?.totalLength).toBe(packet.ipv4?.totalLength)
    expect(verdicts(edited)).toEqual(['good', 'unverified'])
  })
})

describe('a field by its name in filters', () => {
  const http = packetOf('http.pcapng', 4)

  test('changes like the property', () => {
    expect(edit(http, { 'ip.ttl': 3 }).frame.bytes).toEqual(edit(http, { ipv4: { timeToLive: 3 } }).frame.bytes)
    expect(edit(http, { 'tcp.flags.urg': true, 'tcp.dstport': 81, 'tcp.window_size_value': 7 }).frame.bytes).toEqual(
      edit(http, { tcp: { flags: { urg: true }, destinationPort: 81, window: 7 } }).frame.bytes,
    )
  })

  test('stands beside properties of the same layer', () => {
    const { ipv4, tcp } = edit(http, {
      ipv4: { timeToLive: 3, flags: { reserved: true } },
      'ip.id': 9,
      'ip.flags.df': false,
    })
    expect([ipv4!.timeToLive, ipv4!.identification, ipv4!.flags.reserved, ipv4!.flags.dontFragment]).toEqual([
      3,
      9,
      true,
      false,
    ])
    expect(tcp!.sourcePort).toBe(http.tcp!.sourcePort)
    expect(() => edit(http, { ipv4: { timeToLive: 3 }, 'ip.ttl': 4 })).toThrow(
      'edit(): ip.ttl changes timeToLive, which is changed already',
    )
  })

  test('of the set that applies, and of an inner layer by its place', () => {
    const tunnel = buildPacket(layer.ipv4(), layer.ipv4(), layer.udp(), 'text')
    const changed = edit(tunnel, { 'ip.ttl': [undefined, 5] })
      .layers()
      .filter(({ schema }) => schema.name === 'ip')
    expect(changed.map((view) => (view as { readonly timeToLive?: number }).timeToLive)).toEqual([
      tunnel.ipv4!.timeToLive,
      5,
    ])
    const report = buildPacket(layer.ipv4(), layer.igmp({ type: 0x16, group: '239.1.2.3' }))
    expect(edit(report, { 'igmp.maddr': '239.9.9.9' }).igmp!.group).toBe('239.9.9.9')
  })

  test.each<[Changes, string]>([
    [{ 'ip.tll': 3 }, 'edit(): no field that can be given as a whole is called ip.tll; did you mean ip.ttl?'],
    [{ 'ip.addr': '192.0.2.1' }, 'edit(): no field that can be given as a whole is called ip.addr'],
    [{ 'udp.port': 3 }, 'edit(): no field that can be given as a whole is called udp.port'],
    [{ 'udp.srcport': 3 }, 'edit(): the packet has no udp.srcport'],
    [{ 'ip.ttl': [1, 2] }, 'edit(): the packet has only 1 ip.ttl'],
    [{ 'ip.ttl': 300 }, 'ipv4.timeToLive: expected a whole number from 0 to 255, found 300'],
  ])('is refused where it cannot be: %j', (changes, message) => expect(() => edit(http, changes)).toThrow(message))
})

describe('what was wrong', () => {
  const wrong = () =>
    Packet.of(
      build(ethernet(), ipv4({ ...ends, checksum: 1 }), udp({ destinationPort: 9, length: 99, checksum: 2 }), 'text'),
    )

  test('stays so', () => {
    const edited = edit(wrong(), { ipv4: { timeToLive: 1 }, udp: { payload: 'more text' } })
    expect([edited.ipv4?.checksum, edited.udp?.length, edited.udp?.checksum]).toEqual([1, 99, 2])
    expect(edited.ipv4?.totalLength).toBe(37)
  })

  test('is mended on request', () => {
    const edited = edit(wrong(), { ipv4: { timeToLive: 1 } }, { mend: 'all' })
    expect(edited.udp?.length).toBe(12)
    expect(verdicts(edited)).toEqual(['good', 'good'])
  })

  test('a value that is given counts more', () => {
    const edited = edit(packetOf('web.pcapng', 3), { udp: { checksum: 0xbeef, length: 7 } })
    expect([edited.udp?.checksum, edited.udp?.length]).toEqual([0xbeef, 7])
  })
})

test('damaged and cut packets are changed all the same, or refused', () => {
  const random = randomFrom(7)
  let changedCount = 0
  for (const name of [
    'dns-edns.pcapng',
    'dhcp.pcapng',
    'gre.pcapng',
    'ipv6.pcapng',
    'mqtt.pcapng',
    'tls.pcapng',
    'unreachable.pcapng',
  ])
    for (const { bytes, linkType } of framesOf(name))
      for (let round = 0; round < 3; round++) {
        const damaged = bytes.slice(0, bytes.length - random(Math.min(bytes.length, 20)))
        for (let count = random(4); count > 0; count--) damaged[random(damaged.length)] = random(256)
        const packet = new Packet(Frame.of(damaged, { linkType, originalLength: bytes.length }))
        expect(edit(packet, {}).frame.bytes).toEqual(damaged)
        const [property, change] = packet.udp
          ? ['udp', { destinationPort: 7 }]
          : packet.tcp
            ? ['tcp', { window: 7 }]
            : ['ethernet', { source: '02:00:00:00:00:09' }]
        const after = edit(packet, { [property as string]: change }).frame.bytes
        expect(after.length).toBe(damaged.length)
        // Two bytes of the field, six of an address, and two of a checksum.
        changedCount += changed(damaged, after).length > 0 ? 1 : 0
        expect(changed(damaged, after).length).toBeLessThanOrEqual(8)
      }
  expect(changedCount).toBeGreaterThan(100)
})

test.each([
  ['a protocol there is not', { ipv7: {} }, 'edit(): no protocol is called ipv7; did you mean ipv'],
  ['a layer the packet has not', { tcp: {} }, 'edit(): the packet has no tcp'],
  ['another occurrence', { ipv4: [{}, {}] }, 'edit(): the packet has only 1 ipv4'],
  [
    'a value that does not fit',
    { ipv4: { timeToLive: 256 } },
    'ipv4.timeToLive: expected a whole number from 0 to 255, found 256',
  ],
  ['what cannot be written', { udp: { payload: 5 } }, 'udp.payload: expected a layer, a Uint8Array, or text, found 5'],
])('%s is refused', (_what, changes, message) => {
  expect(() => edit(packetOf('web.pcapng', 3), changes as never)).toThrow(message)
})
