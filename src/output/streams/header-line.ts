/** A line that says which conversation follows. */
import type { StreamEnd, StreamEnds, StreamName } from '../../conversations/streams/index.ts'
import type { Palette } from '../../text/palette.ts'

export function headerLine({ protocol, stream }: StreamName, { client, server }: StreamEnds, palette: Palette): string {
  const kind = palette.name(`${protocol.toUpperCase()} stream ${stream}`)
  return `${kind}: client ${palette.address(endText(client))}, server ${palette.success(endText(server))}`
}

const endText = ({ address, port }: StreamEnd) =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
