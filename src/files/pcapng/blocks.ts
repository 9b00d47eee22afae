/** Block types of pcapng: https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-02.html, section 4. */
export const blockType = {
  sectionHeader: 0x0a0d0d0a,
  interfaceDescription: 1,
  /** Obsolete, but still in files of 2005 to 2010. */
  packet: 2,
  simplePacket: 3,
  nameResolution: 4,
  interfaceStatistics: 5,
  enhancedPacket: 6,
  decryptionSecrets: 10,
} as const

/** Bytes of type and length before the body, and of the second length after it. */
export const blockOverhead = 12
export const bodyStart = 8

export const byteOrderMagic = 0x1a2b3c4d

/** The type of a Section Header Block is the same in both byte orders, and changes if a file is transferred as text. */
export function isPcapng(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x0a && bytes[at + 1] === 0x0d && bytes[at + 2] === 0x0d && bytes[at + 3] === 0x0a
}

/** A length rounded up to a multiple of 4 bytes. */
export function padded(length: number): number {
  return length % 4 === 0 ? length : length + 4 - (length % 4)
}
