import { defaultEncoding } from '../defaults.ts'
import { showing } from '../command-groups.ts'
import { section, type Format } from '../option.ts'

const lines = ['line', 'hex'] as const satisfies readonly Format[]
const texts = [...lines, 'tree'] as const
const summaries = [...texts, 'table', 'csv'] as const

export const packetDetailOptions = section('Packet details', showing, {
  number: { letter: '#', kind: 'switch', formats: lines, help: 'Show packet numbers' },
  timestamp: {
    letter: 't',
    kind: 'count',
    most: 5,
    formats: summaries,
    help:
      '-t no time, -tt seconds since 1970, -ttt since the previous packet, -tttt date and time, -ttttt since the ' +
      'first packet',
  },
  nano: { kind: 'switch', formats: summaries, help: 'Show times in nanoseconds' },
  micro: { kind: 'switch', help: 'Show times in microseconds; this is the default' },
  utc: { kind: 'switch', help: 'Show times in UTC' },
  'link-level': {
    letter: 'e',
    kind: 'switch',
    formats: lines,
    help: 'Show the link-layer header: MAC addresses, VLAN tags, radio and interface, also inside tunnels',
  },
  hex: {
    letter: 'x',
    kind: 'count',
    formats: texts,
    help: 'Show the bytes in hexadecimal; -xx includes the link-layer header',
  },
  'hex-text': {
    letter: 'X',
    kind: 'count',
    formats: texts,
    help: 'Show the bytes in hexadecimal and as text; -XX includes the link-layer header',
  },
  text: {
    letter: 'A',
    kind: 'count',
    formats: texts,
    help: 'Show the bytes as text; -AA includes the link-layer header',
  },
  payload: { kind: 'switch', formats: texts, help: 'Show the application payload as text' },
  encoding: {
    kind: 'text',
    value: 'NAME',
    formats: texts,
    help: 'Character encoding of the payload, such as latin1',
    default: defaultEncoding,
  },
  checksums: { kind: 'switch', formats: summaries, help: 'Verify checksums' },
  'absolute-tcp-sequence-numbers': {
    letter: 'S',
    kind: 'switch',
    formats: [...lines, 'table', 'csv'],
    help: 'Show absolute TCP sequence numbers instead of relative ones',
  },
  numeric: { letter: 'n', kind: 'count', help: 'Show addresses and ports as numbers; this is the default, see -N' },
  names: {
    letter: 'N',
    kind: 'text',
    value: 'LETTERS',
    formats: lines,
    help:
      'Show names: d from DNS answers in the capture, n from /etc/hosts and the file, t of services, m of vendors of ' +
      'MAC addresses',
  },
  resolve: {
    kind: 'switch',
    formats: lines,
    help: 'Ask the resolver of the system for the names of addresses, over the network',
  },
})
