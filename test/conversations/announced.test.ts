/** Conversations that messages of others announce. */
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { Announcements } from '../../src/conversations/announced/announcements.ts'
import { ConversationFollower } from '../../src/conversations/follower.ts'
import { FollowedFrame } from '../../src/conversations/followed-frame.ts'
import { Foresight } from '../../src/conversations/foresight.ts'
import { Packet } from '../../src/packet/packet.ts'
import { build, layer } from '../../src/packet/build/index.ts'
import { registerProtocols, decodeAs } from '../../src/packet/register.ts'
import { registry } from '../../src/packet/registry/index.ts'
import { protocol, rest, text, u16, type Announced } from '../../src/schema/index.ts'
import { pcap } from '../support/capture-bytes.ts'
import { batchesOf, expectGolden, protocolsOf, valuesOf } from '../support/packets.ts'
import { batchesIn } from '../support/conversations.ts'

const undo = registry.checkpoint()
afterAll(undo)

const greeting = protocol('greeting', 'Greeting', { announced: ['greeting'] })
  .fields({ words: text('greeting.words', 'Words') })
  .accepts((bytes, start) => bytes[start] === 0x48)
let within: number | undefined
let peer: 'destination' | undefined
/** Announces that what comes to a port of whom it is sent to is a greeting. */
const invitation = protocol('invitation', 'Invitation', { 'udp.port': [7000], 'tcp.port': [7000] })
  .fields({ port: u16('invitation.port', 'Port'), more: rest('invitation.more', 'More') })
  .announces(['announced'], ({ port }): readonly Announced[] => [
    {
      transport: 'udp',
      address: 'source',
      port,
      speaks: [['announced', 'greeting']],
      ...(within !== undefined && { within }),
      ...(peer && { peer }),
    },
  ])
registerProtocols({ greeting, invitation })
const announced = registry.checkpoint()
afterEach(() => {
  within = peer = undefined
  announced()
})

const { ethernet, ipv4, udp, tcp } = layer
const link = ethernet({ source: '02:00:00:00:00:01', destination: '02:00:00:00:00:02' })
type Datagram = readonly [source: string, destination: string, content: string | Uint8Array]
const end = (place: string) => {
  const [address, port] = place.split(':')
  return { address: `192.0.2.${address}`, port: Number(port) }
}
const datagram = ([from, to, content]: Datagram) =>
  build(
    link,
    ipv4({ source: end(from).address, destination: end(to).address }),
    udp({ sourcePort: end(from).port, destinationPort: end(to).port }),
    content,
  )

/** The packets of a capture, as they are after their conversations were followed; one each second. */
function followed(frames: readonly Uint8Array[]): Packet[] {
  const follower = new ConversationFollower()
  const packets: Packet[] = []
  for (const batch of batchesIn(pcap(frames.map((frame, second) => [second, 0, frame])))) {
    follower.follow(batch)
    for (const frame of batch) packets.push(new Packet(frame))
  }
  return packets
}
const namesOf = (...datagrams: readonly Datagram[]) =>
  followed(datagrams.map(datagram)).map((packet) => protocolsOf(packet).replace('eth:ip:udp:', ''))
const port = (number: number) => Uint8Array.of(number >> 8, number & 0xff)

describe('an announced conversation', () => {
  test('is what its message says, in both directions', () =>
    expect(
      namesOf(['1:6000', '2:7000', port(5000)], ['3:4000', '1:5000', 'Hello'], ['1:5000', '3:4000', 'Hi']),
    ).toEqual(['invitation', 'greeting', 'greeting']))

  test('is another one on another port or address', () =>
    expect(
      namesOf(['1:6000', '2:7000', port(5000)], ['3:4000', '1:5001', 'Hello'], ['3:4000', '2:5000', 'Hello']),
    ).toEqual(['invitation', 'data', 'data']))

  test('may have begun before', () =>
    expect(
      namesOf(['3:4000', '1:5000', 'Hello'], ['1:6000', '2:7000', port(5000)], ['3:4000', '1:5000', 'Hello']),
    ).toEqual(['data', 'invitation', 'greeting']))

  test('counts more than a known port, unless its protocol does not accept the bytes', () =>
    expect(
      namesOf(['1:6000', '2:7000', port(53)], ['3:4000', '1:53', 'Hello'], ['3:4000', '1:53', new Uint8Array(12)]),
    ).toEqual(['invitation', 'greeting', 'dns']))

  test('counts less than what the user says', () => {
    decodeAs('udp.port==5000,dns')
    expect(namesOf(['1:6000', '2:7000', port(5000)], ['3:4000', '1:5000', 'Hello'])).toEqual(['invitation', 'dns'])
  })

  test('may be with one address only', () => {
    peer = 'destination'
    expect(
      namesOf(['1:6000', '2:7000', port(5000)], ['3:4000', '1:5000', 'Hello'], ['2:4000', '1:5000', 'Hello']),
    ).toEqual(['invitation', 'data', 'greeting'])
  })

  test('may have to begin within some seconds', () => {
    within = 1
    const [early, late] = [
      ['3:4000', '1:5000', 'Hello'],
      ['3:4001', '1:5000', 'Hello'],
    ] as const
    expect(namesOf(['1:6000', '2:7000', port(5000)], early, late, early)).toEqual([
      'invitation',
      'greeting',
      'data',
      'greeting',
    ])
  })

  test('is not announced by what a message quotes', () => {
    const quoted = datagram(['1:6000', '2:7000', port(5000)]).subarray(14)
    const error = build(
      link,
      ipv4({ source: '192.0.2.2', destination: '192.0.2.1', protocol: 1 }),
      Uint8Array.of(3, 3, 0, 0, 0, 0, 0, 0),
      quoted,
    )
    const names = followed([error, datagram(['3:4000', '1:5000', 'Hello'])]).map(protocolsOf)
    expect(names).toEqual(['eth:ip:icmp:ip:udp:invitation', 'eth:ip:udp:data'])
  })

  test('does not follow a segment of TCP on the same port', () => {
    const segment = build(
      link,
      ipv4({ source: '192.0.2.3', destination: '192.0.2.1' }),
      tcp({ sourcePort: 4000, destinationPort: 5000 }),
      'Hello',
    )
    expect(followed([datagram(['1:6000', '2:7000', port(5000)]), segment]).map(protocolsOf)[1]).toBe('eth:ip:tcp:data')
  })
})

test('what is announced is forgotten beyond a limit, and counted', () => {
  const announcements = new Announcements(2)
  const frame = new FollowedFrame(undefined, new Foresight())
  for (const each of [1, 2, 3, 3])
    announcements.add(
      { transport: 'udp', address: '192.0.2.1', port: each, speaks: [['announced', 'greeting']] },
      frame,
      -1,
    )
  expect(announcements.forgotten).toBe(1)
  for (const address of ['0.0.0.0', '::', 'example.test', 'source'])
    announcements.add({ transport: 'udp', address, port: 9, speaks: [['announced', 'greeting']] }, frame, -1)
  announcements.add({ transport: 'udp', address: '192.0.2.1', port: 9, speaks: [['announced', 'nobody']] }, frame, -1)
  expect(announcements.forgotten).toBe(1)
})

/** The packets of one of the captures. */
function packetsOf(name: string): Packet[] {
  const follower = new ConversationFollower()
  return batchesOf(name).flatMap((batch) => {
    follower.follow(batch)
    return [...batch].map((frame) => new Packet(frame))
  })
}

describe('FTP announces its data connections', () => {
  const data = packetsOf('ftp.pcapng').filter((packet) => protocolsOf(packet).includes('ftp-data'))

  test('passive and active, over IPv4 and IPv6', () => {
    const setups = data.map((packet) => [
      valuesOf(packet, 'ftp-data.setup-method'),
      valuesOf(packet, 'ftp-data.command'),
    ])
    expect(new Set(setups.map((each) => each.flat().join(' ')))).toEqual(
      new Set(['EPASV RETR numbers.txt', 'PASV LIST', 'PORT RETR line.txt', 'EPRT STOR upload.txt']),
    )
    expect(data).toHaveLength(6)
  })

  test('as a layer of their own', () => expectGolden(data[0]!, 'ftp-data', 'ftp-data'))

  test('with the frames that set them up', () => {
    expect(valuesOf(data[0]!, 'ftp-data.setup-frame')).toEqual([16])
    expect(valuesOf(data[0]!, 'ftp-data.command-frame')).toEqual([24])
  })
})

test('TFTP goes on between the ports of the answer', () => {
  const packets = packetsOf('tftp.pcapng').slice(2)
  expect(new Set(packets.map(protocolsOf))).toEqual(new Set(['eth:ip:udp:tftp']))
  expect(valuesOf(packets[1]!, 'tftp.request_frame')).toEqual([3])
})

describe('SDP', () => {
  const sdp = 'v=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 5000 RTP/AVP 0\r\nm=audio 5010 RTP/AVP 0\r\na=rtcp:5020\r\n'
  const invite = `INVITE sip:a@b SIP/2.0\r\nContent-Type: application/sdp\r\nContent-Length: ${sdp.length}\r\n\r\n${sdp}`
  const rtp = Uint8Array.of(0x80, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0xff)
  const rtcp = Uint8Array.of(0x80, 201, 0, 1, 0, 0, 0, 3)
  const conversation = [
    ['1:5060', '2:5060', invite],
    ['2:6000', '1:5000', rtp],
    ['2:6001', '1:5001', rtcp],
    ['2:6010', '1:5010', rtcp],
    ['2:6020', '1:5020', rtcp],
    ['2:6020', '1:5030', rtp],
    ['2:6000', '1:5000', 'STUN'],
  ] as const

  test('announces RTP and RTCP', () =>
    expect(namesOf(...conversation)).toEqual(['sip:sdp', 'rtp', 'rtcp', 'rtcp', 'rtcp', 'data', 'data']))

  test('is told by the layers of RTP', async () => {
    const packet = followed(conversation.map(datagram))[1]!
    expect(valuesOf(packet, 'rtp.setup-frame')).toEqual([1])
    await expectGolden(packet, 'rtp', 'rtp')
  })
})
