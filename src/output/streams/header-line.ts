/** A line that says which conversation follows. */
import {
  carriedProtocols,
  type StreamEnd,
  type StreamEnds,
  type StreamName,
} from '../../conversations/streams/index.ts'
import type { Palette } from '../../text/palette.ts'

export function headerLine(name: StreamName, { client, server }: StreamEnds, palette: Palette): string {
  const kind = palette.name(nameText(name))
  return `${kind}: client ${palette.address(endText(client))}, server ${palette.success(endText(server))}`
}

/** Such as `TCP stream 3`, `TLS in TCP stream 3`, `HTTP2 stream 5 in TCP stream 3`. */
function nameText({ protocol, stream, within }: StreamName): string {
  const kind = protocol.toUpperCase()
  if (protocol === 'tcp' || protocol === 'udp') return `${kind} stream ${stream}`
  const inner = within === undefined ? kind : `${kind} stream ${within}`
  return `${inner} in ${carriedProtocols[protocol].carrier.toUpperCase()} stream ${stream}`
}

const endText = ({ address, port }: StreamEnd) =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
