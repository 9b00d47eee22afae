import { section } from '../option.ts'

export const statisticsOptions = section('Statistics', ['stats'], {
  interval: {
    kind: 'text',
    value: 'TIME',
    help:
      'Length of the intervals of io, such as 100ms or 1min; of a live capture also how often the tables are shown ' +
      'before its end',
    default: '1s for io',
  },
  column: {
    kind: 'words',
    takes: 1,
    value: 'WHAT',
    help:
      'What io counts: the packets and bytes of a display filter, or COUNT, SUM, MIN, MAX or AVG of a field, such as ' +
      "'SUM(tcp.len)' or 'AVG(tcp.len) tcp.port == 80'. Can be repeated",
    default: 'all packets and bytes',
  },
  reassemble: {
    kind: 'switch',
    help:
      'Put fragments and TCP segments together before they are counted, as tshark does; expert and rtt always do. ' +
      'Slower',
  },
  'order-by': {
    kind: 'text',
    value: 'COLUMN',
    help: 'Sort rows by a column, by its name in JSON and CSV: the largest number first, or texts from A',
    default: 'packets',
  },
  reverse: { kind: 'switch', help: 'Reverse the order of rows' },
  top: { kind: 'number', value: 'N', least: 1, help: 'Show only the first N rows of each table' },
})
