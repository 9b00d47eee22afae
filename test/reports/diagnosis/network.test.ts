import { describe, expect, test } from 'vitest'
import { build, layer } from '../../../src/packet/build/index.ts'
import { Packet } from '../../../src/packet/packet.ts'
import { addresses, Scene, talk } from './scene.ts'

const { arp, ethernet, icmp, icmpv6, ipv4, ipv6, tcp, udp } = layer
const { client, server, router } = addresses
const [one, two] = ['02:00:00:00:00:01', '02:00:00:00:00:02']

describe('what ICMP says', () => {
  const about = udp({ sourcePort: 5000, destinationPort: 69 })
  const sent = () => new Scene().ip(client, server, about)

  test('of hosts and ports that are not reached', () => {
    expect(sent().error(3, 1, about).finding('unreachable')).toMatchObject({
      severity: 'error',
      subject: '192.0.2.2:69',
      text: 'Host unreachable, says 192.0.2.254',
      packets: [2],
    })
  })

  test('is a note where it is traceroute, or a client that has closed its socket', () => {
    const trace = udp({ sourcePort: 5000, destinationPort: 33_436 })
    expect(new Scene().ip(client, server, trace).error(3, 3, trace, { by: server }).found()).toEqual([
      'note unreachable',
    ])
    const answer = udp({ sourcePort: 69, destinationPort: 5000 })
    const late = sent()
      .ip(server, client, answer)
      .ip(client, server, icmp({ type: 3, code: 3 }), ipv4({ source: server, destination: client }), answer)
    expect(late.finding('unreachable')).toMatchObject({ severity: 'note' })
  })

  test('of packets that go in a circle, not of those of traceroute', () => {
    const looped = sent()
    for (let count = 0; count < 3; count++) looped.ip(client, server, about).error(11, 0, about)
    expect(looped.found()).toEqual(['error time-exceeded'])
    expect(sent().error(11, 0, about).found()).toEqual([])
  })

  test('of packets that are too big: a warning where the sender goes on', () => {
    const big = tcp({ sourcePort: 40_000, destinationPort: 80 })
    const once = new Scene().error(3, 4, big, { mtu: 1400 })
    expect(once.finding('mtu-exceeded')).toMatchObject({ severity: 'note', figures: { count: 1, mtu: 1400 } })
    for (let count = 0; count < 3; count++) once.wait(1).error(3, 4, big, { mtu: 1400 })
    expect(once.found()).toEqual(['warning mtu-exceeded'])
  })

  test('of packets that are too big, by IPv6', () => {
    const ends = { source: '2001:db8::1', destination: '2001:db8::2' }
    const scene = new Scene().packet(
      ethernet(),
      ipv6({ source: '2001:db8::fe', destination: ends.source }),
      icmpv6({ type: 2, mtu: 1280 }),
      ipv6(ends),
      tcp({ sourcePort: 40_000, destinationPort: 80 }),
    )
    expect(scene.finding('mtu-exceeded')).toMatchObject({ subject: ends.destination, figures: { mtu: 1280 } })
  })

  test('pings without an answer, from the second on', () => {
    const ping = (scene: Scene, sequence: number) => scene.ip(client, server, icmp({ identifier: 1, sequence }))
    expect(ping(new Scene(), 1).found()).toEqual([])
    expect(ping(ping(new Scene(), 1), 2).found()).toEqual(['error connection-unanswered'])
    expect(
      ping(ping(new Scene(), 1), 2)
        .ip(server, client, icmp({ type: 0, identifier: 1, sequence: 2 }))
        .found(),
    ).toEqual([])
  })
})

describe('fragments', () => {
  const ends = { source: client, destination: server, protocol: 17 }
  const datagram = Packet.of(build(ethernet(), ipv4(ends), udp({ sourcePort: 9, destinationPort: 9 }), 'x'.repeat(40)))
    .ipv4!.payload
  const first = (identification: number) =>
    build(ethernet(), ipv4({ ...ends, identification, flags: { moreFragments: true } }), datagram.subarray(0, 24))
  const last = (identification: number) =>
    build(ethernet(), ipv4({ ...ends, identification, fragmentOffset: 3 }), datagram.subarray(24))

  test('that never become whole', () => {
    const scene = new Scene().bytes(first(1)).bytes(first(2)).bytes(first(3)).bytes(last(3)).wait(40).bytes(last(9))
    expect(scene.finding('fragments-incomplete')).toMatchObject({
      severity: 'warning',
      packets: [1, 2],
      figures: { incomplete: 2, fragments: 5 },
    })
  })

  test('that do, or may yet', () => {
    const whole = new Scene().bytes(first(1)).bytes(last(1)).bytes(first(2)).bytes(last(2))
    expect(whole.wait(60).bytes(first(3)).bytes(first(4)).found()).toEqual([])
  })
})

describe('addresses of two hosts', () => {
  const says = (mac: string, operation: number, address: string, asked: string = router) =>
    build(
      ethernet({ source: mac }),
      arp({ operation, senderMac: mac, senderIpv4: address, targetIpv4: operation === 1 ? asked : client }),
    )

  test('that use it by turns', () => {
    const scene = new Scene()
      .bytes(says(one, 1, server))
      .bytes(says(two, 1, server))
      .bytes(says(one, 1, server))
    expect(scene.finding('duplicate-address')).toMatchObject({
      severity: 'error',
      subject: server,
      text: `two hosts have this address, ${two} and ${one}`,
      packets: [1, 2, 3],
    })
  })

  test('that answer the same question', () => {
    const scene = new Scene().bytes(says(one, 2, server)).bytes(says(two, 2, server))
    expect(scene.found()).toEqual(['error duplicate-address'])
  })

  test('is not one that moves to another host', () => {
    const scene = new Scene()
      .bytes(says(one, 2, server))
      .wait(10)
      .bytes(says(two, 2, server))
      .wait(10)
    expect(scene.bytes(says(two, 2, server)).found()).toEqual([])
  })

  test('one that wants it, and another that has it', () => {
    const scene = new Scene().bytes(says(one, 1, '0.0.0.0', server)).bytes(says(two, 2, server))
    expect(scene.finding('duplicate-address')).toMatchObject({ severity: 'warning', packets: [1, 2] })
    const alone = new Scene()
      .bytes(says(one, 1, '0.0.0.0', server))
      .wait(1)
      .bytes(says(one, 1, server))
    expect(alone.found()).toEqual([])
  })

  test('by the detection of IPv6', () => {
    const target = 'fe80::1'
    const probe = build(
      ethernet({ source: one }),
      ipv6({ source: '::', destination: 'ff02::1:ff00:1' }),
      icmpv6({ type: 135, target }),
    )
    const has = (mac: string) =>
      build(
        ethernet({ source: mac }),
        ipv6({ source: target, destination: 'ff02::1' }),
        icmpv6({ type: 136, target, neighborFlags: { override: true } }),
      )
    expect(new Scene().bytes(probe).bytes(has(two)).found()).toEqual(['warning duplicate-address'])
    expect(new Scene().bytes(probe).wait(1).bytes(has(one)).found()).toEqual([])
  })

  test('and ARP requests without end', () => {
    const storm = new Scene()
    for (let count = 0; count < 150; count++) storm.bytes(says(one, 1, client, `192.0.2.${count}`))
    expect(storm.finding('arp-storm')).toMatchObject({
      severity: 'warning',
      subject: one,
      figures: { requests: 150, addresses: 150 },
    })
    const usual = new Scene()
    for (let count = 0; count < 150; count++) usual.wait(0.1).bytes(says(one, 1, client, `192.0.2.${count}`))
    expect(usual.found()).toEqual([])
  })
})

describe('the capture itself', () => {
  test('has one direction only', () => {
    const half = talk()
    half.say(0, '', { flags: { syn: true, ack: false } }).say(1, '', { flags: { syn: true }, captured: false })
    half.say(0).say(0, 'ask').say(1, 'answer', { captured: false }).say(0)
    expect(half.scene.found()).toEqual(['warning one-way'])
  })

  test('has packets twice, as routers pass them on', () => {
    const scene = new Scene()
    const packet = (identification: number, timeToLive: number) =>
      build(
        ethernet(),
        ipv4({ source: client, destination: server, identification, timeToLive }),
        udp({ sourcePort: 5000, destinationPort: 5001 }),
        'x',
      )
    for (let count = 0; count < 10; count++) scene.bytes(packet(count, 64)).bytes(packet(count, 63))
    expect(scene.found()).toEqual(['warning duplicate-frames'])
    expect(scene.finding('duplicate-frames')).toMatchObject({ figures: { duplicates: 10, packets: 20, share: 0.5 } })
    // The same again, in packets of their own.
    const repeated = new Scene()
    for (let count = 0; count < 20; count++) repeated.bytes(packet(count, 64))
    expect(repeated.found()).toEqual([])
  })

  test('leaves packets that it has twice out of other findings', () => {
    const sent = talk().open()
    const { scene } = sent
    for (let count = 0; count < 10; count++) {
      sent.say(0, 'x'.repeat(100)).again(0, 'x'.repeat(100), { sameAsBefore: true })
      sent.say(1)
    }
    sent.close()
    expect(scene.found()).toEqual(['warning duplicate-frames'])
  })

  test('has a clock that runs backwards', () => {
    const back = talk().open().wait(-5).close()
    expect(back.scene.finding('clock-backwards')).toMatchObject({
      severity: 'warning',
      packets: [3, 4],
      figures: { count: 1, farthest: 4.999 },
    })
    expect(talk().open().wait(-0.0011).close().scene.found()).toEqual([])
  })
})
