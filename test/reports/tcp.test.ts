import { describe, expect, test } from 'vitest'
import { plainPalette } from '../../src/text/palette.ts'
import { Batch } from '../../src/files/batch.ts'
import { Frame } from '../../src/files/frame.ts'
import { summaryText, TrafficReport } from '../../src/reports/index.ts'
import { client, datagram, packet, segment, server, summaryOf, Talk } from './conversation.ts'

const one = (packets: readonly Uint8Array[]) => {
  const { connections, failures } = summaryOf(packets)
  expect(connections).toHaveLength(1)
  return { ...connections[0]!, failures }
}
const from = (sequence: number, payload: string, flags = 'A') => segment(client, server, { sequence, payload, flags })
const back = (sequence: number, payload: string, flags = 'A') => segment(server, client, { sequence, payload, flags })

describe('how a connection begins', () => {
  test('whoever sends the SYN is the client, whatever the ports', () => {
    const packets = new Talk({ address: [192, 0, 2, 9], port: 22 }, { address: [192, 0, 2, 8], port: 50_000 }).open()
      .packets
    expect(one(packets)).toMatchObject({
      client: { address: '192.0.2.9', port: 22 },
      handshake: 'whole',
      handshakeTime: 0.001,
    })
    expect(one(packets.slice(1))).toMatchObject({ client: { address: '192.0.2.9', port: 22 }, handshake: 'part' })
  })

  test('without a SYN it is whoever talks to a known or to the lower port', () => {
    expect(one([back(1, 'x'), from(1, 'y')])).toMatchObject({
      client: { address: '192.0.2.1', port: 40_000 },
      handshake: 'none',
    })
    const talk = new Talk({ address: [192, 0, 2, 1], port: 40_000 }, { address: [192, 0, 2, 2], port: 39_999 })
    expect(one(talk.say(1, 'x').packets)).toMatchObject({ server: { port: 39_999 } })
  })

  test('a SYN that comes behind its answer begins nothing new', () => {
    const [syn, answer, ...more] = new Talk().open().say(0, 'hello').close().packets
    expect(one([answer!, ...more, syn!])).toMatchObject({
      handshake: 'whole',
      end: 'closed',
      fromClient: { bytes: 5, retransmissions: 0 },
    })
  })

  test('the same ports again are another connection', () => {
    const packets = [
      ...new Talk().open().say(0, 'one').close().packets,
      ...new Talk(client, server, [77_000, 88_000]).open().say(0, 'more').packets,
    ]
    expect(
      summaryOf(packets).connections.map(({ number, end, fromClient }) => [number, end, fromClient.bytes]),
    ).toEqual([
      [1, 'closed', 3],
      [2, 'open', 4],
    ])
  })
})

describe('how a connection ends', () => {
  test.each([
    ['closed', undefined, new Talk().open().close(), []],
    ['half-closed', undefined, new Talk().open().say(0, '', 'FA'), []],
    ['open', undefined, new Talk().open().say(0, 'x'), []],
    ['reset', 'server', new Talk().open().say(0, 'x').say(1, '', 'R'), ['reset']],
    ['reset', 'client', new Talk().open().say(0, '', 'RA'), ['reset']],
    ['closed', undefined, new Talk().open().close().say(0, '', 'R'), []],
    ['refused', undefined, new Talk().say(0, '', 'S').say(1, '', 'RA'), ['refused']],
    ['unanswered', undefined, new Talk().say(0, '', 'S'), ['unanswered']],
  ] as const)('%s by %s', (end, by, { packets }, failures) => {
    const connection = one(packets)
    expect({
      end: connection.end,
      by: connection.resetBy,
      failures: connection.failures.map(({ kind }) => kind),
    }).toEqual({ end, by, failures })
  })

  test('with the packets that show it', () => {
    expect(one(new Talk().say(0, '', 'S').say(1, '', 'RA').packets).failures).toEqual([
      {
        kind: 'refused',
        subject: '192.0.2.2:80',
        text: 'connection refused',
        connection: 1,
        count: 1,
        packets: [1, 2],
      },
    ])
    const syn = from(5, '', 'S')
    expect(one([syn, syn, syn]).failures).toEqual([
      {
        kind: 'unanswered',
        subject: '192.0.2.2:80',
        text: 'no answer to 3 SYNs',
        connection: 1,
        count: 3,
        packets: [1, 2, 3],
      },
    ])
  })
})

describe('what a router says of it', () => {
  const unreachable = (about: Uint8Array) =>
    packet(1, [192, 0, 2, 254], client.address, Uint8Array.of(3, 1, 0, 0, 0, 0, 0, 0), about)
  const asked = datagram(client, { ...server, port: 9 }, Uint8Array.of(1, 2, 3))

  test('is told with how often', () => {
    const packets = [asked, unreachable(asked), unreachable(asked), unreachable(asked)]
    expect(summaryText(summaryOf(packets), plainPalette)).toMatch(
      /Host unreachable, says 192\.0\.2\.254, 3 times {2}packets 2, 3, 4\n/,
    )
    expect(summaryText(summaryOf(packets.slice(0, 2)), plainPalette)).toMatch(
      /Host unreachable, says 192\.0\.2\.254 {2}packet 2\n/,
    )
  })

  test('and how often nobody answered is told once', () => {
    const syn = from(5, '', 'S')
    expect(summaryText(summaryOf([syn, syn]), plainPalette)).toMatch(/no answer to 2 SYNs {2}packets 1, 2\n/)
  })
})

test('a summary stays as it was when more packets come', () => {
  const report = new TrafficReport()
  const take = () => report.take(new Batch().hold(Frame.of(from(5, '', 'S'), { linkType: 101 })))
  take()
  const { failures } = report.summary()
  take()
  expect(failures).toMatchObject([{ count: 1, packets: [1] }])
})

describe('what was sent again', () => {
  test('is what was seen before, and counts once as payload', () => {
    const { fromClient, failures } = one([from(1, 'hello'), from(1, 'hello'), from(1, 'hello'), from(6, 'more')])
    expect(fromClient).toMatchObject({ packets: 4, bytes: 9, retransmissions: 2, late: 0, missing: 0 })
    expect(failures).toEqual([])
  })

  test('is not what fills a gap, nor a probe', () => {
    expect(one([from(1, 'ab'), from(5, 'ef'), from(3, 'cd')]).fromClient).toMatchObject({
      bytes: 6,
      retransmissions: 0,
      late: 1,
      missing: 0,
    })
    expect(one([from(1, 'ab'), from(7, 'gh'), from(5, 'ef')]).fromClient).toMatchObject({
      bytes: 6,
      retransmissions: 0,
      late: 1,
      missing: 2,
    })
    expect(one([from(1, 'ab'), from(2, 'b'), from(3, 'cd')]).fromClient).toMatchObject({ bytes: 4, retransmissions: 0 })
  })

  test('may be partly new', () =>
    expect(one([from(1, 'abcd'), from(1, 'abcdef')]).fromClient).toMatchObject({ bytes: 6, retransmissions: 1 }))

  test('goes over the end of the sequence numbers', () => {
    const high = 0xffffffff - 2
    expect(
      one([from(high, 'abcdef'), from(high, 'abcdef'), from(3, 'gh'), from(7, 'kl'), from(5, 'ij')]).fromClient,
    ).toMatchObject({ bytes: 12, retransmissions: 1, late: 1, missing: 0 })
  })

  test('is a failure where it is much', () => {
    expect(one([from(1, 'a'), from(1, 'a'), ...Array.from({ length: 2 }, () => from(1, 'ab'))]).failures).toEqual([])
    expect(one(Array.from({ length: 5 }, () => from(1, 'abc'))).failures).toEqual([
      {
        kind: 'retransmissions',
        subject: '192.0.2.2:80',
        text: '4 of 5 packets of the client were retransmitted',
        connection: 1,
        count: 4,
        packets: [2, 3, 4, 5],
      },
    ])
  })

  test('gaps beyond a number are taken as never filled', () => {
    const { fromClient } = one(Array.from({ length: 100 }, (_, index) => from(1 + 4 * index, 'ab')))
    expect(fromClient).toMatchObject({ bytes: 200, missing: 198 })
  })
})
