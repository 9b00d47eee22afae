/** The tables by name, as the command names them. A table is loaded when it is asked for. */
import type { IoOptions } from './io-statistics.ts'
import type { StatisticsTable } from './table.ts'
import { talkers, type Talker } from './talkers/talkers.ts'

export type TableOptions = IoOptions

interface TableKind {
  readonly help: string
  /** Whether there is a table for each of `talkers`. */
  readonly each?: boolean
  load(): Promise<(talker: Talker, options: TableOptions) => StatisticsTable>
}

const kinds = {
  conversations: {
    help: 'Packets and bytes between two ends: eth, ip, ipv6, tcp, udp or sctp',
    each: true,
    load: async () => (await import('./talkers/conversations.ts')).conversationTable,
  },
  endpoints: {
    help: 'Packets and bytes of each address: eth, ip, ipv6, tcp, udp or sctp',
    each: true,
    load: async () => (await import('./talkers/endpoints.ts')).endpointTable,
  },
  hierarchy: {
    help: 'Packets and bytes of each protocol',
    load: async () => alone((await import('./hierarchy.ts')).hierarchyTable),
  },
  io: {
    help: 'Packets and bytes of each interval of time',
    load: async () => alone((await import('./io-statistics.ts')).ioTable),
  },
  lengths: { help: 'Packets by length', load: async () => (await import('./packet-lengths.ts')).lengthTable },
  ports: { help: 'Packets and bytes of each port', load: async () => (await import('./port-statistics.ts')).portTable },
  http: {
    help: 'HTTP requests by method and host, responses by status',
    load: async () => alone((await import('./value-counts.ts')).httpTable),
  },
  dns: {
    help: 'DNS messages by kind, code, type and name',
    load: async () => alone((await import('./value-counts.ts')).dnsTable),
  },
  expert: { help: 'What is conspicuous, by severity', load: async () => (await import('./expert.ts')).expertTable },
  rtt: { help: 'How long answers take', load: async () => (await import('./response-times.ts')).responseTimeTable },
  flow: {
    help: 'Who says what to whom, packet by packet',
    load: async () => alone((await import('./flow.ts')).flowTable),
  },
} as const satisfies Record<string, TableKind>

/** For a table that is not one of several protocols. */
const alone =
  (make: (options: TableOptions) => StatisticsTable) =>
  (_talker: Talker, options: TableOptions): StatisticsTable =>
    make(options)

export type TableName = keyof typeof kinds

/** The names of tables, each with what it shows. */
export const tableKinds: Readonly<Record<TableName, TableKind>> = kinds

export const isTableName = (word: string): word is TableName => Object.hasOwn(kinds, word)

/** The tables of a name: one, or one for each of some protocols. Rejects as `ioTable` throws. */
export async function tablesNamed(
  name: TableName,
  of: readonly Talker[] = talkers,
  options: TableOptions = {},
): Promise<readonly StatisticsTable[]> {
  const { each, load }: TableKind = kinds[name]
  const make = await load()
  return each ? of.map((talker) => make(talker, options)) : [make('eth', options)]
}
