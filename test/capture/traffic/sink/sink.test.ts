import { describe, expect, test } from 'vitest'
import { Sink } from '../../../../src/capture/traffic/sink/sink.ts'
import {
  icmp,
  readDatagram,
  tcp,
  udp,
  writeFrame,
  type Datagram,
} from '../../../../src/capture/traffic/sink/datagrams.ts'
import { verifyChecksums } from '../../../../src/packet/checksums/index.ts'
import { Packet } from '../../../../src/packet/packet.ts'

const client = Uint8Array.of(198, 18, 0, 1)
const server = Uint8Array.of(198, 18, 1, 0)
const clientHardware = Uint8Array.of(2, 0, 0, 0, 0, 1)

/** A sink, and all it has sent. */
function sinkWith() {
  const sent: Packet[] = []
  const clock = { now: 0 }
  const sink = new Sink(
    (frame) => sent.push(Packet.of(frame)),
    () => clock.now,
  )
  const give = (protocol: number, payload: Uint8Array, destination = server) => {
    sent.length = 0
    sink.take(
      writeFrame({ source: client, destination, protocol, payload } satisfies Datagram, clientHardware, clientHardware),
    )
    return sent
  }
  return { sink, sent, clock, give }
}

const ascii = (text: string) => new TextEncoder().encode(text)
const textOf = (packet: Packet) => new TextDecoder().decode(packet.frame.bytes.subarray(54))

function query(name: string, type: number): Uint8Array {
  const labels = name.split('.').flatMap((label) => [label.length, ...ascii(label)])
  const message = Uint8Array.of(0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...labels, 0, 0, type, 0, 1)
  return Uint8Array.of(0xc0, 0, 0, 53, 0, 8 + message.length, 0, 0, ...message)
}

describe('names', () => {
  test('have an address each, the same whenever they are asked for, in small letters or large', () => {
    const { give } = sinkWith()
    const first = give(udp, query('one.test', 1))
    expect(first).toHaveLength(1)
    const data = (packets: readonly Packet[]) => [...packets[0]!.frame.bytes.subarray(-4)]
    expect(data(first)).toEqual([198, 18, 1, 0])
    expect(data(give(udp, query('two.test', 1)))).toEqual([198, 18, 1, 1])
    expect(data(give(udp, query('ONE.test', 1)))).toEqual([198, 18, 1, 0])
    expect([...give(udp, query('two.test', 28))[0]!.frame.bytes.subarray(-16)]).toEqual([
      0xfd, 0, 0x6f, 0x6e, 0x77, 0x69, 0x72, 0x65, 0, 0, 0, 0, 0, 0, 1, 1,
    ])
  })

  test('are found by their address, and have nothing else', () => {
    const { give } = sinkWith()
    give(udp, query('one.test', 1))
    const [reverse] = give(udp, query('0.1.18.198.in-addr.arpa', 12))
    expect(new TextDecoder().decode(reverse!.frame.bytes.subarray(-10))).toBe('\x03one\x04test\0')
    const [mail] = give(udp, query('one.test', 15))
    expect(mail!.dns).toMatchObject({ answerCount: 0 })
  })

  test('what is no question is not answered, however it is cut', () => {
    const { give } = sinkWith()
    const whole = query('one.test', 1)
    for (let length = 8; length < whole.length; length++) expect(give(udp, whole.subarray(0, length))).toHaveLength(0)
    const answer = whole.slice()
    answer[10]! |= 0x80
    expect(give(udp, answer)).toHaveLength(0)
    const other = whole.slice()
    other[3] = 54
    expect(give(udp, other)).toHaveLength(0)
  })
})

describe('connections', () => {
  const [fin, syn, rst, psh, ack] = [1, 2, 4, 8, 16]

  function segment(
    port: number,
    sequence: number,
    acknowledged: number,
    flags: number,
    data: Uint8Array = new Uint8Array(0),
  ): Uint8Array {
    const bytes = new Uint8Array(20 + data.length)
    const view = new DataView(bytes.buffer)
    view.setUint16(0, 40_000)
    view.setUint16(2, port)
    view.setUint32(4, sequence)
    view.setUint32(8, acknowledged)
    bytes.set([0x50, flags, 0xff, 0xff], 12)
    bytes.set(data, 20)
    return bytes
  }

  /** Connects; gives what says the next, and what the sink has answered. */
  function connected(port: number) {
    const { give, sink, clock, sent } = sinkWith()
    const [accepted] = give(tcp, segment(port, 0xffff_fff0, 0, syn))
    const next = (accepted!.tcp!.sequence + 1) >>> 0
    let sequence = 0xffff_fff1
    const say = (data: Uint8Array | string, flags = psh | ack) => {
      const bytes = typeof data === 'string' ? ascii(data) : data
      const answers = [...give(tcp, segment(port, sequence, next, flags, bytes))]
      sequence = (sequence + bytes.length) >>> 0
      return answers
    }
    return { accepted: accepted!, say, give, sink, clock, sent, next, at: () => sequence }
  }

  const flagsOf = (packets: readonly Packet[]) => packets.map((each) => each.frame.bytes[47]!)

  test('are accepted on every port, with right checksums', () => {
    const { accepted } = connected(31_337)
    expect(flagsOf([accepted])).toEqual([syn | ack])
    expect(verifyChecksums(accepted.layers()).map(({ verdict }) => verdict)).toEqual(['good', 'good'])
  })

  test('a request over HTTP is answered once it is whole, and that is the end', () => {
    const { say } = connected(8080)
    expect(flagsOf(say('POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n'))).toEqual([ack])
    expect(flagsOf(say('\r\nab'))).toEqual([ack])
    const answers = say('cde')
    expect(flagsOf(answers)).toEqual([ack, ack | psh, ack | fin])
    expect(textOf(answers[1]!)).toMatch(
      /^HTTP\/1\.1 200 OK\r\nServer: onwire-sink\r\n[^]*no data has left this host\.\n$/,
    )
  })

  test('a body in chunks ends with the last; who waits to be told goes on; a HEAD has no body', () => {
    const { say } = connected(80)
    expect(textOf(say('PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n')[1]!)).toBe(
      'HTTP/1.1 100 Continue\r\n\r\n',
    )
    expect(flagsOf(say('3\r\nabc\r\n0\r\n'))).toEqual([ack])
    expect(flagsOf(say('\r\n'))).toEqual([ack, ack | psh, ack | fin])
    expect(textOf(connected(80).say('HEAD / HTTP/1.0\r\n\r\n')[1]!)).toMatch(/\r\n\r\n$/)
  })

  test('TLS is refused after its whole ClientHello, through a proxy as well', () => {
    const hello = Uint8Array.of(0x16, 3, 1, 0, 4, 1, 0, 0, 0)
    const { say } = connected(443)
    expect(flagsOf(say(hello.subarray(0, 6)))).toEqual([ack])
    const answers = say(hello.subarray(6))
    expect([...answers[1]!.frame.bytes.subarray(54)]).toEqual([21, 3, 3, 0, 2, 2, 49])
    expect(flagsOf(answers)).toEqual([ack, ack | psh, ack | fin])
    const proxy = connected(3128)
    expect(textOf(proxy.say('CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n')[1]!)).toMatch(/^HTTP\/1\.1 200 /)
    expect(flagsOf(proxy.say(hello))).toEqual([ack, ack | psh, ack | fin])
  })

  test('names are told over TCP as well', () => {
    const { say } = connected(53)
    const message = query('one.test', 1).subarray(8)
    const [, answer] = say(Uint8Array.of(0, message.length, ...message))
    expect([...answer!.frame.bytes.subarray(-4)]).toEqual([198, 18, 1, 0])
  })

  test('what comes twice, or too early, is not taken', () => {
    const { say, give, next, at } = connected(80)
    const begin = at()
    say('GET / HTTP/1.1\r\n')
    const early = give(tcp, segment(80, (at() + 100) >>> 0, next, psh | ack, ascii('x')))
    expect(early.map(({ tcp }) => tcp!.acknowledgment)).toEqual([at()])
    give(tcp, segment(80, begin, next, psh | ack, ascii('GET / HTTP/1.1\r\n')))
    expect(flagsOf(say('\r\n'))).toEqual([ack, ack | psh, ack | fin])
  })

  test('what was not confirmed is repeated, and what is silent closed', () => {
    const { say, sink, clock, sent } = connected(80)
    say('GET / HTTP/1.1\r\n\r\n')
    sent.length = 0
    clock.now = 1500
    sink.tick()
    expect(flagsOf(sent)).toEqual([ack | psh, ack | fin])
    const silent = connected(25)
    silent.sent.length = 0
    silent.clock.now = 6000
    silent.sink.tick()
    expect(flagsOf(silent.sent)).toEqual([ack | fin])
  })

  test('who was not let in is told so', () => {
    expect(flagsOf(sinkWith().give(tcp, segment(80, 5, 9, ack)))).toEqual([rst])
    expect(sinkWith().give(tcp, segment(80, 5, 9, rst))).toHaveLength(0)
  })
})

test('a ping is answered; fragments and what is cut are not', () => {
  const { give, sink, sent } = sinkWith()
  const ping = Uint8Array.of(8, 0, 0, 0, 0, 1, 0, 1, 97)
  const [pong] = give(icmp, ping)
  expect(pong!.icmp).toMatchObject({ type: 0 })
  expect(verifyChecksums(pong!.layers()).every(({ verdict }) => verdict === 'good')).toBe(true)
  sent.length = 0
  const frame = writeFrame(
    { source: client, destination: server, protocol: icmp, payload: ping },
    clientHardware,
    clientHardware,
  )
  for (let length = 0; length < frame.length; length++) sink.take(frame.subarray(0, length))
  expect(sent).toHaveLength(0)
  frame[20] = 0x20
  expect(readDatagram(frame)).toBeUndefined()
  sink.take(frame)
  expect(sent).toHaveLength(0)
})
