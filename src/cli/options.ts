import { engineNames } from '../capture/engines/engine.ts'

/**
 * Every command and every option, as data: what parses the command line, the help and the completion are all made from these
 * two tables. A letter means what it means in tcpdump.
 */
export const commands = {
  read: { operands: '[FILE] [FILTER..]', help: 'Show the packets of a capture file; - is standard input' },
  live: { operands: '[INTERFACE] [FILTER..]', help: 'Show the packets of a network interface as they arrive; also of tcp://HOST:PORT, or of who connects to tcp-listen://HOST:PORT' },
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
  readonly help: string
  /** The heading it stands under in the help. */
  readonly section: string
  readonly commands: readonly CommandName[]
}

/** By their long names, in the order of the help. */
export const options = {
  ...section('Which packets', ['read', 'live'], {
    'limit': { letter: 'c', kind: 'number', value: 'N', least: 1, help: 'Stop after N packets' },
    'snapshot-length': { letter: 's', kind: 'number', value: 'BYTES', least: 0, help: 'Keep at most so many bytes of each packet; 0 is all' },
  }),
  ...section('How they are shown', ['read', 'live', 'interfaces'], {
    'format': {
      kind: 'text', value: 'FORMAT', choices: ['line', 'table', 'tree', 'hex', 'json', 'ndjson', 'csv'],
      help: 'How packets look: line unless given',
    },
    'color': {
      kind: 'text', value: 'WHEN', choices: ['auto', 'always', 'never'],
      help: 'auto is on a terminal; NO_COLOR and FORCE_COLOR count too',
    },
    'verbose': { letter: 'v', kind: 'count', help: 'Say more; -vv and -vvv are taken too' },
  }),
  ...section('How they are shown', ['read', 'live'], {
    'quiet': { letter: 'q', kind: 'switch', help: 'Say less' },
    'fields': {
      kind: 'list', value: 'A,B..',
      help: 'The fields to show, by their filter names, in table, json, ndjson and csv',
    },
    'count': { kind: 'switch', help: 'Show only how many packets there are' },
    'line-buffered': { letter: 'l', kind: 'switch', help: 'Write each line at once' },
  }),
  ...section('What is shown of each', ['read', 'live'], {
    'number': { letter: '#', kind: 'switch', help: 'Number the lines' },
    'timestamp': {
      letter: 't', kind: 'count',
      help: '-t no time, -tt seconds since 1970, -ttt since the packet before, -tttt date and time, -ttttt since the first packet',
    },
    'nano': { kind: 'switch', help: 'Show times in nanoseconds' },
    'micro': { kind: 'switch', help: 'Show times in microseconds: it is so unless --nano is given' },
    'utc': { kind: 'switch', help: 'Show times in UTC' },
    'link-level': { letter: 'e', kind: 'switch', help: 'Show the header of the link, such as MAC addresses' },
    'hex': { letter: 'x', kind: 'count', help: 'Show the bytes in hexadecimal; -xx with the header of the link' },
    'hex-text': { letter: 'X', kind: 'count', help: 'Show the bytes in hexadecimal and as text; -XX with the header of the link' },
    'text': { letter: 'A', kind: 'count', help: 'Show the bytes as text; -AA with the header of the link' },
    'payload': { kind: 'switch', help: 'Show what the application sent, as text' },
    'encoding': { kind: 'text', value: 'NAME', help: 'The character encoding of that text, such as latin1: utf-8 unless given' },
    'checksums': { kind: 'switch', help: 'Verify checksums' },
    'absolute-tcp-sequence-numbers': {
      letter: 'S', kind: 'switch', help: 'Show TCP sequence numbers as they are, not counted from the first',
    },
    'numeric': { letter: 'n', kind: 'count', help: 'Show numbers rather than names of hosts and ports: it is always so' },
  }),
  ...section('Where they go', ['read', 'live'], {
    'write': {
      letter: 'w', kind: 'text', value: 'FILE',
      help: 'Write the packets to a capture file (pcapng if its name ends so, else pcap) instead of showing them; - is standard output, tcp://HOST:PORT a reader',
    },
    'print': { kind: 'switch', help: 'Show them as well when -w writes them' },
    'packet-buffered': { letter: 'U', kind: 'switch', help: 'Let -w write packets as soon as they come' },
  }),
  ...section('The capture', ['live'], {
    'no-promiscuous-mode': { letter: 'p', kind: 'switch', help: 'Only what is meant for this machine' },
    'buffer-size': {
      letter: 'B', kind: 'number', value: 'KIB', least: 1, most: 2_097_151,
      help: 'How much the system keeps until it is fetched, in units of 1,024 bytes',
    },
    'engine': { kind: 'text', value: 'NAME', choices: engineNames, help: 'What captures: the first that works here and may, unless given; -v says why' },
    'command': {
      kind: 'text', value: 'COMMAND',
      help: "Take what a command writes, pcap or pcapng, as in --command 'kubectl exec pod -- tcpdump -U -w - -i eth0'",
    },
    'remote': { kind: 'text', value: 'USER@HOST', help: 'Capture on another machine through ssh; USER@HOST:PORT too' },
    'remote-program': {
      kind: 'text', value: 'NAME', choices: ['tcpdump', 'dumpcap'], help: 'What captures there: tcpdump if there is one, unless given',
    },
    'ssh': { kind: 'text', value: 'COMMAND', help: "How --remote calls ssh, as in --ssh 'ssh -i key -J jump'" },
  }),
  ...section('As tcpdump has it', ['read'], {
    'read': { letter: 'r', kind: 'text', value: 'FILE', help: 'onwire -r FILE is onwire read FILE' },
  }),
  ...section('As tcpdump has it', ['live'], {
    'interface': { letter: 'i', kind: 'text', value: 'INTERFACE', help: 'onwire -i INTERFACE is onwire live INTERFACE' },
    'list-data-link-types': { letter: 'L', kind: 'switch', help: 'Show the link type of the interface instead of capturing' },
  }),
  ...section('As tcpdump has it', ['interfaces'], {
    'list-interfaces': { letter: 'D', kind: 'switch', help: 'onwire -D is onwire interfaces' },
  }),
}

export type OptionName = keyof typeof options

/** What was given on the command line, by the long names. */
export type Values = { readonly [K in OptionName]?: ValueOf<(typeof options)[K]> }

type ValueOf<O extends Option> = O extends { readonly choices: readonly (infer Choice)[] } ? Choice
  : O['kind'] extends 'switch' ? true
  : O['kind'] extends 'count' | 'number' ? number
  : O['kind'] extends 'list' ? readonly string[]
  : string

type Row = Omit<Option, 'section' | 'commands'>

/** Options that stand together in the help, for the same commands. */
function section<const Rows extends Record<string, Row>>(heading: string, commands: readonly CommandName[], rows: Rows) {
  const entries = Object.entries(rows).map(([name, row]) => [name, { ...row, section: heading, commands }])
  return Object.fromEntries(entries) as { [K in keyof Rows]: Rows[K] & Pick<Option, 'section' | 'commands'> }
}
