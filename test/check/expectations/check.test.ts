import { describe, expect, test } from 'vitest'
import { Check } from '../../../src/check/expectations/check.ts'
import type { Expectation } from '../../../src/check/expectations/expectation.ts'
import { Batch } from '../../../src/files/batch.ts'
import { Frame } from '../../../src/files/frame.ts'
import { FilterError } from '../../../src/filter/error.ts'
import { bytesOf, framesOf } from '../../support/packets.ts'

/** A UDP datagram from a port, at so many milliseconds. */
const datagram = (number: number, port: number, milliseconds: number) =>
  Frame.of(
    bytesOf(`4500001c00000000 40110000 c0000201 c0000202 ${port.toString(16).padStart(4, '0')} 0035 0008 0000`),
    {
      linkType: 101,
      number,
      seconds: Number.isNaN(milliseconds) ? NaN : 1_700_000_000 + Math.floor(milliseconds / 1000),
      nanoseconds: Number.isNaN(milliseconds) ? 0 : (milliseconds % 1000) * 1e6,
    },
  )

/** Datagrams from ports, each `port` or `port@milliseconds`. */
const datagrams = (...ports: readonly (number | string)[]) =>
  ports.map((each, index) => {
    const [port, time = `${index}`] = `${each}`.split('@')
    return datagram(index + 1, Number(port), Number(time))
  })

function outcomeOf(expectation: Expectation, frames: readonly Frame[]) {
  const check = new Check([expectation])
  const batch = new Batch()
  for (const frame of frames) check.take(batch.hold(frame))
  return check.result().outcomes[0]!
}

const passes = (expectation: Expectation, frames: readonly Frame[]) => outcomeOf(expectation, frames).passed
const from = (port: number) => `udp.srcport == ${port}`

describe('what is expected', () => {
  test.each<[Expectation, (number | string)[], boolean]>([
    [{ kind: 'some', filter: from(2) }, [1, 2], true],
    [{ kind: 'some', filter: from(2) }, [1, 3], false],
    [{ kind: 'some', filter: from(2) }, [], false],
    [{ kind: 'some', filter: from(2), within: 500 }, [1, '2@500'], true],
    [{ kind: 'some', filter: from(2), within: 500 }, [1, '2@501'], false],
    [{ kind: 'some', filter: from(2), within: 0 }, [2, 1], true],
    [{ kind: 'none', filter: from(2) }, [1, 3], true],
    [{ kind: 'none', filter: from(2) }, [1, 2], false],
    [{ kind: 'none', filter: from(2) }, [], true],
    [{ kind: 'none', filter: from(2), within: 500 }, [1, '2@501'], true],
    [{ kind: 'none', filter: from(2), within: 500 }, [1, '2@500'], false],
    [{ kind: 'only', filter: from(2) }, [2, 2], true],
    [{ kind: 'only', filter: from(2) }, [2, 1], false],
    [{ kind: 'only', filter: from(2) }, [], true],
    [{ kind: 'only', filter: from(2), within: 500 }, [2, '1@501'], true],
    [{ kind: 'count', filter: from(2), comparison: '>= 2' }, [2, 1, 2], true],
    [{ kind: 'count', filter: from(2), comparison: '>= 2' }, [2, 1], false],
    [{ kind: 'count', filter: from(2), comparison: '> 2' }, [2, 2], false],
    [{ kind: 'count', filter: from(2), comparison: '< 2' }, [2, 2], false],
    [{ kind: 'count', filter: from(2), comparison: '<= 2' }, [2, 2], true],
    [{ kind: 'count', filter: from(2), comparison: '== 0' }, [1], true],
    [{ kind: 'count', filter: from(2), comparison: '2..3' }, [2, 2, 2], true],
    [{ kind: 'count', filter: from(2), comparison: '2..3' }, [2, 2, 2, 2], false],
    [{ kind: 'count', filter: from(2), comparison: '2' }, [2, 2], true],
    [{ kind: 'count', filter: from(2), comparison: '1', within: 500 }, [2, '2@501'], true],
    [{ kind: 'count', filter: from(2), comparison: '2', within: 500 }, [2, '2@501'], false],
    [{ kind: 'order', filters: [from(1), from(2), from(3)] }, [1, 9, 2, 9, 3], true],
    [{ kind: 'order', filters: [from(1), from(2), from(3)] }, [1, 3, 2], false],
    [{ kind: 'order', filters: [from(1), from(1)] }, [1], false],
    [{ kind: 'order', filters: [from(1), from(1)] }, [1, 1], true],
    [{ kind: 'order', filters: [from(1), from(2)], within: 100 }, ['1@0', '2@100'], true],
    [{ kind: 'order', filters: [from(1), from(2)], within: 100 }, ['1@0', '2@101'], false],
    // The order that is quick enough begins later than the first that could be one.
    [
      { kind: 'order', filters: [from(1), from(2), from(3)], within: 100 },
      ['1@0', '2@50', '1@900', '3@910', '2@950', '3@990'],
      true,
    ],
    [{ kind: 'order', filters: [from(1), from(2), from(3)], within: 100 }, ['1@0', '2@50', '1@900', '3@910'], false],
    [{ kind: 'some', filter: from(1), among: from(2) }, [1, 2], false],
    [{ kind: 'only', filter: from(1), among: 'udp.srcport < 2' }, [1, 2], true],
  ])('%j of ports %j: %s', (expectation, ports, expected) => {
    expect(passes(expectation, datagrams(...ports))).toBe(expected)
  })

  test('a time bound is never met by packets without times, and never excuses them', () => {
    const frames = datagrams('1@NaN', '2@NaN')
    expect(passes({ kind: 'some', filter: from(2) }, frames)).toBe(true)
    expect(passes({ kind: 'some', filter: from(2), within: 1000 }, frames)).toBe(false)
    expect(passes({ kind: 'count', filter: from(2), comparison: '1', within: 1000 }, frames)).toBe(false)
    expect(passes({ kind: 'order', filters: [from(1), from(2)], within: 1000 }, frames)).toBe(false)
    expect(passes({ kind: 'none', filter: from(2), within: 1000 }, frames)).toBe(false)
    expect(outcomeOf({ kind: 'some', filter: from(2), within: 1000 }, frames).packets[0]!.reasons[0]!.text).toBe(
      'it matches, but the capture holds no time for it',
    )
  })

  test('what is no filter or no count is refused at once', () => {
    expect(() => new Check([{ kind: 'some', filter: 'tcp.prt' }])).toThrow(FilterError)
    expect(() => new Check([{ kind: 'order', filters: ['tcp', 'tcp.prt'] }])).toThrow(FilterError)
    expect(() => new Check([{ kind: 'some', filter: 'tcp', among: 'tcp.prt' }])).toThrow(FilterError)
    expect(() => new Check([{ kind: 'count', filter: 'tcp', comparison: 'many' }])).toThrow(
      new TypeError("a count is '>= 3', '> 2', '== 2', '<= 5', '< 5', '2..4' or '3', not \"many\""),
    )
    expect(() => new Check([{ kind: 'order', filters: [] }])).toThrow(TypeError)
  })

  test('an order in time is found wherever a search of all ways finds one', () => {
    let seed = 7
    const random = (below: number) => (seed = (seed * 48271) % 2147483647) % below
    for (let round = 0; round < 400; round++) {
      const frames = Array.from({ length: 8 }, (_, index) => ({ port: 1 + random(3), time: index * 10 + random(10) }))
      const within = random(60)
      const found = frames.some(
        (one, i) =>
          one.port === 1 &&
          frames.some(
            (two, j) =>
              j > i &&
              two.port === 2 &&
              frames.some((three, k) => k > j && three.port === 3 && three.time - one.time <= within),
          ),
      )
      expect(
        passes(
          { kind: 'order', filters: [from(1), from(2), from(3)], within },
          datagrams(...frames.map(({ port, time }) => `${port}@${time}`)),
        ),
        JSON.stringify({ frames, within }),
      ).toBe(found)
    }
  })
})

describe('what was there instead', () => {
  const http = framesOf('http.pcapng')
  const near = (filter: string) =>
    outcomeOf({ kind: 'some', filter }, http).packets.map(({ number, reasons }) => [
      number,
      ...reasons.map(({ text }) => text),
    ])

  test('the packets that meet most of a filter come first, and text that is nearly right before other text', () => {
    expect(near('http.request.uri == "/robots.tx" and ip.dst == 192.0.2.2')[0]).toEqual([
      14,
      'http.request.uri was "/robots.txt"',
    ])
    expect(near('http.request.uri == "/old" and ip.dst == 192.0.2.9')[0]).toEqual([6, 'ip.dst was 192.0.2.2'])
  })

  test('packets that have nothing of it are not near', () => {
    expect(near('udp.port == 53')).toEqual([])
    expect(outcomeOf({ kind: 'some', filter: 'udp.port == 53' }, http).remarks).toEqual([
      'no packet has udp.port',
      'there were 14 http, 8 tcp, 2 arp',
    ])
  })

  test('those that are alike are shown once', () => {
    expect(near('ip.ttl == 63')).toEqual([[3, 'ip.ttl was 64']])
  })

  test('each condition is counted', () => {
    expect(
      outcomeOf({ kind: 'some', filter: 'http.request.uri == "/x" and ip.dst == 192.0.2.2 and udp' }, http).remarks,
    ).toEqual([
      'http.request.uri == "/x": true of none; 7 packets have http.request.uri, with other values',
      'ip.dst == 192.0.2.2: true of 12 packets',
      'no packet has udp',
    ])
  })

  test('what comes too late is the nearest', () => {
    const { found, packets } = outcomeOf({ kind: 'some', filter: from(2), within: 500 }, datagrams(1, '2@734'))
    expect([found, packets[0]!.reasons[0]!.text]).toEqual([
      '1 of 2 packets matches, but too late',
      'it matches, but came 734ms after the first packet, later than 500ms',
    ])
  })

  test('offending packets are the first few, and the rest is counted', () => {
    const { found, packets, more } = outcomeOf({ kind: 'none', filter: 'tcp' }, http)
    expect([found, packets.map(({ number }) => number), more]).toEqual(['22 of 24 packets match', [3, 4, 5, 6, 7], 17])
  })

  test('an order says how far it came, and what came before its turn', () => {
    const { found, remarks, packets } = outcomeOf(
      { kind: 'order', filters: [from(1), from(2), from(3)] },
      datagrams(3, 1, 2, 5),
    )
    expect([found, remarks]).toEqual([
      '2 of them; then none of 1 packet matches udp.srcport == 3',
      ['packet 1 matches udp.srcport == 3, but comes before packet 3'],
    ])
    expect(packets.map(({ number, relation }) => [number, relation])).toEqual([
      [2, 'step'],
      [3, 'step'],
      [4, 'nearest'],
    ])
  })

  test('lines are those of the capture as a whole, also from memory that is used again', () => {
    const [packet] = outcomeOf({ kind: 'none', filter: 'tcp.flags.fin == 1' }, http).packets
    expect(packet!.line).toBe(
      '22 13:59:53.445863 192.0.2.1:33860 > 192.0.2.2:80 TCP 66 FIN ACK seq 762 ack 1972 win 63',
    )
  })
})
