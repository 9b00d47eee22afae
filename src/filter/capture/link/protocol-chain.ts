/** Follows the headers after an IP header, compatible with `protochain` of libpcap. */
import type { ConditionOf } from '../program/program.ts'

const none = 59
const authentication = 51
/** Hop-by-hop options, routing, fragment and destination options: their length is in units of 8 bytes. */
const isExtension = (protocol: number) => protocol === 0 || protocol === 43 || protocol === 44 || protocol === 60

/** Limit of headers followed: libpcap has none and may loop forever. */
const mostHeaders = 1_000

/** Whether the headers from `start` lead to a protocol; undefined if one is beyond the captured length. */
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
    // libpcap loses the position of an Authentication Header; a second one is searched from the IP header.
    end = extension ? end + (length + 1) * 8 : (length + 2) * 4
    protocol = next
  }
  return protocol === wanted
}
