/**
 * Limit of a frame in bytes, the same as in Wireshark; a larger length is damage. Memory is allocated as bytes arrive,
 * not by a length field.
 */
export function longestFrame(linkType: number): number {
  if (linkType === dBus || usb.has(linkType)) return 128 << 20
  if (linkType === elektrobit) return 32 << 20
  return 256 << 10
}

const dBus = 231
/** FreeBSD, Linux, Linux with padded header, USBPcap, Darwin: a transfer is a frame, whatever its length. */
const usb: ReadonlySet<number> = new Set([186, 189, 220, 249, 266])
const elektrobit = 279

/** Limit in bytes of a metadata block that is kept in memory while it is read. */
export const longestBlock = 16 << 20

/** Limit of options read per block; programs write a handful. */
export const mostOptions = 10_000

/** Limit of interfaces per capture, since their descriptions are kept in memory while it is read. */
export const mostInterfaces = 32_768

/** Memory budget of the metadata of a capture (sections, names, secrets); metadata beyond it is discarded. */
export class Allowance {
  private left = 16 << 20

  /** Whether `bytes` more may be kept. */
  covers(bytes: number): boolean {
    if (bytes > this.left) return false
    this.left -= bytes
    return true
  }
}
