/**
 * The commands as data: the parsers, the help, the manual page and the completion are made from this table and from
 * `options.ts`.
 */
export const commands = {
  read: {
    operands: '[FILE..] [FILTER..]',
    help: 'Show the packets of capture files, merged in order of time; - is standard input',
  },
  live: {
    operands: '[INTERFACE] [FILTER..]',
    help:
      'Show the packets of a network interface as they arrive; the source can also be a PCAP-over-IP sender at ' +
      'tcp://HOST:PORT, or one that connects to tcp-listen://HOST:PORT',
  },
  run: {
    operands: '[COMMAND..]',
    help:
      'Run a command and show the packets that it and its children send and receive, and no others; with --pid, ' +
      '--cgroup or --container, those of running processes',
  },
  send: {
    operands: '[FILE] [FILTER..]',
    help:
      'Send the packets of a capture file from a network interface, at the pace at which they were captured; - is ' +
      'standard input',
  },
  follow: {
    operands: '[FILE..] [tcp N|udp N|tls N|websocket N|http2 N ID|quic N ID|FILTER..]',
    help:
      'Show what both sides of a conversation sent: of the TCP or UDP stream with a number, or of the first one with ' +
      'a packet that passes a filter; -i INTERFACE follows it as it is captured',
  },
  export: {
    operands: '[FILE..] [FILTER..]',
    help:
      'Write the files that were transferred to a folder, such as the bodies of HTTP messages; their names, sizes ' +
      'and SHA-256 are listed',
  },
  interfaces: { operands: '', help: 'List the interfaces that packets can be captured from' },
  check: {
    operands: '[FILE..] [FILTER..]',
    help: 'Check the packets of capture files against expectations; exit status 1 if one is not met',
  },
  diagnose: {
    operands: '[FILE..] [FILTER..]',
    help:
      'Say what is wrong in capture files, the gravest first, with advice and the packets that show it; - is ' +
      'standard input, such as that of onwire live -w -',
  },
  stats: {
    operands: '[FILE..] [TABLE..]',
    help:
      'Show statistics of capture files, or with -i of an interface, as tables: conversations, endpoints, hierarchy, ' +
      'io, lengths, ports, http, dns, expert, rtt, flow; conversations and endpoints of eth, ip, ipv6, tcp, ' +
      'udp or sctp',
  },
  info: {
    operands: '[FILE..]',
    help: 'Show what capture files are: type, packets, times, rates, interfaces, comments, hash',
  },
  edit: {
    operands: '[FILE..] [FILTER..]',
    help:
      'Write the packets of capture files to another file: selected, split, merged, sorted, without duplicates, with ' +
      'other times, or anonymised',
  },
  fields: {
    operands: '[TEXT..]',
    help: 'List the field names for display filters and --fields that contain all words of TEXT in their name or label',
  },
  protocols: {
    operands: '[TEXT..]',
    help:
      'List the protocols that packets are decoded as, with their name in filters and what leads to them, such as ' +
      'ports; those that contain all words of TEXT',
  },
  filter: {
    operands: '[FILTER..]',
    help:
      'Explain a filter; with -, check the filters on standard input, one a line, optionally preceded by a link type ' +
      'and a tab',
  },
} as const satisfies Record<string, { readonly operands: string; readonly help: string }>

export type CommandName = keyof typeof commands

export function isCommand(word: string | undefined): word is CommandName {
  return word !== undefined && Object.hasOwn(commands, word)
}
