/** Statistics tables of the project's own captures, and of packets made for their edges. */
import { describe, expect, test } from 'vitest'
import { Batch } from '../../../src/files/batch.ts'
import { Frame } from '../../../src/files/frame.ts'
import {
  conversationTable,
  dnsTable,
  endpointTable,
  expertTable,
  flowTable,
  hierarchyTable,
  httpTable,
  ioTable,
  lengthTable,
  portTable,
  responseTimeTable,
  shownTable,
  Statistics,
  statisticsCsv,
  statisticsJson,
  statisticsText,
  tableKinds,
  tablesNamed,
  talkers,
  type StatisticsTable,
} from '../../../src/reports/statistics/index.ts'
import { layer, build } from '../../../src/packet/build/index.ts'
import { ConversationFollower } from '../../../src/conversations/follower.ts'
import { batchesOf } from '../../support/packets.ts'

function counted(tables: readonly StatisticsTable[], batches: readonly Batch[]): readonly StatisticsTable[] {
  const statistics = new Statistics(tables)
  for (const batch of batches) statistics.take(batch)
  return tables
}

const everyTable = () => [
  ...talkers.flatMap((talker) => [conversationTable(talker), endpointTable(talker)]),
  hierarchyTable(),
  ioTable({ interval: 0.001, columns: ['', 'COUNT(tcp.port)', 'AVG(frame.len) tcp', 'SUM(tcp.len)'] }),
  lengthTable(),
  portTable(),
  httpTable(),
  dnsTable(),
]

test.each([
  'web.pcapng',
  'http.pcapng',
  'dns.pcapng',
  'ipv6.pcapng',
  'vxlan.pcapng',
  'unreachable.pcapng',
  'fragments.pcapng',
  'snaplen.pcap',
  'interfaces.pcapng',
])('the tables of %s', async (capture) => {
  const text = counted(everyTable(), batchesOf(capture))
    .map((table) => shownTable(table))
    .filter(({ rows }) => rows.length > 0)
    .map((table) => statisticsText(table))
  await expect(text.join('\n')).toMatchFileSnapshot(`../../golden/statistics/${capture}.txt`)
})

test('tables count the same, whether alone or together', () => {
  const batches = batchesOf('http.pcapng')
  const together = counted(everyTable(), batches)
  for (const [place, table] of everyTable().entries()) {
    counted([table], batches)
    expect(table.rows(), table.name).toEqual(together[place]!.rows())
  }
})

describe('what conversations tell', () => {
  const followed = (tables: readonly StatisticsTable[], capture: string) => {
    const follower = new ConversationFollower()
    const statistics = new Statistics(tables)
    for (const batch of batchesOf(capture)) {
      follower.follow(batch)
      statistics.take(batch)
    }
    return tables
  }

  test.each(['web.pcapng', 'lossy.pcapng', 'ping.pcap', 'zero-window.pcapng', 'tcp-refused.pcapng'])(
    'is in tables of %s',
    async (capture) => {
      const tables = followed([expertTable(), responseTimeTable(), flowTable({ most: 12 })], capture)
      const text = tables.map((table) => statisticsText(shownTable(table))).join('\n')
      await expect(text).toMatchFileSnapshot(`../../golden/statistics/${capture}.conversations.txt`)
    },
  )

  test('fragments count where they are put together', () => {
    const rowsOf = (tables: readonly StatisticsTable[]) => tables.map((table) => table.rows().length)
    const tables = () => [conversationTable('udp'), endpointTable('udp'), portTable(), hierarchyTable()]
    const [alone, together] = [counted(tables(), batchesOf('fragments.pcapng')), followed(tables(), 'fragments.pcapng')]
    expect(rowsOf(together).slice(0, 3)).toEqual(rowsOf(alone).slice(0, 3))
    // Of two fragments the first is the longer one.
    const bytesOf = (table: StatisticsTable) => Number(table.rows()[0]![5])
    expect(bytesOf(together[0]!)).toBeLessThan(bytesOf(alone[0]!))
  })

  test('is said to be needed', () => {
    const needs = (table: StatisticsTable) => new Statistics([table]).needsConversations
    expect([expertTable(), responseTimeTable(), flowTable(), hierarchyTable()].map(needs)).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})

test('every name of the catalog makes tables of that name', async () => {
  for (const [name, { each, help }] of Object.entries(tableKinds)) {
    expect(help).not.toBe('')
    const tables = await tablesNamed(name as keyof typeof tableKinds)
    expect(tables.map((table) => table.name)).toEqual(each ? talkers.map((talker) => `${name} ${talker}`) : [name])
  }
})

/** A TCP segment of one direction; `time` in seconds. */
interface Segment {
  readonly from?: 'a' | 'b'
  readonly flags?: { readonly syn?: boolean; readonly ack?: boolean }
  readonly sequence?: number
  readonly time?: number
  readonly port?: number
}

function batchOf(frames: readonly { readonly bytes: Uint8Array; readonly time: number }[]): Batch {
  const batch = new Batch()
  const single = new Batch()
  batch.memory = new Uint8Array(frames.reduce((sum, { bytes }) => sum + bytes.length, 0))
  let at = 0
  for (const [index, { bytes, time }] of frames.entries()) {
    const seconds = Math.floor(time)
    const nanoseconds = Math.round((time - seconds) * 1e9)
    const frame = new Frame(index + 1, seconds, nanoseconds, bytes.length, bytes.length, 1, 0, bytes, 0, 0, 0, true)
    at = batch.copyFrame(index, single.hold(frame), 0, at)
  }
  batch.length = frames.length
  batch.firstSeconds = frames[0] === undefined ? NaN : Math.floor(frames[0].time)
  batch.firstNanoseconds = frames[0] === undefined ? 0 : Math.round((frames[0].time % 1) * 1e9)
  return batch
}

const template = build(layer.ethernet({}), layer.ipv4({ source: '192.0.2.1', destination: '192.0.2.2' }), layer.tcp({}))
const [addresses, ports] = [14 + 12, 14 + 20]

const segments = (list: readonly Segment[]): Batch =>
  batchOf(
    list.map(({ from = 'a', flags = { ack: true }, sequence = 1, time = 0, port = 40000 }) => {
      const bytes = template.slice()
      if (from === 'b') [bytes[addresses + 3], bytes[addresses + 7]] = [2, 1]
      const view = new DataView(bytes.buffer)
      view.setUint16(ports, from === 'a' ? port : 80)
      view.setUint16(ports + 2, from === 'a' ? 80 : port)
      view.setUint32(ports + 4, sequence)
      bytes[ports + 13] = (flags.syn ? 2 : 0) | (flags.ack ? 16 : 0)
      return { time, bytes }
    }),
  )

const syn = { syn: true }
const synAck = { syn: true, ack: true }

describe('TCP conversations', () => {
  const packetsOf = (list: readonly Segment[]) =>
    counted([conversationTable('tcp')], [segments(list)])[0]!
      .rows()
      .map((row) => row[4])

  test('reused ports are another conversation, by the sequence number of the SYN', () => {
    expect(packetsOf([{ flags: syn, sequence: 5 }, { sequence: 6 }, { flags: syn, sequence: 900 }])).toEqual([2, 1])
    expect(
      packetsOf([
        { flags: syn, sequence: 5 },
        { flags: syn, sequence: 5 },
      ]),
    ).toEqual([2])
  })

  test('an answer with another number than the one before belongs to the same', () => {
    expect(
      packetsOf([
        { flags: syn, sequence: 5 },
        { from: 'b', flags: synAck, sequence: 70 },
        { from: 'b', flags: synAck, sequence: 71 },
      ]),
    ).toEqual([3])
  })

  test('A sent the first packet, times go from the earliest to the latest', () => {
    const [table] = counted(
      [conversationTable('tcp')],
      [segments([{ from: 'b', time: 10 }, { time: 12.5 }, { time: 9 }])],
    )
    expect(table!.rows()).toEqual([['192.0.2.2', 80, '192.0.2.1', 40000, 3, 162, 1, 54, 2, 108, -1, 3.5]])
  })

  test('what is beyond the limit is counted, and said', () => {
    const batch = segments([{ port: 1 }, { port: 2 }, { port: 3 }, { port: 3 }, { port: 1 }])
    const [table] = counted([conversationTable('tcp', { most: 2 })], [batch])
    expect([table!.rows().length, table!.leftOut]).toEqual([2, 2])
    expect(statisticsText(shownTable(table!))).toMatch(/not counted, since a table has at most 2 rows: 2\n$/)
    const [ends] = counted([endpointTable('tcp', { most: 2 })], [batch])
    expect([ends!.rows().length, ends!.leftOut]).toEqual([2, 3])
    const [paths] = counted([hierarchyTable({ most: 2 })], [batch])
    expect([paths!.rows().length, paths!.leftOut]).toEqual([2, 5])
  })

  test('more of them than the table begins with', () => {
    const ports = Array.from({ length: 3000 }, (_, index) => ({ port: 1000 + index }))
    const all = [...ports, ...ports.map(({ port }) => ({ port, from: 'b' as const }))]
    const batches = Array.from({ length: 6 }, (_, at) => segments(all.slice(at * 1000, (at + 1) * 1000)))
    const [table, ends] = counted([conversationTable('tcp'), endpointTable('tcp')], batches)
    expect(table!.rows().map((row) => [row[1], row[3], ...row.slice(4, 10)])).toEqual(
      ports.map(({ port }) => [port, 80, 2, 108, 1, 54, 1, 54]),
    )
    expect(ends!.rows()).toHaveLength(3001)
  })
})

test('a segment whose header was cut is not counted', () => {
  const batch = segments([{}])
  batch.capturedLength[0] = 14 + 20 + 19
  expect(counted([conversationTable('tcp')], [batch])[0]!.rows()).toEqual([])
  expect(counted([conversationTable('ip')], [batch])[0]!.rows()).toHaveLength(1)
})

describe('rows', () => {
  const [table] = counted([conversationTable('ip')], batchesOf('interfaces.pcapng'))
  const [paths] = counted([hierarchyTable()], batchesOf('web.pcapng'))

  test('are sorted by a column, reversed and cut', () => {
    const bytes = shownTable(table!, { sort: 'bytes' }).rows.map((row) => Number(row[3]))
    expect(bytes).toEqual(bytes.toSorted((one, other) => other - one))
    expect(shownTable(table!, { sort: 'bytes', reverse: true }).rows.map((row) => row[3])).toEqual(bytes.toReversed())
    const names = shownTable(table!, { sort: 'addressA' }).rows.map((row) => row[0])
    expect(names).toEqual(names.toSorted((a, b) => (`${a}` < `${b}` ? -1 : 1)))
    expect(shownTable(table!, { top: 1 })).toMatchObject({ count: table!.rows().length, rows: { length: 1 } })
    expect(() => shownTable(table!, { sort: 'size' })).toThrow(/conversations ip has no column "size": addressA, /)
  })

  test('of paths stay with what they are part of', () => {
    expect(shownTable(paths!, { sort: 'packets' }).rows.map((row) => row[0])).toEqual([
      'eth',
      'eth:ip',
      'eth:ip:tcp',
      'eth:ip:tcp:http',
      'eth:ip:udp',
      'eth:ip:udp:dns',
      'eth:arp',
    ])
    expect(shownTable(paths!, { sort: 'packets', reverse: true }).rows.map((row) => row[0])).toEqual([
      'eth',
      'eth:arp',
      'eth:ip',
      'eth:ip:udp',
      'eth:ip:udp:dns',
      'eth:ip:tcp',
      'eth:ip:tcp:http',
    ])
  })
})

describe('intervals', () => {
  const ioOf = (times: readonly number[], options: Parameters<typeof ioTable>[0] = {}) =>
    counted([ioTable(options)], [segments(times.map((time) => ({ time })))])[0]!

  test('those without packets are listed too', () => {
    expect(ioOf([5, 5.9, 8.1]).rows()).toEqual([
      [0, 1, 2, 108],
      [1, 2, 0, 0],
      [2, 3, 0, 0],
      [3, 4, 1, 54],
    ])
  })

  test('unless there are too many, or the packet is before the first one', () => {
    expect(
      ioOf([5, 2e9, 4])
        .rows()
        .map((row) => [row[0], row[2]]),
    ).toEqual([
      [0, 1],
      [1999999995, 2],
    ])
  })

  test('packets beyond the limit are counted', () => {
    const table = ioOf([0, 1, 2, 3, 3.5, 0.5], { most: 2 })
    expect([table.rows().map((row) => row[2]), table.leftOut]).toEqual([[2, 1], 3])
  })

  test('values of fields, of the packets of a filter', () => {
    const batch = segments([{ sequence: 7 }, { sequence: 9, flags: syn }, { from: 'b', sequence: 2 }])
    const columns = [
      'tcp.flags.syn == 1',
      'COUNT(tcp.port)',
      'SUM(tcp.srcport) tcp.dstport == 80',
      'MIN(tcp.seq_raw)',
      'MAX(tcp.seq_raw)',
      'AVG(tcp.seq_raw)',
      'MAX(frame.number)',
      'MIN(udp.port)',
    ]
    expect(counted([ioTable({ columns })], [batch])[0]!.rows()).toEqual([
      [0, 1, 1, 54, 6, 80000, 2, 9, 6, 3, undefined],
    ])
  })

  test.each([
    [['SUM(ip.src)'], /ip\.src has no numbers: only COUNT\(ip\.src\)/],
    [['SUM(ip.sourc)'], /no field "ip\.sourc"/],
    [['TOTAL(tcp.len)'], /there is no TOTAL\(\): use COUNT, SUM, MIN, MAX or AVG/],
    [['tcp.port =='], /ends where/],
    [['COUNT(tcp.len) tcp.port =='], /ends where/],
  ])('%j is refused', (columns, message) => {
    expect(() => ioTable({ columns })).toThrow(message)
  })

  test('of no length are refused', () => {
    expect(() => ioTable({ interval: 0 })).toThrow(/at least a microsecond/)
    expect(() => ioTable({ interval: NaN })).toThrow(/at least a microsecond/)
  })
})

describe('formats', () => {
  const [http] = counted([httpTable()], batchesOf('web.pcapng'))
  const [lengths] = counted([lengthTable()], batchesOf('web.pcapng'))

  test('CSV has the names of columns, and empty cells for no value', () => {
    expect(statisticsCsv(shownTable(http!))).toBe(
      'group,value,count,share\nrequest,GET,2,100\nresponse,200 OK,1,50\nresponse,404 Not Found,1,50\nhost,example.test,2,100\n',
    )
    expect(statisticsCsv(shownTable(lengths!)).split('\n')[1]).toBe('0-19,0,0,,,,0')
    const rows = [['=1+1', 'a,"b"', '\x1b[2J', -1.5]]
    const columns = ['a', 'b', 'c', 'd'].map((name) => ({ name, label: name, type: 'text' as const }))
    expect(statisticsCsv({ columns, rows })).toBe(`a,b,c,d\n'=1+1,"a,""b""",\\x1b[2J,-1.5\n`)
  })

  test('JSON has rows as objects, and the units of columns', () => {
    expect(JSON.parse(statisticsJson([shownTable(http!, { top: 1 })]))).toEqual([
      {
        table: 'http',
        columns: [
          { name: 'group', label: 'Group' },
          { name: 'value', label: 'Value' },
          { name: 'count', label: 'Count' },
          { name: 'share', label: '% of group', unit: 'percent' },
        ],
        rows: [{ group: 'request', value: 'GET', count: 2, share: 100 }],
        count: 4,
        leftOut: 0,
      },
    ])
  })

  test('text fits a width, has bars where there is room, and no control characters', () => {
    const text = (width: number) => statisticsText(shownTable(lengths!), { width, commas: true })
    for (const width of [40, 80, 120])
      for (const line of text(width).split('\n')) expect(line.length).toBeLessThanOrEqual(width)
    expect([/█/.test(text(40)), /█/.test(text(120)), /█/.test(statisticsText(shownTable(lengths!)))]).toEqual([
      false,
      true,
      false,
    ])
    const odd = { ...shownTable(http!), rows: [['host', 'a\x1b[2Jb', 1, 100]] }
    expect(statisticsText(odd)).toContain('a\\x1b[2Jb')
  })
})
