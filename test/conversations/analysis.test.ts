/** What is told of segments, as tshark 4.0 tells it. */
import { describe, expect, test } from 'vitest'
import { ConversationFollower } from '../../src/conversations/follower.ts'
import { join, pcap } from '../support/capture-bytes.ts'
import { batchesIn, followed, ipv4, segment, type Sent } from '../support/conversations.ts'

const ms = (sent: readonly Sent[]): Sent[] => sent.map((each, index) => ({ ...each, at: each.at || index * 10_000 }))
const bytes = (length: number) => new Uint8Array(length)
const c = (flags: string, sequence: number, acknowledgment: number, length = 0) =>
  segment('client', flags, sequence, acknowledgment, { payload: bytes(length) })
const s = (flags: string, sequence: number, acknowledgment: number, length = 0) =>
  segment('server', flags, sequence, acknowledgment, { payload: bytes(length) })
const handshake = [c('S', 0, 0), s('SA', 0, 1), c('A', 1, 1)]

/** Per packet, whether or what a field is. */
const all = (sent: readonly Sent[], name: string) => followed(ms(sent)).map((frame) => frame.values(name).join())
const marked = (sent: readonly Sent[], name: string) =>
  followed(ms(sent)).flatMap((frame, index) => (frame.values(name).length > 0 ? [index + 1] : []))

describe('an acknowledgment of what was not captured', () => {
  const lost = 'tcp.analysis.ack_lost_segment'
  const begun = [...handshake, c('AP', 1, 1, 38)]

  test('is told once as long as nothing comes from the other side', () =>
    expect(marked([...begun, s('A', 1, 240), s('A', 1, 240), s('A', 1, 250), s('A', 1, 260)], lost)).toEqual([5]))
  test('is told again after a gap, and then of what is beyond', () =>
    expect(marked([...begun, c('A', 100, 1, 10), s('A', 1, 110), s('A', 1, 120), s('A', 1, 130)], lost)).toEqual([
      6, 7,
    ]))
  test('is not told once what was missing came', () =>
    expect(marked([...begun, c('A', 100, 1, 10), c('A', 39, 1, 61), s('A', 1, 110)], lost)).toEqual([]))
  test('is not told after a duplicate acknowledgment of the other side, whose count begins again', () => {
    const sent = [...begun, s('AP', 1, 39, 10), c('A', 39, 11), c('A', 39, 11), s('A', 11, 240), c('A', 39, 11)]
    expect(marked(sent, lost)).toEqual([])
    expect(all(sent, 'tcp.analysis.duplicate_ack_num')).toEqual(['', '', '', '', '', '', '1', '', '1'])
  })
  test('is told again once the other side has acknowledged more', () => {
    const sent = [...begun, s('AP', 1, 400, 10), c('A', 500, 11, 10), s('AP', 11, 600, 10), s('AP', 21, 600, 10)]
    expect(marked([...sent, s('AP', 31, 600, 10)], lost)).toEqual([5, 7, 8])
  })
})

describe('bytes in flight', () => {
  const flight = 'tcp.analysis.bytes_in_flight'

  test('are not known after a gap until the other side acknowledges', () => {
    const sent = [...handshake, c('A', 1, 1, 10), c('A', 21, 1, 10), c('A', 31, 1, 10), s('A', 1, 1), c('A', 41, 1, 10)]
    expect(all(sent, flight)).toEqual(['', '', '', '10', '', '', '', '50'])
    expect(all(sent, 'tcp.analysis.push_bytes_sent')).toEqual(['', '', '', '10', '', '', '', '20'])
  })
  test('are those of data only, where SYN and FIN have numbers too', () =>
    expect(all([c('S', 0, 0, 10), s('SA', 0, 11), c('A', 11, 1), c('FA', 11, 1, 10)], flight)).toEqual([
      '10',
      '',
      '',
      '10',
    ]))
  test('are without what is acknowledged selectively', () => {
    const block = [
      1,
      1,
      5,
      10,
      ...[1_000_000 + 486, 1_000_000 + 786].flatMap((n) => [n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255]),
    ]
    const sent = [
      ...handshake,
      c('AP', 486, 1, 300),
      segment('server', 'A', 1, 1, { options: block }),
      c('AP', 1, 1, 785),
    ]
    expect(all(sent, flight).at(-1)).toBe('485')
  })
  test('are told beyond the wrap of sequence numbers', () => {
    const bases = [0xffff_fff0, 0x7fff_fff8] as const
    const sent = [
      segment('client', 'S', 0, 0, { bases }),
      segment('server', 'SA', 0, 1, { bases }),
      segment('client', 'A', 1, 1, { bases, payload: bytes(100) }),
      segment('client', 'A', 101, 1, { bases, payload: bytes(100) }),
      segment('server', 'A', 1, 201, { bases }),
    ]
    expect(all(sent, flight)).toEqual(['', '', '100', '200', ''])
    expect(all(sent, 'tcp.analysis.acks_frame')).toEqual(['', '1', '2', '', '4'])
    expect(all(sent, 'tcp.seq')).toEqual(['0', '0', '1', '101', '1'])
  })
})

describe('completeness', () => {
  const complete = 'tcp.completeness'

  test('counts what was seen, in every packet of a second pass', () =>
    expect(all([...handshake, c('AP', 1, 1, 5), s('FA', 1, 6)], complete)).toEqual(['31', '31', '31', '31', '31']))
  test('has an acknowledgment only where one comes alone', () =>
    expect(all([c('AP', 1, 1, 5), s('AP', 1, 6, 5)], complete)).toEqual(['8', '8']))
  test('of a single packet is 0, unless it opens the connection', () => {
    expect(all([c('RA', 1, 1)], complete)).toEqual(['0'])
    expect(all([c('S', 0, 0)], complete)).toEqual(['1'])
  })
  test('has the first packet from the second on', () =>
    expect(all([s('SA', 0, 1), c('A', 1, 1)], complete)).toEqual(['4', '6']))
})

describe('ports used again', () => {
  const stream = 'tcp.stream'

  test('are another stream if the numbers are others', () =>
    expect(all([...handshake, c('FA', 1, 1), c('S', 9000, 0), s('SA', 70, 9001)], stream)).toEqual([
      '0',
      '0',
      '0',
      '0',
      '1',
      '1',
    ]))
  test('are the same stream if they are the same, closed or not', () =>
    expect(all([...handshake, c('R', 1, 0), c('S', 0, 0)], stream)).toEqual(['0', '0', '0', '0', '0']))
})

test('the window is scaled by what one side says, unless the other says nothing', () => {
  const scale = [1, 3, 3, 9]
  const offer = segment('client', 'S', 0, 0, { options: scale, window: 100 })
  const one = [offer, segment('client', 'A', 1, 1, { window: 100 })]
  expect(all(one, 'tcp.window_size')).toEqual(['100', '51200'])
  const refused = [offer, s('SA', 0, 1), segment('client', 'A', 1, 1, { window: 100 })]
  expect(all(refused, 'tcp.window_size')).toEqual(['100', '500', '100'])
  expect(all(refused, 'tcp.window_size_scalefactor')).toEqual(['', '', '-2'])
})

describe('data that does not go on where the last ended', () => {
  const begun = [
    ...handshake.map((each, index) => ({ ...each, at: index * 5000 })),
    { ...c('A', 1, 1, 10), at: 20_000 },
  ]
  const kinds = ['out_of_order', 'retransmission', 'spurious_retransmission', 'fast_retransmission', 'keep_alive']
  const kindOf = (sent: readonly Sent[]) => {
    const last = followed(sent).at(-1)!
    return kinds.filter((kind) => last.values(`tcp.analysis.${kind}`).length > 0)
  }

  test('is out of order within a round trip', () =>
    expect(kindOf([...begun, { ...c('A', 21, 1, 10), at: 21_000 }, { ...c('A', 11, 1, 10), at: 25_000 }])).toEqual([
      'out_of_order',
    ]))
  test('is sent again after that', () =>
    expect(kindOf([...begun, { ...c('A', 21, 1, 10), at: 21_000 }, { ...c('A', 11, 1, 10), at: 61_000 }])).toEqual([
      'retransmission',
    ]))
  test('is sent again if it ends where the last ended', () =>
    expect(kindOf([...begun, { ...c('A', 1, 1, 10), at: 21_000 }])).toEqual(['retransmission']))
  test('is in vain if it was acknowledged', () =>
    expect(kindOf([...begun, { ...s('A', 1, 11), at: 21_000 }, { ...c('A', 1, 1, 10), at: 22_000 }])).toEqual([
      'retransmission',
      'spurious_retransmission',
    ]))
  test('is fast after two duplicate acknowledgments', () => {
    const again = [1, 2, 3].map((n) => ({ ...s('A', 1, 11), at: 30_000 + n }))
    expect(
      kindOf([...begun, { ...c('A', 21, 1, 10), at: 29_000 }, ...again, { ...c('A', 11, 1, 10), at: 32_000 }]),
    ).toEqual(['retransmission', 'fast_retransmission'])
  })
  test('is a keep-alive if it is a byte before that', () =>
    expect(kindOf([...begun, { ...c('A', 10, 1, 1), at: 40_000 }])).toEqual(['keep_alive']))
})

test('eight bytes that ICMP quotes of a segment have their sequence number, as it is', () => {
  const quoted = segment('client', 'A', 1, 1).bytes.subarray(0, 28)
  const error = ipv4(1, false, join(Uint8Array.of(3, 1, 0, 0, 0, 0, 0, 0), quoted))
  const [frame] = followed([{ at: 0, bytes: error }])
  expect(frame!.values('tcp.seq')).toEqual([1_000_001])
  expect(frame!.values('tcp.stream')).toEqual([])
})

test('a segment that ends in its header keeps its numbers, and is part of its stream', () => {
  const short = ipv4(6, true, segment('client', 'S', 0, 0, { options: [1, 1, 1, 0] }).bytes.subarray(20, 42))
  const [frame] = followed([{ at: 0, bytes: short }])
  expect(frame!.values('tcp.seq')).toEqual([1_000_000])
  expect(frame!.values('tcp.nxtseq')).toEqual([])
})

test('what there is no room for is counted', () => {
  const parts = Array.from({ length: 4100 }, (_, identification) =>
    ipv4(17, true, bytes(8), { identification, more: true }),
  )
  const follower = new ConversationFollower()
  const capture = pcap(
    parts.map((part) => [1, 0, part]),
    { linkTypeWord: 101 },
  )
  for (const batch of batchesIn(capture)) follower.follow(batch)
  expect(follower.left).toEqual({ conversations: 0, fragments: 4, facts: 0, questions: 0, announced: 0 })
})

describe('times', () => {
  test('what is sent again is timed from the oldest that is not acknowledged', () => {
    const sent = [...handshake, c('A', 1, 1, 10), c('A', 11, 1, 10), { ...c('A', 11, 1, 10), at: 900_000 }]
    expect(all(sent, 'tcp.analysis.rto_frame').at(-1)).toBe('4')
    expect(all(sent, 'tcp.analysis.rto').at(-1)).toBe('0.870000000')
  })
  test('the initial round trip is told where something is told of the segment, before it was known too', () =>
    expect(all([...handshake, c('FA', 1, 1)], 'tcp.analysis.initial_rtt')).toEqual([
      '',
      '0.020000000',
      '0.020000000',
      '',
    ]))
  test('each FIN is that of the side that closed first, or of the other', () => {
    const sent = [...handshake, c('FA', 1, 1), s('FA', 1, 2), c('FA', 1, 1)]
    expect(marked(sent, 'tcp.connection.fin_active')).toEqual([4, 6])
    expect(marked(sent, 'tcp.connection.fin_passive')).toEqual([5])
  })
})
