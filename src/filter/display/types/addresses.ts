/** Addresses as people write them. */

/** The address as a number, or undefined; a part that begins with 0 could be octal, and is none. */
export function ipv4Number(text: string): number | undefined {
  if (!/^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/.test(text)) return undefined
  const parts = text.split('.').map(Number)
  return parts.every((part) => part < 256) ? parts.reduce((sum, part) => sum * 256 + part, 0) : undefined
}

/** The sixteen bytes of an address, or undefined (RFC 4291, section 2.2). */
export function ipv6Bytes(text: string): Uint8Array | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [left, right] = halves.map(groupsOf)
  if (left === undefined || (halves.length === 2 && right === undefined)) return undefined
  const missing = 8 - left.length - (right?.length ?? 0)
  if (right === undefined ? missing !== 0 : missing < 1) return undefined
  const groups = [...left, ...Array<number>(missing).fill(0), ...(right ?? [])]
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]))
}

export const isIpv6 = (text: string) => ipv6Bytes(text) !== undefined

/** The groups of one side of `::`; an IPv4 address at the end is two. */
function groupsOf(text: string): number[] | undefined {
  if (text === '') return []
  const parts = text.split(':')
  const last = ipv4Number(parts.at(-1)!)
  const words = last === undefined ? parts : parts.slice(0, -1)
  if (!words.every((word) => /^[\da-f]{1,4}$/i.test(word))) return undefined
  return [...words.map((word) => parseInt(word, 16)), ...(last === undefined ? [] : [last >>> 16, last & 0xffff])]
}

/**
 * Bytes as hexadecimal digits, together or in groups with `:`, `-` or `.` between them, or one as `0xff`; undefined if
 * they are none.
 */
export function bytesIn(text: string): Uint8Array | undefined {
  if (/^0x[\da-f]{2}$/i.test(text)) return Uint8Array.of(parseInt(text, 16))
  if (/^[\da-f]{1,2}(?::[\da-f]{1,2})+$/i.test(text)) return bytesOf(text.split(':'))
  // As many digits as there are make bytes of two; one that is left is a byte of its own.
  return /^[\da-f]+(?:[.-][\da-f]+)*$/i.test(text) ? bytesOf(text.match(/[\da-f]{1,2}/gi)!) : undefined
}

const bytesOf = (bytes: readonly string[]) => Uint8Array.from(bytes, (byte) => parseInt(byte, 16))
