/**
 * Every command and every option, as data: what parses the command line, the help and the completion are all made from these
 * two tables. A letter means what it means in tcpdump.
 */
export const commands = {
  read: { operands: '[FILE] [FILTER..]', help: 'Show the packets of a capture file; - is standard input' },
  live: { operands: '[INTERFACE] [FILTER..]', help: 'Show the packets of a network interface as they arrive' },
  interfaces: { operands: '', help: 'List the interfaces that packets can be captured from' },
} as const satisfies Record<string, { readonly operands: string, readonly help: string }>

export type CommandName = keyof typeof commands

export interface Option {
  readonly letter?: string
  /**
   * What it takes: nothing (`switch`), nothing but it counts how often it is given (`count`), `text`, a whole `number`, or a
   * `list` of names with commas between them.
   */
  readonly kind: 'switch' | 'count' | 'text' | 'number' | 'list'
  /** What its value is called in messages. */
  readonly value?: string
  readonly choices?: readonly string[]
  readonly least?: number
  readonly most?: number
  readonly commands: readonly CommandName[]
  readonly group: (typeof groups)[number]
  readonly help: string
}

export const groups = ['Which packets', 'How they are shown', 'What is shown of each', 'Where they go', 'The capture', 'As tcpdump has it', 'Other'] as const

const packets = ['read', 'live'] as const
const all = ['read', 'live', 'interfaces'] as const

export const options = {
  'limit': { letter: 'c', kind: 'number', value: 'N', least: 1, commands: packets, group: 'Which packets', help: 'Stop after N packets' },
  'snapshot-length': { letter: 's', kind: 'number', value: 'BYTES', least: 0, commands: packets, group: 'Which packets', help: 'Keep at most so many bytes of each packet; 0 is all' },

  'format': { kind: 'text', value: 'FORMAT', choices: ['line', 'table', 'tree', 'hex', 'json', 'ndjson', 'csv'], commands: all, group: 'How they are shown', help: 'How packets look: line unless given' },
  'fields': { kind: 'list', value: 'A,B..', commands: packets, group: 'How they are shown', help: 'The fields to show, by their filter names, in table, json, ndjson and csv' },
  'count': { kind: 'switch', commands: packets, group: 'How they are shown', help: 'Show only how many packets there are' },
  'color': { kind: 'text', value: 'WHEN', choices: ['auto', 'always', 'never'], commands: all, group: 'How they are shown', help: 'auto is on a terminal; NO_COLOR and FORCE_COLOR count too' },
  'line-buffered': { letter: 'l', kind: 'switch', commands: packets, group: 'How they are shown', help: 'Write each line at once' },

  'numeric': { letter: 'n', kind: 'count', commands: packets, group: 'What is shown of each', help: 'Show numbers rather than names of hosts and ports: it is always so' },
  'number': { letter: '#', kind: 'switch', commands: packets, group: 'What is shown of each', help: 'Number the lines' },
  'timestamp': { letter: 't', kind: 'count', commands: packets, group: 'What is shown of each', help: '-t no time, -tt seconds since 1970, -ttt since the packet before, -tttt date and time, -ttttt since the first packet' },
  'nano': { kind: 'switch', commands: packets, group: 'What is shown of each', help: 'Show times in nanoseconds' },
  'micro': { kind: 'switch', commands: packets, group: 'What is shown of each', help: 'Show times in microseconds: it is so unless --nano is given' },
  'utc': { kind: 'switch', commands: packets, group: 'What is shown of each', help: 'Show times in UTC' },
  'link-level': { letter: 'e', kind: 'switch', commands: packets, group: 'What is shown of each', help: 'Show the header of the link, such as MAC addresses' },
  'verbose': { letter: 'v', kind: 'count', commands: all, group: 'What is shown of each', help: 'Say more; -vv and -vvv say still more' },
  'quiet': { letter: 'q', kind: 'switch', commands: packets, group: 'What is shown of each', help: 'Say less' },
  'hex': { letter: 'x', kind: 'count', commands: packets, group: 'What is shown of each', help: 'Show the bytes in hexadecimal; -xx with the header of the link' },
  'hex-text': { letter: 'X', kind: 'count', commands: packets, group: 'What is shown of each', help: 'Show the bytes in hexadecimal and as text; -XX with the header of the link' },
  'text': { letter: 'A', kind: 'count', commands: packets, group: 'What is shown of each', help: 'Show the bytes as text; -AA with the header of the link' },
  'payload': { kind: 'switch', commands: packets, group: 'What is shown of each', help: 'Show what the application sent, as text' },
  'encoding': { kind: 'text', value: 'NAME', commands: packets, group: 'What is shown of each', help: 'The character encoding of that text, such as latin1: utf-8 unless given' },
  'checksums': { kind: 'switch', commands: packets, group: 'What is shown of each', help: 'Verify checksums' },
  'absolute-tcp-sequence-numbers': { letter: 'S', kind: 'switch', commands: packets, group: 'What is shown of each', help: 'Show TCP sequence numbers as they are, not counted from the first' },

  'write': { letter: 'w', kind: 'text', value: 'FILE', commands: packets, group: 'Where they go', help: 'Write the packets to a capture file (pcapng if its name ends so, else pcap) instead of showing them; - is standard output' },
  'print': { kind: 'switch', commands: packets, group: 'Where they go', help: 'Show them as well when -w writes them' },
  'packet-buffered': { letter: 'U', kind: 'switch', commands: packets, group: 'Where they go', help: 'Let -w write each packet at once' },

  'no-promiscuous-mode': { letter: 'p', kind: 'switch', commands: ['live'], group: 'The capture', help: 'Only what is meant for this machine' },
  'buffer-size': { letter: 'B', kind: 'number', value: 'KIB', least: 1, most: 2_097_151, commands: ['live'], group: 'The capture', help: 'How much the system keeps until it is fetched, in units of 1,024 bytes' },

  'read': { letter: 'r', kind: 'text', value: 'FILE', commands: ['read'], group: 'As tcpdump has it', help: 'onwire -r FILE is onwire read FILE' },
  'interface': { letter: 'i', kind: 'text', value: 'INTERFACE', commands: ['live'], group: 'As tcpdump has it', help: 'onwire -i INTERFACE is onwire live INTERFACE' },
  'list-interfaces': { letter: 'D', kind: 'switch', commands: ['interfaces'], group: 'As tcpdump has it', help: 'onwire -D is onwire interfaces' },
  'list-data-link-types': { letter: 'L', kind: 'switch', commands: ['live'], group: 'As tcpdump has it', help: 'Show the link type of the interface instead of capturing' },
} as const satisfies Record<string, Option>

export type OptionName = keyof typeof options

/** What was given on the command line, by the long names. */
export type Values = { readonly [K in OptionName]?: ValueOf<(typeof options)[K]> }

type ValueOf<O extends Option> = O extends { readonly choices: readonly (infer Choice)[] } ? Choice
  : O['kind'] extends 'switch' ? true
  : O['kind'] extends 'count' | 'number' ? number
  : O['kind'] extends 'list' ? readonly string[]
  : string
