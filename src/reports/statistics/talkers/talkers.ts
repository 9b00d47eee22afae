/** The protocols whose conversations and endpoints are counted, and how their headers name the ends. */
import type { Layers } from '../../../packet/layers.ts'
import { entries } from '../../../packet/registry/index.ts'

export const talkers = ['eth', 'ip', 'ipv6', 'tcp', 'udp', 'sctp'] as const
export type Talker = (typeof talkers)[number]

export const talkerTitles: Readonly<Record<Talker, string>> = {
  eth: 'Ethernet',
  ip: 'IPv4',
  ipv6: 'IPv6',
  tcp: 'TCP',
  udp: 'UDP',
  sctp: 'SCTP',
}

export const hasPorts = (talker: Talker): boolean => talker === 'tcp' || talker === 'udp' || talker === 'sctp'

/** What a layer is to a table. */
export const role = { none: 0, address: 1, wanted: 2, quoting: 3 } as const

/** The role of each protocol, in the order of `entries`, for the conversations of one. */
export function rolesFor(talker: Talker): Uint8Array {
  const carried = hasPorts(talker)
  return Uint8Array.from(entries, ({ schema: { name, payloadStated } }) =>
    name === talker
      ? role.wanted
      : payloadStated?.quoted
        ? role.quoting
        : carried && (name === 'ip' || name === 'ipv6')
          ? role.address
          : role.none,
  )
}

/** The protocols up to which frames must be split for it. */
export const protocolsOf = (talker: Talker): ReadonlySet<number> =>
  new Set(entries.flatMap(({ id, schema: { name } }) => (name === talker ? [id] : [])))

/** How much of a header there must be: so many bytes, or as many words of 4 bytes as a place in it says. */
export class WholeHeader {
  private readonly least: number
  /** Where the number of words is, -1 for nowhere, and by how many bits it is shifted. */
  private readonly place: number
  private readonly shift: number

  constructor(talker: Talker) {
    const [least, place = -1, shift = 0] = headers[talker]
    this.least = least
    this.place = place
    this.shift = shift
  }

  /** Whether the header of a layer was captured, options and all. */
  isIn(layers: Layers, index: number): boolean {
    const at = layers.start[index]!
    const room = layers.end[index]! - at
    if (room < this.least) return false
    return this.place < 0 || room >= ((layers.bytesOf(index)[at + this.place]! >> this.shift) & 15) * 4
  }
}

const headers: Readonly<Record<Talker, readonly [least: number, place?: number, shift?: number]>> = {
  eth: [14],
  ip: [20, 0, 0],
  ipv6: [40],
  tcp: [20, 12, 4],
  udp: [8],
  sctp: [12],
}
