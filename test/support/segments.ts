/** Captures of one TCP connection, built segment by segment. */
import { build, layer } from '../../src/packet/build/index.ts'
import { openBytes } from '../../src/index.ts'
import { pcap } from './capture-bytes.ts'

const { ethernet, ipv4, tcp } = layer
const link = ethernet({ source: '02:00:00:00:00:01', destination: '02:00:00:00:00:02' })
const ends = { client: { address: '192.0.2.1', port: 40000 }, server: { address: '192.0.2.2', port: 7777 } }

/** Sequence numbers count from 0, that of the SYN; `cut` is how many bytes of the text were not captured. */
export interface BuiltSegment {
  readonly from: 'client' | 'server'
  readonly sequence: number
  readonly ack?: number
  readonly text?: string | Uint8Array
  readonly flags?: Readonly<Partial<Record<'syn' | 'fin' | 'rst' | 'psh', boolean>>>
  readonly cut?: number
  /** Default: 0. */
  readonly first?: number
  readonly port?: number
}

export const client = (
  sequence: number,
  text: string | Uint8Array = '',
  more: Partial<BuiltSegment> = {},
): BuiltSegment => ({
  from: 'client',
  sequence,
  text,
  ...more,
})
export const server = (
  sequence: number,
  text: string | Uint8Array = '',
  more: Partial<BuiltSegment> = {},
): BuiltSegment => ({
  ...client(sequence, text, more),
  from: 'server',
})

export const handshake: readonly BuiltSegment[] = [
  client(0, '', { flags: { syn: true } }),
  server(0, '', { flags: { syn: true }, ack: 1 }),
  client(1, '', { ack: 1 }),
]

function segmentBytes({ from, sequence, ack, text = '', flags, first = 0, port }: BuiltSegment): Uint8Array {
  const [source, destination] = from === 'client' ? [ends.client, ends.server] : [ends.server, ends.client]
  const portOf = (end: typeof source) => (end === ends.client ? (port ?? end.port) : end.port)
  return build(
    link,
    ipv4({ source: source.address, destination: destination.address }),
    tcp({
      sourcePort: portOf(source),
      destinationPort: portOf(destination),
      sequence: (first + sequence) >>> 0,
      acknowledgment: ack === undefined ? 0 : (first + ack) >>> 0,
      flags: { ...flags, ack: ack !== undefined },
    }),
    text,
  )
}

export const captureOf = (segments: readonly BuiltSegment[]) => openBytes(captureBytes(segments))

export function captureBytes(segments: readonly BuiltSegment[]): Uint8Array {
  const records = segments.map((segment, index) => {
    const bytes = segmentBytes(segment)
    const captured = bytes.subarray(0, bytes.length - (segment.cut ?? 0))
    return [1_700_000_000 + index, 0, captured, bytes.length] as const
  })
  return pcap(records)
}
