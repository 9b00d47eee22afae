import { showing, writing } from '../command-groups.ts'
import { section } from '../option.ts'

const heading = 'Saving'

export const failureOptions = section(heading, ['run'], {
  'keep-on-failure': {
    kind: 'text',
    value: 'FILE',
    help: 'Write the packets to FILE, and keep it only if an expectation, the snapshot or the command fails',
  },
})

export const savingOptions = {
  ...section(heading, writing, {
    write: {
      letter: 'w',
      kind: 'text',
      value: 'FILE',
      help:
        'Write the packets to a capture file instead of showing them; - is standard output, tcp://HOST:PORT a ' +
        'PCAP-over-IP receiver, tcp-listen://HOST:PORT waits for one to connect (without HOST, from this host). ' +
        'The name may contain time conversions: %Y%m%d-%H%M%S',
    },
  }),
  ...section(heading, showing, {
    print: { kind: 'switch', help: 'Show the packets as well when -w writes them' },
    'packet-buffered': {
      letter: 'U',
      kind: 'switch',
      help: 'Flush the file as packets arrive, not once a second',
    },
  }),
  ...section(heading, writing, {
    'file-type': {
      kind: 'text',
      value: 'TYPE',
      choices: ['pcap', 'pcapng'],
      help: 'Format of the file',
      default: 'by the ending of its name, otherwise pcapng for a live capture and pcap for a file',
    },
    compress: {
      kind: 'text',
      value: 'METHOD',
      choices: ['gzip', 'zstd'],
      help: 'Compress the file',
      default: 'by the ending of its name, .gz or .zst',
    },
  }),
  ...section(heading, writing, {
    'no-secrets': {
      kind: 'switch',
      help:
        'Leave out of a pcapng file the secrets to decrypt it, which are otherwise those of the source, and with run ' +
        'those that the command writes',
    },
  }),
  ...section(heading, showing, {
    'ring-buffer': {
      letter: 'b',
      kind: 'list',
      value: 'WHEN:N,..',
      help:
        'Start a new file, as in dumpcap, at duration:SECONDS, interval:SECONDS, filesize:KB or packets:N; files:N ' +
        'keeps the last N files; nametimenum:2 puts the time before the number in file names',
    },
    'rotate-size': {
      letter: 'C',
      kind: 'text',
      value: 'SIZE',
      help: 'Start a new file when one exceeds SIZE, as in tcpdump: millions of bytes, or with k, m, g KiB, MiB, GiB',
    },
    'rotate-seconds': {
      letter: 'G',
      kind: 'number',
      value: 'SECONDS',
      least: 1,
      help: 'Start a new file every SECONDS, as in tcpdump; put a time conversion in the file name to keep them all',
    },
    'rotate-count': {
      letter: 'W',
      kind: 'number',
      value: 'N',
      least: 1,
      help: 'With -C, reuse N file names in a ring; with -G, stop after N files',
    },
    autostop: {
      letter: 'a',
      kind: 'list',
      value: 'WHEN:N,..',
      help:
        'Stop after duration:SECONDS, packets:N, files:N (of -b), or when a file reaches filesize:KB; with -b, ' +
        'filesize starts the next file',
    },
    keep: {
      kind: 'list',
      value: 'AMOUNT,..',
      help: 'Keep only the last 30s, 50MB or 10000p in memory, and write them to the file of -w on SIGUSR2',
    },
    trigger: {
      kind: 'text',
      filters: 1,
      value: 'FILTER',
      help: 'With --keep, write also when a packet matches this display filter',
    },
    after: {
      kind: 'text',
      value: 'TIME',
      help: 'With --keep, also write the packets of this time after the trigger, such as 500ms or 5s',
    },
  }),
}
