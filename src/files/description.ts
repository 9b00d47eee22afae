/** The metadata of a capture. */
export interface CaptureDescription {
  readonly format: CaptureFormat
  /** In capture order, across all sections; grows while the capture is read. */
  readonly interfaces: readonly CaptureInterface[]
  /** Exactly one for classic pcap files, without further information. */
  readonly sections: readonly CaptureSection[]
  /** Addresses and their names at capture time (Name Resolution Blocks). */
  readonly names: readonly NameRecord[]
  /** Grows at its end while the capture is read. */
  readonly secrets: readonly Secret[]
  /** The header of a classic pcap file. */
  readonly pcapHeader?: PcapHeader | undefined
}

/** The link type common to these interfaces; undefined if they differ or there are none. */
export function commonLinkType(interfaces: readonly CaptureInterface[]): number | undefined {
  const linkType = interfaces[0]?.linkType
  return interfaces.every((one) => one.linkType === linkType) ? linkType : undefined
}

export type CaptureFormat = 'pcap' | 'pcapng'

/** A capture interface; the `interfaceId` of a frame is its index. */
export interface CaptureInterface {
  /** LINKTYPE_ number, the type of the link-layer header. */
  readonly linkType: number
  /** Snap length in bytes; 0 means no limit. */
  readonly snapLength: number
  readonly name?: string | undefined
  readonly description?: string | undefined
  /** The capture filter, in pcap-filter syntax. */
  readonly captureFilter?: string | undefined
  readonly hardware?: string | undefined
  readonly operatingSystem?: string | undefined
  readonly comments?: readonly string[] | undefined
  /** Unit of its timestamps (if_tsresol): see Clock. */
  readonly timeResolution?: number | undefined
  /** Seconds to add to its timestamps (if_tsoffset). */
  readonly timeOffset?: number | undefined
  /** The latest statistics in the capture; they may follow the frames. */
  statistics?: InterfaceStatistics | undefined
}

/** Packet counts of an interface; undefined if not recorded. */
export interface InterfaceStatistics {
  readonly received?: number | undefined
  readonly droppedByInterface?: number | undefined
  readonly droppedByKernel?: number | undefined
  readonly acceptedByFilter?: number | undefined
  readonly delivered?: number | undefined
}

/** The host and the program that made a section of a capture. */
export interface CaptureSection {
  readonly littleEndian: boolean
  readonly hardware?: string | undefined
  readonly operatingSystem?: string | undefined
  readonly application?: string | undefined
  readonly comments?: readonly string[] | undefined
}

export interface NameRecord {
  /** 4 bytes (IPv4) or 16 (IPv6). */
  readonly address: Uint8Array
  readonly names: readonly string[]
}

/** Keys to decrypt traffic in the capture (Decryption Secrets Blocks). */
export interface Secret {
  /**
   * https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-02.html#name-decryption-secrets-block, such as 0x544c534b:
   * a TLS key log.
   */
  readonly type: number
  readonly bytes: Uint8Array
}

/** The type of a secret that is a TLS key log. */
export const tlsKeyLog = 0x544c534b

/** The header of a classic pcap file (24 bytes), kept so that a copy is identical. */
export interface PcapHeader {
  readonly littleEndian: boolean
  readonly resolution: 'microseconds' | 'nanoseconds'
  /** 16, or 24 in files of a patched Linux libpcap of 1999 with longer record headers (magic number 0xa1b2cd34). */
  readonly recordHeaderLength: 16 | 24
  readonly majorVersion: number
  readonly minorVersion: number
  /** Always 0 in practice; timestamps are UTC regardless. */
  readonly timeZone: number
  readonly accuracy: number
  readonly snapLength: number
  /** LINKTYPE_ in the lower 26 bits; length of the frame check sequence in the upper bits. */
  readonly linkTypeWord: number
}
