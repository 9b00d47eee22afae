/** Processes and the interface to find the owner of a flow. */

export interface Process {
  readonly pid: number
  /** Name in the kernel: at most 15 bytes of the program's name. */
  readonly name: string
  /** The command line, arguments separated by spaces. */
  readonly command: string
  /** User ID; undefined if unknown. */
  readonly user: number | undefined
  /** Found by searching /proc, which may miss or confuse owners, not reported by the kernel. */
  readonly bestEffort: boolean
}

/** One direction between two endpoints. */
export interface Flow {
  /** IP protocol number. */
  readonly protocol: number
  /** 4 or 16 bytes; the destination has the same length. */
  readonly source: Uint8Array
  /** 0 in protocols without ports; both ports are the identifier in ICMP echo. */
  readonly sourcePort: number
  readonly destination: Uint8Array
  readonly destinationPort: number
}

export interface FlowOwners {
  /**
   * The local process that sends in this direction or, if the sender is remote, the one that receives. May be undefined
   * now and known later.
   */
  ownerOf(flow: Flow): Process | undefined
  close(): void
}

/** Owners that can be queried for the sender alone, so that several can be queried in turn. */
export interface Senders extends FlowOwners {
  /** The process that sends in this direction, if it is local. */
  senderOf(flow: Flow): Process | undefined
}

export const reversed = ({ protocol, source, sourcePort, destination, destinationPort }: Flow): Flow => ({
  protocol,
  source: destination,
  sourcePort: destinationPort,
  destination: source,
  destinationPort: sourcePort,
})
