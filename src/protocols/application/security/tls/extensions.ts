/** The extensions of hello messages, RFC 8446 section 4.2. */
import { holding, list, record, rest, text, tlv, u16, u8, vector } from '../../../../schema/index.ts'
import { tlsExtensions, tlsVersions } from '../../../names/tls.ts'

/** RFC 6066, section 3. */
const serverName = tlv('Server Name', {
  type:   u8('tls.handshake.extensions_server_name_type', 'Server Name Type', { names: { 0: 'host_name' } }),
  length: u16('tls.handshake.extensions_server_name_len', 'Server Name length'),
}).fields({ name: text('tls.handshake.extensions_server_name', 'Server Name') })

const serverNames = {
  serverNames: vector(u16('tls.handshake.extensions_server_name_list_len', 'Server Name list length'), list('', 'Server Names', serverName)),
}

/** RFC 7301, section 3.1. */
const protocolName = record('Protocol', {
  name: vector(
    u8('tls.handshake.extensions_alpn_str_len', 'ALPN string length'),
    holding(text('tls.handshake.extensions_alpn_str', 'ALPN Next Protocol'), 'vocabulary'),
  ),
})
const applicationProtocols = {
  applicationProtocols: vector(
    u16('tls.handshake.extensions_alpn_len', 'ALPN Extension Length'),
    list('tls.handshake.extensions_alpn_list', 'ALPN Protocol', protocolName),
  ),
}

/** RFC 8446, section 4.2.7. */
const group = record('Group', { group: u16('tls.handshake.extensions_supported_group', 'Supported Group', { base: 16 }) })
const supportedGroups = {
  groups: vector(
    u16('tls.handshake.extensions_supported_groups_length', 'Supported Groups List Length'),
    list('tls.handshake.extensions_supported_groups', 'Groups', group),
  ),
}

/** RFC 8446, section 4.2.1: a client lists what it can do, a server names what it chose. */
const supported = u16('tls.handshake.extensions.supported_version', 'Supported Version', { base: 16, names: tlsVersions })
const offeredVersions = {
  versions: vector(
    u8('tls.handshake.extensions.supported_versions_len', 'Supported Versions length'),
    list('', 'Versions', record('Version', { version: supported })),
  ),
}
const chosenVersion = { chosenVersion: supported }

export const extension = tlv('Extension', {
  type:   u16('tls.handshake.extension.type', 'Type', { names: tlsExtensions }),
  length: u16('tls.handshake.extension.len', 'Length'),
})
  .cases(
    [{ type: 0 }, serverNames],
    [{ type: 10 }, supportedGroups],
    [{ type: 16 }, applicationProtocols],
    [{ type: 43, length: 2 }, chosenVersion],
    [{ type: 43 }, offeredVersions],
  )
  .fields({ data: rest('tls.handshake.extension.data', 'Data') })
