/**
 * The numbers of `onwire stats` and of tshark for one capture, and where they differ. Each frame is decoded by itself:
 * tshark is told to put nothing together either.
 */
import { spawnSync } from 'node:child_process'
import { openFile } from '../../src/capture/reading/file.ts'
import { CaptureError } from '../../src/files/error.ts'
import { entries } from '../../src/packet/registry/index.ts'
import {
  conversationTable,
  endpointTable,
  hierarchyTable,
  ioTable,
  lengthTable,
  Statistics,
  talkers,
  type StatisticsRow,
  type StatisticsTable,
} from '../../src/reports/statistics/index.ts'

const alone = [
  'tcp.desegment_tcp_streams:FALSE',
  'tcp.no_subdissector_on_error:FALSE',
  'ip.defragment:FALSE',
  'ipv6.defragment:FALSE',
].flatMap((option) => ['-o', option])

function tshark(path: string, statistics: readonly string[]): string {
  // Of a damaged capture it shows what is before the damage, and fails.
  return spawnSync('tshark', ['-n', '-q', '-r', path, ...alone, ...statistics.flatMap((each) => ['-z', each])], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 26,
    timeout: 30_000,
    env: { ...process.env, TZ: 'UTC', WIRESHARK_CONFIG_DIR: '/nonexistent' },
  }).stdout
}

/** The sections of its output by table. */
function sections(text: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  let lines: string[] = []
  for (const line of text.split('\n')) {
    const [, protocol, kind] = /^(Ethernet|IPv4|IPv6|TCP|UDP|SCTP) (Conversations|Endpoints)$/.exec(line) ?? []
    const name = line.startsWith('Protocol Hierarchy')
      ? 'hierarchy'
      : line.startsWith('Packet Lengths:')
        ? 'lengths'
        : line.startsWith('| IO Statistics')
          ? 'io'
          : kind && `${kind.toLowerCase()} ${talkerNames[protocol!]}`
    if (name !== undefined) found.set(name, (lines = []))
    else if (/^[^=\-|F ]|^\||^ {1,}\S/.test(line) && !/^ +\|/.test(line)) lines.push(line)
  }
  return found
}

const talkerNames: Readonly<Record<string, string>> = {
  Ethernet: 'eth',
  IPv4: 'ip',
  IPv6: 'ipv6',
  TCP: 'tcp',
  UDP: 'udp',
  SCTP: 'sctp',
}

/** Numbers of bytes as it rounds them. */
function size(bytes: number): string {
  const power = ['bytes', 'kB', 'MB', 'GB'].findLast((_, index) => index === 0 || bytes >= 10 * 1000 ** index)!
  return `${Math.floor(bytes / 1000 ** ['bytes', 'kB', 'MB', 'GB'].indexOf(power))} ${power}`
}

type Comparable = (table: StatisticsTable, row: StatisticsRow) => string

const conversation: Comparable = ({ columns }, row) => {
  const value = (name: string) => row[columns.findIndex((column) => column.name === name)]
  const end = (side: string) =>
    [value(`address${side}`), value(`port${side}`)].filter((part) => part !== undefined).join(':')
  const amounts = ['FromB', 'FromA'].map((side) => `${value(`packets${side}`)} ${size(Number(value(`bytes${side}`)))}`)
  // Times are rounded in another way there.
  return `${end('A')} <-> ${end('B')} ${amounts.join(' ')} ${value('packets')} ${size(Number(value('bytes')))}`
}

/** Bodies of messages are looked into only where conversations are followed. */
const bodies = new Set(
  ['http.body', 'media_type'].flatMap((table) =>
    entries.flatMap(({ schema: { over, name } }) => (table in over ? [name] : [])),
  ),
)
const known = new Set(entries.flatMap(({ schema: { name } }) => (name === 'data' || bodies.has(name) ? [] : [name])))
const isKnown = (path: string) => path.split(':').every((name) => known.has(name))

/** The rows of our tables as tshark's lines, where it can be compared. */
function ours(table: StatisticsTable): readonly string[] {
  const rows = table.rows()
  if (table.name.startsWith('conversations')) return rows.map((row) => conversation(table, row))
  if (table.name === 'hierarchy')
    return rows.filter(([path]) => isKnown(`${path}`)).map(([path, packets, , bytes]) => `${path} ${packets} ${bytes}`)
  if (table.name === 'lengths') return rows.map((row) => `${row[1]} ${row[4] ?? '-'} ${row[5] ?? '-'}`)
  if (table.name === 'io') return rows.map(([start, , packets, bytes]) => `${start} ${packets} ${bytes}`)
  return rows.map((row) => row.join(' '))
}

function theirs(name: string, lines: readonly string[]): readonly string[] {
  if (name === 'hierarchy') return hierarchy(lines).filter((line) => isKnown(line.split(' ')[0]!))
  if (name === 'lengths')
    return lines
      .filter((line) => /^ \d/.test(line))
      .map((line) => line.replace(/^ (\d+-\d+|5120 and greater) +/, '').split(/\s+/))
      .map(([count, , shortest, longest]) => `${count} ${shortest} ${longest}`)
  if (name === 'io')
    return lines
      .map((line) => /^\| *([\d.]+) <> +(?:[\d.]+|Dur) *\| *(\d+) *\| *(\d+) *\|/.exec(line))
      .flatMap((found) => (found === null ? [] : [[Number(found[1]), found[2], found[3]].join(' ')]))
  if (name.startsWith('endpoints')) return lines.map((line) => line.trim().replace(/\s+/g, ' '))
  return lines.map((line) =>
    line
      .trim()
      .replace(/\s+/g, ' ')
      .replace(/ -?[\d.]+ -?[\d.]+$/, ''),
  )
}

function hierarchy(lines: readonly string[]): readonly string[] {
  const above: string[] = []
  const paths = new Map<string, [packets: number, bytes: number]>()
  for (const line of lines) {
    const [, indent, name, packets, bytes] = /^( *)(\S+) +frames:(\d+) bytes:(\d+)/.exec(line) ?? []
    if (name === undefined) continue
    above.splice(indent!.length / 2, Infinity, name)
    // What a radio says of a frame is a protocol of its own there, and so is a comment.
    if (name === 'wlan_radio' || name === 'pkt_comment') continue
    const path = above.filter((each) => each !== 'wlan_radio' && each !== 'pkt_comment').join(':')
    const sums = paths.get(path) ?? [0, 0]
    paths.set(path, [sums[0] + Number(packets), sums[1] + Number(bytes)])
  }
  return [...paths].map(([path, sums]) => [path, ...sums].join(' '))
}

async function counted(path: string): Promise<readonly StatisticsTable[]> {
  const tables = [
    ...talkers.flatMap((talker) => [conversationTable(talker), endpointTable(talker)]),
    hierarchyTable(),
    lengthTable(),
    ioTable(),
  ]
  const statistics = new Statistics(tables)
  try {
    for await (const batch of await openFile(path, { reuseMemory: true })) statistics.take(batch)
  } catch (error) {
    // tshark too shows what is before the damage.
    if (!(error instanceof CaptureError)) throw error
  }
  return tables
}

/** A table in which they differ: the lines that only one of them has, and why, where that is known. */
export interface Difference {
  readonly table: string
  readonly ours: readonly string[]
  readonly theirs: readonly string[]
  readonly reason: string | undefined
}

export async function differences(path: string): Promise<readonly Difference[]> {
  const all = await counted(path)
  // tshark lists each of millions of intervals that a capture over years has.
  const tables = all.filter((table) => table.name !== 'io' || isShort(table.rows()))
  const statistics = [...talkers.flatMap((talker) => [`conv,${talker}`, `endpoints,${talker}`]), 'io,phs', 'plen,tree']
  const text = tshark(path, tables.length === all.length ? [...statistics, 'io,stat,1'] : statistics)
  const reference = sections(text)
  return tables.flatMap((table): Difference[] => {
    const mine = ours(table).toSorted()
    const expected = theirs(table.name, reference.get(table.name) ?? []).toSorted()
    if (mine.join('\n') === expected.join('\n')) return []
    const only = { ours: without(mine, expected), theirs: without(expected, mine) }
    return [{ table: table.name, ...only, reason: reasonOf(table.name, only, text) }]
  })
}

/** Why a table differs where tshark is another, in the order in which they are looked for. */
function reasonOf(table: string, only: Pick<Difference, 'ours' | 'theirs'>, text: string): string | undefined {
  if (!/frames:/.test(text)) return 'tshark reads no packet of it'
  if (table === 'io' && only.ours.length === 1 && only.theirs.length === 0)
    return 'tshark leaves out a packet at the very end of the last interval'
  if (/_ws\.malformed|_ws\.short/.test(text)) return 'tshark goes on, or stops, in another place of a malformed packet'
  if (/\b6lowpan\b/.test(text)) return 'a protocol that onwire does not decode carries it'
  if (table !== 'hierarchy') return undefined
  if ([...only.ours, ...only.theirs].every((line) => /\b(igmp|pim|erspan)\b/.test(line)))
    return 'what a protocol carries is part of it in one of them'
  if ([...only.ours, ...only.theirs].every((line) => /\btcp:/.test(line)))
    return 'tshark knows by its conversation what a segment carries'
  return undefined
}

/** Whether the intervals end within some hours. */
const isShort = (rows: readonly StatisticsRow[]): boolean => Number(rows.at(-1)?.[0] ?? 0) < mostIntervals
const mostIntervals = 20_000

/** Those of some lines that are not among others, each as often as it is there more often. */
function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others]
  return lines.filter((line) => {
    const at = left.indexOf(line)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
