/** Who owns a flow: the process whose socket sends and receives its packets. */

export interface Process {
  readonly pid: number
  readonly name: string
  /** The command line. */
  readonly command: string
  readonly user: number | undefined
  /** Found out by looking at `/proc`, not told by the kernel as it happened. */
  readonly bestEffort: boolean
}

export interface Flow {
  /** Of IP. */
  readonly protocol: number
  readonly source: Uint8Array
  readonly sourcePort: number
  readonly destination: Uint8Array
  readonly destinationPort: number
}

export interface FlowOwners {
  ownerOf(flow: Flow): Process | undefined
  close(): void
}
