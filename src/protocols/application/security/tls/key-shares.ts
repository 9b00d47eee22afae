/** Groups for the key exchange, and keys of them: RFC 8446, sections 4.2.7 and 4.2.8. */
import { bytes, list, record, u16, vector, type View } from '../../../../schema/index.ts'
import { tlsGroups } from '../../../names/tls.ts'
import { named } from './named.ts'

const group = named((tls) => record('Group', {
  group: u16(`${tls}.handshake.extensions_supported_group`, 'Supported Group', { base: 16, names: tlsGroups }),
}))

const keyShare = named((tls) => record('Key Share Entry', {
  group:       u16(`${tls}.handshake.extensions_key_share_group`, 'Group', { names: tlsGroups }),
  keyExchange: vector(
    u16(`${tls}.handshake.extensions_key_share_key_exchange_length`, 'Key Exchange Length'),
    bytes(`${tls}.handshake.extensions_key_share_key_exchange`, 'Key Exchange'),
  ),
}))

const lengthAt = record('Key Shares', { length: u16('', 'Length') }).reader('length')
const headerLength = 4
const lengthOfLength = 2

export const keyShares = named((tls) => ({
  groups: {
    groups: vector(
      u16(`${tls}.handshake.extensions_supported_groups_length`, 'Supported Groups List Length'),
      list(`${tls}.handshake.extensions_supported_groups`, 'Supported Groups List', group(tls)),
    ),
  },
  /** Of a client. */
  offered: {
    keyShares: vector(
      u16(`${tls}.handshake.extensions_key_share_client_length`, 'Client Key Share Length'),
      list('', 'Key Share Entries', keyShare(tls)),
    ),
  },
  /** Of a server. */
  chosen: { keyShares: list('', 'Key Share Entry', keyShare(tls), { count: () => 1 }) },
  /** What a server wants instead of all that were offered. */
  selected: { selectedGroup: u16(`${tls}.handshake.extensions_key_share_selected_group`, 'Selected Group', { names: tlsGroups }) },
  /** Whether an extension holds a list of them, which says how long it is. */
  areOffered({ bytes, start, end, length }: View & { readonly length: number }): boolean {
    const from = start + headerLength
    return end - from >= lengthOfLength && lengthAt(bytes, from) === length - lengthOfLength
  },
}))
