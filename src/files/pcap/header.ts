import { CaptureError } from '../error.ts'
import type { PcapHeader } from '../description.ts'

/** The header of a classic pcap file: https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-04.html, section 4. */
export const pcapHeaderLength = 24

export function isPcap(bytes: Uint8Array, at: number): boolean {
  return variantOf(bytes, at) !== undefined
}

/** Throws a CaptureError (`unsupported`) for an unknown version. All `pcapHeaderLength` bytes must be present. */
export function decodePcapHeader(bytes: Uint8Array, at: number, path?: string): PcapHeader {
  const variant = variantOf(bytes, at)
  if (!variant) throw new TypeError('these bytes do not begin with the magic number of pcap: ask isPcap() first')
  const { littleEndian } = variant
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, pcapHeaderLength)
  const majorVersion = view.getUint16(4, littleEndian)
  // DG/UX wrote version 543.0; libpcap accepts it.
  if (majorVersion !== 2 && majorVersion !== 543) {
    throw new CaptureError({
      code: 'unsupported',
      path,
      offset: 4,
      expected: 'version 2 of the pcap format',
      found: `version ${majorVersion}`,
    })
  }
  return {
    ...variant,
    majorVersion,
    minorVersion: view.getUint16(6, littleEndian),
    timeZone: view.getInt32(8, littleEndian),
    accuracy: view.getUint32(12, littleEndian),
    snapLength: view.getUint32(16, littleEndian),
    linkTypeWord: view.getUint32(20, littleEndian),
  }
}

export function encodePcapHeader(header: PcapHeader): Uint8Array {
  const { littleEndian } = header
  const bytes = new Uint8Array(pcapHeaderLength)
  const view = new DataView(bytes.buffer)
  view.setUint32(
    0,
    variants.find(
      (variant) => variant.resolution === header.resolution && variant.recordHeaderLength === header.recordHeaderLength,
    )!.magic,
    littleEndian,
  )
  view.setUint16(4, header.majorVersion, littleEndian)
  view.setUint16(6, header.minorVersion, littleEndian)
  view.setInt32(8, header.timeZone, littleEndian)
  view.setUint32(12, header.accuracy, littleEndian)
  view.setUint32(16, header.snapLength, littleEndian)
  view.setUint32(20, header.linkTypeWord, littleEndian)
  return bytes
}

/**
 * The link type of a header: the lower 26 bits of the word; the upper bits give the FCS length. Some programs write a
 * platform's DLT_ number that differs from LINKTYPE_; the common, unambiguous ones are translated.
 */
export function linkTypeOf(word: number): number {
  const linkType = word & 0x03ff_ffff
  return linkTypeOfDlt.get(linkType) ?? linkType
}

/** DLT_ATM_RFC1483, DLT_RAW (most systems), DLT_RAW (OpenBSD), DLT_ATM_CLIP. */
const linkTypeOfDlt: ReadonlyMap<number, number> = new Map([
  [11, 100],
  [12, 101],
  [14, 101],
  [19, 106],
])

type Variant = Pick<PcapHeader, 'littleEndian' | 'resolution' | 'recordHeaderLength'>

function variantOf(bytes: Uint8Array, at: number): Variant | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, 4)
  for (const littleEndian of [true, false]) {
    const magic = view.getUint32(0, littleEndian)
    const variant = variants.find((one) => one.magic === magic)
    if (variant) return { littleEndian, resolution: variant.resolution, recordHeaderLength: variant.recordHeaderLength }
  }
  return undefined
}

const variants = [
  { magic: 0xa1b2c3d4, resolution: 'microseconds', recordHeaderLength: 16 },
  { magic: 0xa1b23c4d, resolution: 'nanoseconds', recordHeaderLength: 16 },
  { magic: 0xa1b2cd34, resolution: 'microseconds', recordHeaderLength: 24 },
] as const
