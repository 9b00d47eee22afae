/** How packets look in a list: their lines with what colors them, and messages of a stream in segments of any size. */
import type { Packet } from '../../src/packet/packet.ts'
import { dialog } from './dialog.ts'
import { bytesOf, packetOfHex, summariesOf } from './packets.ts'

/** The line of each layer of a protocol, after `error: ` or `warning: ` where that colors it. */
export const looksOf = (packet: Packet, name: string): string[] =>
  packet
    .layers()
    .filter(({ schema }) => schema.name === name)
    .map((layer) => {
      const severity = layer.schema.severity?.(layer as never)
      return `${severity === undefined ? '' : `${severity}: `}${layer.schema.summary?.(layer as never)}`
    })

/** The same of a packet in hexadecimal digits. */
export const lookOf = (text: string, linkType: number, name: string): string | undefined =>
  looksOf(packetOfHex(text, linkType), name).at(-1)

/** The lines of a message to a port of TCP that comes whole, then in two segments, the first of `cut` bytes, then with another. */
export function linesInSegments(
  port: number,
  text: string,
  name: string,
  cut: number,
): (readonly (string | undefined)[])[] {
  const bytes = bytesOf(text)
  const packets = dialog(
    [
      ['>', bytes],
      ['>', bytes.slice(0, cut)],
      ['>', bytes.slice(cut)],
      ['>', bytesOf(`${text} ${text}`)],
    ],
    { port },
  )
  return packets.map((packet) => summariesOf(packet, name))
}
