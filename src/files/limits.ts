/**
 * The most bytes of one frame: what Wireshark allows, which is what can occur. Longer ones are damage. No memory is
 * taken because a length says so, only as bytes arrive.
 */
export function longestFrame(linkType: number): number {
  if (linkType === dBus || linkType === usbPcap) return 128 << 20
  if (linkType === elektrobit) return 32 << 20
  return 256 << 10
}

const dBus = 231
const usbPcap = 249
const elektrobit = 279

/** The most bytes a block may have that is kept whole while it is read, other than those of frames. */
export const longestBlock = 16 << 20

/** How many options of one block are read: programs write a handful, and a comment or two. */
export const mostOptions = 10_000

/** How many interfaces a capture may describe: they are kept while it is read, and a file of nothing else must end. */
export const mostInterfaces = 32_768

/** Bounds what is kept of what a capture says about itself (sections, names, secrets); what is over is not kept. */
export class Allowance {
  private left = 16 << 20

  /** Whether `bytes` more may be kept. */
  covers(bytes: number): boolean {
    if (bytes > this.left) return false
    this.left -= bytes
    return true
  }
}
