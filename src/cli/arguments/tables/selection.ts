import { merging, taking, without } from '../command-groups.ts'
import { section } from '../option.ts'

const heading = 'Packet selection'

export const selectionOptions = {
  ...section(heading, taking, {
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
  ...section(heading, without(taking, 'follow', 'export'), {
    limit: { letter: 'c', kind: 'number', value: 'N', least: 1, help: 'Stop after N packets' },
  }),
  ...section(heading, without(taking, 'diagnose', 'send', 'follow', 'export'), {
    'snapshot-length': {
      letter: 's',
      kind: 'number',
      value: 'BYTES',
      least: 0,
      help: 'Keep at most BYTES of each packet; 0 keeps all',
    },
  }),
  ...section(heading, merging, {
    append: { kind: 'switch', help: 'Read several files one after the other, not merged in order of time' },
  }),
}
