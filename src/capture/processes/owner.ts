/** Whose packets they are: processes, and who finds the one that owns a flow. */

export interface Process {
  readonly pid: number
  /** As the kernel calls it: at most 15 bytes of the program's name. */
  readonly name: string
  /** The command line, its words separated by spaces. */
  readonly command: string
  /** The number of the user it runs as; undefined where nobody knows. */
  readonly user: number | undefined
  /** Found by looking into /proc, which comes late and may miss or confuse; not told by the kernel when it happened. */
  readonly bestEffort: boolean
}

/** One direction between two endpoints. */
export interface Flow {
  /** IP protocol number. */
  readonly protocol: number
  /** 4 or 16 bytes, as the destination's. */
  readonly source: Uint8Array
  /** 0 in protocols without ports; of ICMP echo both are its identifier. */
  readonly sourcePort: number
  readonly destination: Uint8Array
  readonly destinationPort: number
}

export interface FlowOwners {
  /**
   * The process that sends what goes this way or, if that is elsewhere, the one that receives it. From what is known
   * now: undefined may become known later.
   */
  ownerOf(flow: Flow): Process | undefined
  close(): void
}

/** Owners that can be asked for one end alone, so that several of them can be asked in turn. */
export interface Senders extends FlowOwners {
  /** The process that sends what goes this way, if it is here. */
  senderOf(flow: Flow): Process | undefined
}

export const reversed = ({ protocol, source, sourcePort, destination, destinationPort }: Flow): Flow => ({
  protocol,
  source: destination,
  sourcePort: destinationPort,
  destination: source,
  destinationPort: sourcePort,
})
