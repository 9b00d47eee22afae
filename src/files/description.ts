/** What a capture says about itself, apart from its frames. */
export interface CaptureDescription {
  readonly format: CaptureFormat
  /** In the order of the capture, over all its sections; more may come while the capture is read. */
  readonly interfaces: readonly CaptureInterface[]
  /** Exactly one in classic pcap files, where it says nothing. */
  readonly sections: readonly CaptureSection[]
  /** Addresses and what they were called when the capture was made. */
  readonly names: readonly NameRecord[]
  readonly secrets: readonly Secret[]
  /** The header of a classic pcap file. */
  readonly pcapHeader?: PcapHeader | undefined
}

/** The link type all these have; undefined where they differ, or where there are none. */
export function commonLinkType(interfaces: readonly CaptureInterface[]): number | undefined {
  const linkType = interfaces[0]?.linkType
  return interfaces.every((one) => one.linkType === linkType) ? linkType : undefined
}

export type CaptureFormat = 'pcap' | 'pcapng'

/** Where frames were seen. Their `interfaceId` is the index of this. */
export interface CaptureInterface {
  /** LINKTYPE_ number: what the first header of its frames is. */
  readonly linkType: number
  /** The most bytes of a frame that were kept; 0 is no limit. */
  readonly snapLength: number
  readonly name?: string | undefined
  readonly description?: string | undefined
  /** What restricted the capture, in the words of pcap-filter. */
  readonly captureFilter?: string | undefined
  readonly hardware?: string | undefined
  readonly operatingSystem?: string | undefined
  readonly comments?: readonly string[] | undefined
  /** The unit of its times: see Clock. */
  readonly timeResolution?: number | undefined
  /** Seconds to add to its times. */
  readonly timeOffset?: number | undefined
  /** The last that the capture says; it may come after the frames. */
  statistics?: InterfaceStatistics | undefined
}

/** Counts of an interface, each undefined where the capture does not say. */
export interface InterfaceStatistics {
  readonly received?: number | undefined
  readonly droppedByInterface?: number | undefined
  readonly droppedByKernel?: number | undefined
  readonly acceptedByFilter?: number | undefined
  readonly delivered?: number | undefined
}

/** The machine and the program that made a part of a capture. */
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

/** Keys that decrypt what is in the capture. */
export interface Secret {
  /**
   * https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-02.html#name-decryption-secrets-block, such as 0x544c534b:
   * a TLS key log.
   */
  readonly type: number
  readonly bytes: Uint8Array
}

/** The first 24 bytes of a classic pcap file, kept as they are so that a copy is the same file. */
export interface PcapHeader {
  readonly littleEndian: boolean
  readonly resolution: 'microseconds' | 'nanoseconds'
  /** 16; 24 in the files of a Linux libpcap of 1999 whose records say more (magic number 0xa1b2cd34). */
  readonly recordHeaderLength: 16 | 24
  readonly majorVersion: number
  readonly minorVersion: number
  /** Always 0 in practice; times are UTC whatever it is. */
  readonly timeZone: number
  readonly accuracy: number
  readonly snapLength: number
  /** LINKTYPE_ in the lower 26 bits, and whether frames end in a check sequence in the upper ones. */
  readonly linkTypeWord: number
}
