import { engineNames } from '../../capture/engines/engine.ts'

/**
 * Every command and every option, as data: what parses the command line, the help and the completion are all made from these
 * two tables. A letter means what it means in tcpdump.
 */
export const commands = {
  read: { operands: '[FILE] [FILTER..]', help: 'Show the packets of a capture file; - is standard input' },
  live: {
    operands: '[INTERFACE] [FILTER..]',
    help: 'Show the packets of a network interface as they arrive; also of tcp://HOST:PORT, or of who connects to tcp-listen://HOST:PORT',
  },
  run: {
    operands: '[COMMAND..]',
    help: 'Run a command and show the packets that it and its children send and receive, and nobody else; or, with --pid, --cgroup or --container, those of what runs already',
  },
  interfaces: { operands: '', help: 'List the interfaces that packets can be captured from' },
  check: {
    operands: '[FILE] [FILTER..]',
    help: 'Say whether the packets of a capture file are as expected: exit status 1 if not',
  },
  fields: {
    operands: '[TEXT..]',
    help: 'List the names that display filters and --fields take: those with all words of TEXT in name or label',
  },
  filter: {
    operands: '[FILTER..]',
    help: 'Explain a filter; with -, check filters from standard input, one a line, perhaps LINKTYPE and a tab before it',
  },
} as const satisfies Record<string, { readonly operands: string; readonly help: string }>

export type CommandName = keyof typeof commands

export interface Option {
  readonly letter?: string
  /**
   * What it takes: nothing (`switch`), nothing but it counts how often it is given (`count`), `text`, a whole `number`, a
   * `list` of names with commas between them, or some `words`, as often as it is given.
   */
  readonly kind: 'switch' | 'count' | 'text' | 'number' | 'list' | 'words'
  /** How many words it takes; all up to the next option unless given. */
  readonly takes?: number
  /** How many of its words, from the first on, are display filters. */
  readonly filters?: number
  /** What its value is called in messages. */
  readonly value?: string
  readonly choices?: readonly string[]
  /** Its value where none is given; another one then follows behind `=`. */
  readonly implied?: string
  readonly least?: number
  readonly most?: number
  readonly help: string
  /** The heading it stands under in the help. */
  readonly section: string
  readonly commands: readonly CommandName[]
}

/** By their long names, in the order of the help. */
export const options = {
  ...section('Which packets', ['read', 'live', 'run', 'check'], {
    'capture-filter': {
      letter: 'f',
      kind: 'text',
      value: 'FILTER',
      help: "Only the packets that pass a filter in tcpdump's language, such as 'tcp port 443'",
    },
    'filter-file': { letter: 'F', kind: 'text', value: 'FILE', help: 'A file to take the filter of -f from' },
    'display-filter': {
      letter: 'Y',
      kind: 'text',
      filters: 1,
      value: 'FILTER',
      help: "Only the packets that pass a filter in Wireshark's language, such as 'tcp.port == 443'",
    },
    limit: { letter: 'c', kind: 'number', value: 'N', least: 1, help: 'Stop after N packets' },
    'snapshot-length': {
      letter: 's',
      kind: 'number',
      value: 'BYTES',
      least: 0,
      help: 'Keep at most so many bytes of each packet; 0 is all',
    },
  }),
  ...section('What is expected', ['check', 'run'], {
    expect: {
      kind: 'words',
      filters: 1,
      takes: 1,
      value: 'FILTER',
      help: "That at least one packet passes a filter in Wireshark's language; it and those below may have a name and be given more than once: --expect 'login: http.request.uri == \"/login\"'",
    },
    'expect-none': { kind: 'words', filters: 1, takes: 1, value: 'FILTER', help: 'That no packet passes' },
    'expect-only': { kind: 'words', filters: 1, takes: 1, value: 'FILTER', help: 'That every packet passes' },
    'expect-count': {
      kind: 'words',
      filters: 1,
      takes: 2,
      value: 'FILTER COUNT',
      help: "That so many pass: --expect-count 'dns' '>= 3'; also '== 2', '< 5', '2..4' or '3'",
    },
    'expect-order': {
      kind: 'words',
      filters: Infinity,
      value: 'FILTER FILTER..',
      help: 'That a packet passes the first filter, a later one the second, and so on: all words up to the next option',
    },
    within: {
      kind: 'words',
      takes: 1,
      value: 'TIME',
      help:
        'Bounds the expectation before it: packets more than TIME after the first one do not count, such as 500ms; of an order, after its first. ' +
        'In front of all, it bounds each --expect, --expect-count and --expect-order without a bound of its own',
    },
    expectations: {
      kind: 'words',
      takes: 1,
      value: 'FILE',
      help: 'Expectations from a YAML file: a list named expectations, of filter, kind, count, within; more than one file is taken',
    },
    report: {
      kind: 'text',
      value: 'FORMAT',
      choices: ['text', 'tap', 'junit', 'github', 'json'],
      help: 'How it is reported: text unless given, or what the name of --report-file ends in',
    },
    'report-file': {
      kind: 'text',
      value: 'FILE',
      help: 'Write the report to a file; as text it is shown all the same',
    },
    snapshot: {
      kind: 'text',
      value: 'FILE',
      help: 'That what is said on the network is the same as when it was recorded, which is done if FILE is not there; times, free ports and the like do not count',
    },
    update: { kind: 'switch', help: 'Record it anew' },
    ignore: {
      kind: 'list',
      value: 'FIELDS',
      help: 'Fields of it that do not count either, by the names filters have for them, such as http.user_agent,dns.a',
    },
  }),
  ...section('How they are shown', ['read', 'live', 'run', 'interfaces', 'fields'], {
    format: {
      kind: 'text',
      value: 'FORMAT',
      choices: ['line', 'table', 'tree', 'hex', 'json', 'ndjson', 'csv'],
      help: 'How packets look: line unless given',
    },
  }),
  ...section('How they are shown', ['read', 'live', 'run', 'interfaces', 'check'], {
    color: {
      kind: 'text',
      value: 'WHEN',
      choices: ['auto', 'always', 'never'],
      help: 'auto is on a terminal; NO_COLOR and FORCE_COLOR count too',
    },
    verbose: { letter: 'v', kind: 'count', help: 'Say more; -vv and -vvv are taken too' },
  }),
  ...section('How they are shown', ['read', 'live', 'run'], {
    quiet: { letter: 'q', kind: 'switch', help: 'Say less' },
    fields: {
      kind: 'list',
      value: 'A,B..',
      help: 'The fields to show, by their filter names, in table, json, ndjson and csv',
    },
    count: { kind: 'switch', help: 'Show only how many packets there are' },
    summary: {
      kind: 'switch',
      help: 'Show what they come to: names asked, connections, requests, failures; --print shows the packets before it',
    },
    'line-buffered': { letter: 'l', kind: 'switch', help: 'Write each line at once' },
  }),
  ...section('What is shown of each', ['read', 'live', 'run'], {
    number: { letter: '#', kind: 'switch', help: 'Number the lines' },
    timestamp: {
      letter: 't',
      kind: 'count',
      help: '-t no time, -tt seconds since 1970, -ttt since the packet before, -tttt date and time, -ttttt since the first packet',
    },
    nano: { kind: 'switch', help: 'Show times in nanoseconds' },
    micro: { kind: 'switch', help: 'Show times in microseconds: it is so unless --nano is given' },
    utc: { kind: 'switch', help: 'Show times in UTC' },
    'link-level': { letter: 'e', kind: 'switch', help: 'Show the header of the link, such as MAC addresses' },
    hex: { letter: 'x', kind: 'count', help: 'Show the bytes in hexadecimal; -xx with the header of the link' },
    'hex-text': {
      letter: 'X',
      kind: 'count',
      help: 'Show the bytes in hexadecimal and as text; -XX with the header of the link',
    },
    text: { letter: 'A', kind: 'count', help: 'Show the bytes as text; -AA with the header of the link' },
    payload: { kind: 'switch', help: 'Show what the application sent, as text' },
    encoding: {
      kind: 'text',
      value: 'NAME',
      help: 'The character encoding of that text, such as latin1: utf-8 unless given',
    },
    checksums: { kind: 'switch', help: 'Verify checksums' },
    'absolute-tcp-sequence-numbers': {
      letter: 'S',
      kind: 'switch',
      help: 'Show TCP sequence numbers as they are, not counted from the first',
    },
    numeric: { letter: 'n', kind: 'count', help: 'Show numbers rather than names of hosts and ports: it is always so' },
  }),
  ...section('Where they go', ['read', 'live', 'run'], {
    write: {
      letter: 'w',
      kind: 'text',
      value: 'FILE',
      help: 'Write the packets to a capture file instead of showing them; - is standard output, tcp://HOST:PORT a reader. The name may hold times: %Y%m%d-%H%M%S',
    },
    print: { kind: 'switch', help: 'Show them as well when -w writes them' },
    'packet-buffered': {
      letter: 'U',
      kind: 'switch',
      help: 'Let -w write packets as soon as they come, and not once a second',
    },
    'file-type': {
      kind: 'text',
      value: 'TYPE',
      choices: ['pcap', 'pcapng'],
      help: 'Unless given, what the name ends in; otherwise pcapng for a live capture, pcap for a file',
    },
    compress: {
      kind: 'text',
      value: 'HOW',
      choices: ['gzip', 'zstd'],
      help: 'Compress what -w writes; so it is if the name ends in .gz or .zst',
    },
    'ring-buffer': {
      letter: 'b',
      kind: 'list',
      value: 'WHEN:N,..',
      help:
        'Begin another file when one is over, as dumpcap does: duration:SECONDS, interval:SECONDS, filesize:KB, packets:N; ' +
        'files:N keeps the last N; nametimenum:2 puts the time before the number',
    },
    'rotate-size': {
      letter: 'C',
      kind: 'text',
      value: 'SIZE',
      help: 'Begin another file when one is larger, as tcpdump does: millions of bytes, or with k, m, g KiB, MiB, GiB',
    },
    'rotate-seconds': {
      letter: 'G',
      kind: 'number',
      value: 'SECONDS',
      least: 1,
      help: 'Begin another file after so long, as tcpdump does: the name tells them apart by their times',
    },
    'rotate-count': {
      letter: 'W',
      kind: 'number',
      value: 'N',
      least: 1,
      help: 'With -C, use N names in turn; with -G, end after N files',
    },
    autostop: {
      letter: 'a',
      kind: 'list',
      value: 'WHEN:N,..',
      help: 'End after duration:SECONDS, packets:N, files:N (of -b), or when a file has filesize:KB; with -b that begins the next',
    },
    keep: {
      kind: 'list',
      value: 'AMOUNT,..',
      help: 'Keep only the last 30s, 50MB or 10000p in memory, and write them to -w when told to by SIGUSR2',
    },
    trigger: {
      kind: 'text',
      filters: 1,
      value: 'FILTER',
      help: "With --keep, write also when a packet passes this filter, in Wireshark's language",
    },
    after: {
      kind: 'text',
      value: 'SECONDS',
      help: 'With --keep, write also what comes in so many seconds after, such as 5s',
    },
  }),
  ...section('The capture', ['live'], {
    engine: {
      kind: 'text',
      value: 'NAME',
      choices: engineNames,
      help: 'What captures: the first of these that can unless given; -v says which',
    },
    command: {
      kind: 'text',
      value: 'COMMAND',
      help: "Take what a command writes, pcap or pcapng, as in --command 'kubectl exec pod -- tcpdump -U -w - -i eth0'",
    },
    remote: { kind: 'text', value: 'USER@HOST', help: 'Capture on another machine through ssh; USER@HOST:PORT too' },
    'remote-program': {
      kind: 'text',
      value: 'NAME',
      choices: ['tcpdump', 'dumpcap'],
      help: 'What captures there: tcpdump if there is one, unless given',
    },
    ssh: { kind: 'text', value: 'COMMAND', help: "How --remote calls ssh, as in --ssh 'ssh -i key -J jump'" },
    direction: {
      letter: 'Q',
      kind: 'text',
      value: 'WAY',
      choices: ['in', 'out', 'inout'],
      help: 'Only packets that come in, or that go out',
    },
    'no-promiscuous-mode': { letter: 'p', kind: 'switch', help: 'Only what is meant for this machine' },
    'buffer-size': {
      letter: 'B',
      kind: 'number',
      value: 'KIB',
      least: 1,
      most: 2_097_151,
      help: 'How much the system keeps until it is fetched, in units of 1,024 bytes',
    },
    'immediate-mode': { kind: 'switch', help: 'Show each packet at once, not after some milliseconds: for low rates' },
    'monitor-mode': {
      letter: 'I',
      kind: 'switch',
      help: 'All frames of the wireless channel, with what the radio says of them',
    },
    linktype: { letter: 'y', kind: 'text', value: 'NAME', help: 'The link type to ask for, as -L lists them' },
    'time-stamp-type': { letter: 'j', kind: 'text', value: 'NAME', help: 'Who takes the times, as -J lists them' },
    'time-stamp-precision': {
      kind: 'text',
      value: 'UNIT',
      choices: ['nano', 'micro'],
      help: 'Times in nanoseconds unless given',
    },
    processes: {
      kind: 'switch',
      help: 'Name the process each packet belongs to: in lines, in files that are written, and as the fields onwire.process.*',
    },
  }),
  ...section('The capture', ['live', 'run'], {
    memory: {
      kind: 'number',
      value: 'MIB',
      least: 1,
      most: 16_384,
      help: 'How much is kept here for a slow terminal or disk, in units of 1,048,576 bytes: 64 unless given. Beyond it new packets are dropped, and counted',
    },
    'fail-on-drop': { kind: 'switch', help: 'End with exit status 1 if any packet was lost, or nobody knows' },
    'relinquish-privileges': {
      letter: 'Z',
      kind: 'text',
      value: 'USER',
      help: 'Go on as USER once everything is open, if it runs as root, and run a command as USER: who called sudo unless given; root stays root',
    },
  }),
  ...section('The command', ['run'], {
    isolate: {
      kind: 'text',
      value: 'HOW',
      choices: ['auto', 'pasta', 'slirp4netns', 'none'],
      implied: 'auto',
      help: 'Run it in a network of its own, for which nobody need be root: through pasta or slirp4netns, or with none cut off, where names and connections are answered here',
    },
    output: {
      kind: 'text',
      value: 'FILE',
      help: 'Where packets and reports are shown: standard error unless given, after the command has ended',
    },
    linger: {
      kind: 'number',
      value: 'MS',
      least: 0,
      most: 3_600_000,
      help: 'Milliseconds of silence after which it is over, once the command has ended: 300 unless given',
    },
    pid: {
      kind: 'number',
      value: 'N',
      least: 1,
      help: 'Instead of a command, a process that runs already, with the children it starts from now on',
    },
    cgroup: { kind: 'text', value: 'PATH', help: 'Instead of a command, all processes of a control group' },
    container: { kind: 'text', value: 'ID', help: 'Instead of a command, a container of Docker or containerd' },
  }),
  ...section('The filter', ['filter'], {
    language: {
      kind: 'text',
      value: 'LANGUAGE',
      choices: ['display', 'capture'],
      help: "The language it is in, Wireshark's or tcpdump's: found out unless given",
    },
    'link-type': {
      kind: 'text',
      value: 'NAME',
      help: 'What packets begin with, such as LINUX_SLL: ETHERNET unless given',
    },
  }),
  ...section('As tcpdump has it', ['read'], {
    read: { letter: 'r', kind: 'text', value: 'FILE', help: 'onwire -r FILE is onwire read FILE' },
  }),
  ...section('As tcpdump has it', ['live'], {
    interface: {
      letter: 'i',
      kind: 'list',
      value: 'INTERFACE',
      help: 'onwire -i INTERFACE is onwire live INTERFACE; more than one make one capture',
    },
    'list-data-link-types': {
      letter: 'L',
      kind: 'switch',
      help: 'Show the link types of the interface instead of capturing',
    },
    'list-time-stamp-types': {
      letter: 'J',
      kind: 'switch',
      help: 'Show who can take the times of the interface instead of capturing',
    },
  }),
  ...section('As tcpdump has it', ['interfaces'], {
    'list-interfaces': { letter: 'D', kind: 'switch', help: 'onwire -D is onwire interfaces' },
  }),
}

export type OptionName = keyof typeof options

/** What was given on the command line, by the long names. */
export type Values = { readonly [K in OptionName]?: ValueOf<(typeof options)[K]> }

type ValueOf<O extends Option> = O extends { readonly choices: readonly (infer Choice)[] }
  ? Choice
  : O['kind'] extends 'switch'
    ? true
    : O['kind'] extends 'count' | 'number'
      ? number
      : O['kind'] extends 'list'
        ? readonly string[]
        : O['kind'] extends 'words'
          ? readonly GivenWords[]
          : string

/** What an option was given once. */
export interface GivenWords {
  /** Its place on the command line, among others of this kind. */
  readonly place: number
  readonly words: readonly string[]
}

type Row = Omit<Option, 'section' | 'commands'>

/** Options that stand together in the help, for the same commands. */
function section<const Rows extends Record<string, Row>>(
  heading: string,
  commands: readonly CommandName[],
  rows: Rows,
) {
  const entries = Object.entries(rows).map(([name, row]) => [name, { ...row, section: heading, commands }])
  return Object.fromEntries(entries) as { [K in keyof Rows]: Rows[K] & Pick<Option, 'section' | 'commands'> }
}
