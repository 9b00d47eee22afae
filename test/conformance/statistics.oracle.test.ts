/**
 * The numbers of `onwire stats` are those of tshark, on the captures of this project and a sample of others beside it.
 * Each frame is decoded by itself: tshark puts nothing together either.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
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

/** Where tshark is missing there is nothing to compare with; on the machine that decides it must be there. */
const present = spawnSync('tshark', ['--version']).status === 0
if (!present && process.env['CI'] !== undefined) throw new Error('tshark is not installed')

const own = readdirSync('captures')
  .filter((name) => /\.pcap(ng)?$/.test(name))
  .map((name) => `captures/${name}`)
const corpus = '../shared/captures'
const others = existsSync(corpus)
  ? readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(pcap|pcapng|cap)$/.test(name))
      .sort()
      .filter((_, place) => place % 41 === 0)
      .map((name) => `${corpus}/${name}`)
  : []

const alone = [
  'tcp.desegment_tcp_streams:FALSE',
  'tcp.no_subdissector_on_error:FALSE',
  'ip.defragment:FALSE',
  'ipv6.defragment:FALSE',
].flatMap((option) => ['-o', option])

function tshark(path: string, statistics: readonly string[]): string {
  return execFileSync('tshark', ['-n', '-q', '-r', path, ...alone, ...statistics.flatMap((each) => ['-z', each])], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1 << 26,
    env: { ...process.env, TZ: 'UTC', WIRESHARK_CONFIG_DIR: '/nonexistent' },
  })
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

const known = new Set(entries.flatMap(({ schema: { name } }) => (name === 'data' ? [] : [name])))
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
  if (name === 'hierarchy') return [...new Set(hierarchy(lines))].filter((line) => isKnown(line.split(' ')[0]!))
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
  // What a radio says of a frame is a protocol of its own there.
  return lines.flatMap((line) => {
    const [, indent, name, packets, bytes] = /^( *)(\S+) +frames:(\d+) bytes:(\d+)/.exec(line) ?? []
    if (name === undefined) return []
    above.splice(indent!.length / 2, Infinity, name)
    return [`${above.join(':').replace(':wlan_radio', '')} ${packets} ${bytes}`]
  })
}

async function counted(path: string, withIntervals: boolean): Promise<readonly StatisticsTable[]> {
  const tables = [
    ...talkers.flatMap((talker) => [conversationTable(talker), endpointTable(talker)]),
    hierarchyTable(),
    lengthTable(),
    ...(withIntervals ? [ioTable()] : []),
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

async function differences(path: string, withIntervals: boolean): Promise<readonly string[]> {
  const tables = await counted(path, withIntervals)
  const reference = sections(
    tshark(path, [
      ...talkers.flatMap((talker) => [`conv,${talker}`, `endpoints,${talker}`]),
      'io,phs',
      'plen,tree',
      ...(withIntervals ? ['io,stat,1'] : []),
    ]),
  )
  return tables.flatMap((table) => {
    const mine = ours(table).toSorted()
    const expected = theirs(table.name, reference.get(table.name) ?? []).toSorted()
    return mine.join('\n') === expected.join('\n') ? [] : [table.name]
  })
}

/** What is known to differ, and why. */
const different: Readonly<Record<string, readonly string[]>> = {
  // There comments are a protocol before all others.
  'comments.pcapng': ['hierarchy'],
  // It counts no IPv6 fragments where it puts none together.
  'fragments.pcapng': ['conversations ipv6', 'endpoints ipv6'],
  // It knows HTTP on other ports by the conversation.
  'http-ports.pcapng': ['hierarchy'],
  // It leaves out a packet at the very end of an interval.
  'lldp.pcapng': ['io'],
  // It decrypts, since the secrets are in the file.
  'tls.pcapng': ['hierarchy'],
}

describe.skipIf(!present)('statistics and tshark (skipped where there is none)', () => {
  test('agree on the captures of this project', { timeout: 120_000 }, async () => {
    const found: Record<string, readonly string[]> = {}
    for (const path of own) {
      const names = await differences(path, true)
      if (names.length > 0) found[path.slice('captures/'.length)] = names
    }
    expect(found).toEqual(different)
  })

  test.skipIf(others.length === 0)('agree on nearly all others', { timeout: 120_000 }, async () => {
    const found: string[] = []
    for (const path of others)
      for (const name of await differences(path, false)) found.push(`${name}: ${path.slice(corpus.length + 1)}`)
    expect(found.length, found.join('\n')).toBeLessThanOrEqual(others.length / 10)
  })
})
