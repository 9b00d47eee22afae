/** The tables by name, as the command names them. */
import { conversationTable } from './talkers/conversations.ts'
import { endpointTable } from './talkers/endpoints.ts'
import { expertTable } from './expert.ts'
import { flowTable } from './flow.ts'
import { hierarchyTable } from './hierarchy.ts'
import { ioTable, type IoOptions } from './io-statistics.ts'
import { lengthTable } from './packet-lengths.ts'
import { portTable } from './port-statistics.ts'
import { responseTimeTable } from './response-times.ts'
import type { StatisticsTable } from './table.ts'
import { talkers, type Talker } from './talkers/talkers.ts'
import { dnsTable, httpTable } from './value-counts.ts'

export type TableOptions = IoOptions

interface TableKind {
  readonly help: string
  /** Whether there is a table for each of `talkers`. */
  readonly each?: boolean
  make(talker: Talker, options: TableOptions): StatisticsTable
}

const kinds = {
  conversations: {
    help: 'Packets and bytes between two ends: eth, ip, ipv6, tcp, udp or sctp',
    each: true,
    make: (talker, options) => conversationTable(talker, options),
  },
  endpoints: {
    help: 'Packets and bytes of each address: eth, ip, ipv6, tcp, udp or sctp',
    each: true,
    make: (talker, options) => endpointTable(talker, options),
  },
  hierarchy: { help: 'Packets and bytes of each protocol', make: (_, options) => hierarchyTable(options) },
  io: { help: 'Packets and bytes of each interval of time', make: (_, options) => ioTable(options) },
  lengths: { help: 'Packets by length', make: () => lengthTable() },
  ports: { help: 'Packets and bytes of each port', make: () => portTable() },
  http: { help: 'HTTP requests by method and host, responses by status', make: (_, options) => httpTable(options) },
  dns: { help: 'DNS messages by kind, code, type and name', make: (_, options) => dnsTable(options) },
  expert: { help: 'What is conspicuous, by severity', make: () => expertTable() },
  rtt: { help: 'How long answers take', make: () => responseTimeTable() },
  flow: { help: 'Who says what to whom, packet by packet', make: (_, options) => flowTable(options) },
} as const satisfies Record<string, TableKind>

export type TableName = keyof typeof kinds

/** The names of tables, each with what it shows. */
export const tableKinds: Readonly<Record<TableName, TableKind>> = kinds

export const isTableName = (word: string): word is TableName => Object.hasOwn(kinds, word)

/** The tables of a name: one, or one for each of some protocols. Throws as `ioTable` does. */
export function tablesNamed(
  name: TableName,
  of: readonly Talker[] = talkers,
  options: TableOptions = {},
): readonly StatisticsTable[] {
  const { each, make }: TableKind = kinds[name]
  return each ? of.map((talker) => make(talker, options)) : [make('eth', options)]
}
