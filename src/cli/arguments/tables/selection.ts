import { section } from '../option.ts'

const heading = 'Packet selection'

export const selectionOptions = {
  ...section(heading, ['read', 'live', 'run', 'check', 'diagnose', 'edit', 'send', 'stats', 'follow', 'export'], {
    'capture-filter': {
      letter: 'f',
      kind: 'text',
      value: 'FILTER',
      help: "Keep only packets that match a capture filter (tcpdump syntax), such as 'tcp port 443'",
    },
    'filter-file': { letter: 'F', kind: 'text', value: 'FILE', help: 'Read the capture filter from FILE' },
    'display-filter': {
      letter: 'Y',
      kind: 'text',
      filters: 1,
      value: 'FILTER',
      help: "Keep only packets that match a display filter (Wireshark syntax), such as 'tcp.port == 443'",
    },
  }),
  ...section(heading, ['read', 'live', 'run', 'check', 'diagnose', 'edit', 'send', 'stats'], {
    limit: { letter: 'c', kind: 'number', value: 'N', least: 1, help: 'Stop after N packets' },
  }),
  ...section(heading, ['read', 'live', 'run', 'check', 'stats', 'edit'], {
    'snapshot-length': {
      letter: 's',
      kind: 'number',
      value: 'BYTES',
      least: 0,
      help: 'Keep at most BYTES of each packet; 0 keeps all',
    },
  }),
  ...section(heading, ['read', 'check', 'diagnose', 'edit', 'stats', 'follow', 'export'], {
    append: { kind: 'switch', help: 'Read several files one after the other, not merged in order of time' },
  }),
}
