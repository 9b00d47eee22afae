/** Follows the headers behind an IP header, as libpcap's `protochain` does. */
import type { ConditionOf } from '../program/program.ts'

const none = 59
const authentication = 51
/** Hop-by-hop options, routing, fragment and destination options: they say their length in units of eight bytes. */
const isExtension = (protocol: number) => protocol === 0 || protocol === 43 || protocol === 44 || protocol === 60

/** More headers are not followed: libpcap would go on, perhaps for ever. */
const mostHeaders = 1_000

/** Whether the headers lead to a protocol; undefined where one lies beyond what was captured, from `start` on. */
export function leadsTo(
  bytes: Uint8Array,
  start: number,
  captured: number,
  { version, offset, protocol: wanted }: ConditionOf<'protocolChain'>,
): boolean | undefined {
  const byte = (at: number) => (at < captured ? bytes[start + at] : undefined)
  let protocol = byte(offset + (version === 4 ? 9 : 6))
  const first = version === 4 ? byte(offset) : 0
  if (protocol === undefined || first === undefined) return undefined
  let end = version === 4 ? (first & 0x0f) * 4 : 40
  for (let headers = 0; headers < mostHeaders && protocol !== wanted && protocol !== none; headers++) {
    const extension = version === 6 && isExtension(protocol)
    if (!extension && protocol !== authentication) break
    const next = byte(offset + end)
    const length = byte(offset + end + 1)
    if (next === undefined || length === undefined) return undefined
    // libpcap forgets where an authentication header began; a second one is looked for from the IP header on.
    end = extension ? end + (length + 1) * 8 : (length + 2) * 4
    protocol = next
  }
  return protocol === wanted
}
