import { section } from '../option.ts'

export const editOptions = {
  ...section('Packet selection', ['edit'], {
    packets: {
      kind: 'list',
      value: 'RANGE,..',
      help: 'Keep only the packets with these numbers, such as 1-10,20,30-; numbers are those of the input',
    },
    'drop-packets': { kind: 'list', value: 'RANGE,..', help: 'Leave out the packets with these numbers' },
    from: {
      kind: 'text',
      value: 'TIME',
      help:
        'Keep only packets from this time on: 2026-11-24T04:15:00Z, with +01:00, seconds since 1970, or +5s after ' +
        'the first',
    },
    to: { kind: 'text', value: 'TIME', help: 'Keep only packets before this time' },
    dedupe: {
      kind: 'number',
      value: 'N',
      implied: '4',
      least: 1,
      most: 1_000_000,
      help: 'Leave out packets whose bytes are those of one of the N before: --dedupe=N',
    },
    'dedupe-time': {
      kind: 'text',
      value: 'SECONDS',
      help: 'Leave out packets whose bytes are those of one in the SECONDS before; with --dedupe=N, of the last N only',
    },
    'dedupe-routed': {
      kind: 'switch',
      help:
        'Leave out duplicates that routers have changed, too: what is in front of the IP header, the time to live ' +
        'and the header checksum may differ',
    },
  }),
  ...section('Changes', ['edit'], {
    sort: {
      kind: 'switch',
      help:
        'Put packets in order of time, within a window of 64 MB; those further out of order are counted and ' +
        'reported',
    },
    shift: {
      kind: 'text',
      value: 'SECONDS',
      signed: true,
      help:
        'Move all times by SECONDS, which may be negative, or such that the first packet has a time: ' +
        '2026-11-24T04:15:00Z',
    },
    truncate: {
      kind: 'number',
      value: 'BYTES',
      least: 1,
      help: 'Keep at most BYTES of each packet, as -s does; the length on the wire stays',
    },
    'strip-vlan': { kind: 'switch', help: 'Remove the tags of virtual LANs' },
    'strip-headers': {
      kind: 'text',
      value: 'PROTOCOL',
      help:
        'Remove the headers of a tunnel up to that of PROTOCOL, such as vxlan, geneve, gre or ip, so that what it ' +
        'carries takes the place of the outer packet; other packets stay',
    },
    comment: { kind: 'words', takes: 1, value: 'TEXT', help: 'Add a comment to the file (pcapng). Can be repeated' },
    'packet-comment': {
      kind: 'words',
      takes: 1,
      value: 'N:TEXT',
      help: 'Add a comment to packet N of the input (pcapng). Can be repeated',
    },
    split: {
      kind: 'text',
      value: 'HOW',
      help:
        'Write several files, numbered and with the time of their first packet in the name: packets:1000, size:10MB, ' +
        'duration:60 (seconds), or conversation',
    },
  }),
}

export const anonymiseOptions = section('Anonymisation', ['edit'], {
  anonymise: {
    kind: 'switch',
    help:
      'Replace addresses, names and text, and all that no protocol definition explains; remove comments, names and ' +
      'secrets. See docs/editing.md for what remains',
  },
  anonymize: { kind: 'switch', help: 'The same as --anonymise' },
  key: {
    kind: 'text',
    value: 'FILE|HEX',
    help: 'Key of 32 bytes, in a file or as 64 hexadecimal digits: the same key gives the same replacements',
    default: 'a random key for this run',
  },
  'save-key': { kind: 'text', value: 'FILE', help: 'Write the random key to a new file that only you can read' },
  'anonymise-payload': {
    kind: 'text',
    value: 'POLICY',
    choices: ['zero', 'random', 'cut', 'keep'],
    help:
      'What becomes of bytes that no protocol definition explains: zeros, random bytes, cut off, or kept, which may ' +
      'tell anything',
    default: 'zero',
  },
})
