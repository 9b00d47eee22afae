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
  return Uint8Array.from(entries, ({ schema: { name, carries } }) =>
    name === talker
      ? role.wanted
      : carries?.quoted
        ? role.quoting
        : carried && (name === 'ip' || name === 'ipv6')
          ? role.address
          : role.none,
  )
}

/** The protocols up to which frames must be split for it. */
export const protocolsOf = (talker: Talker): ReadonlySet<number> =>
  new Set(entries.flatMap(({ id, schema: { name } }) => (name === talker ? [id] : [])))

/** Whether the header of a layer was captured, options and all. */
export function isHeaderWhole(talker: Talker, { bytes, start, end }: Layers, index: number): boolean {
  const at = start[index]!
  const room = end[index]! - at
  switch (talker) {
    case 'eth':
      return room >= 14
    case 'ip':
      return room >= 20 && room >= (bytes[at]! & 15) * 4
    case 'ipv6':
      return room >= 40
    case 'tcp':
      return room >= 20 && room >= (bytes[at + 12]! >> 4) * 4
    case 'udp':
      return room >= 8
    case 'sctp':
      return room >= 12
  }
}
