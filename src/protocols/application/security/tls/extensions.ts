/** The extensions of hello messages, RFC 8446 section 4.2. */
import { list, record, rest, text, u16, u8 } from '../../../../schema/index.ts'
import { tlsExtensions, tlsVersions } from '../../../names/tls.ts'

/** RFC 6066, section 3. */
const serverName = record('Server Name', {
  type:   u8('tls.handshake.extensions_server_name_type', 'Server Name Type', { names: { 0: 'host_name' } }),
  length: u16('tls.handshake.extensions_server_name_len', 'Server Name length'),
})
  .sized((name) => 3 + name.length)
  .fields({ name: text('tls.handshake.extensions_server_name', 'Server Name', (name) => name.length) })

const serverNames = record('Server Names', { listLength: u16('tls.handshake.extensions_server_name_list_len', 'Server Name list length') })
  .fields({ serverNames: list('', 'Server Names', serverName, { length: (names) => names.listLength }) })

/** RFC 7301, section 3.1. */
const protocolName = record('Protocol', { length: u8('tls.handshake.extensions_alpn_str_len', 'ALPN string length') })
  .sized((name) => 1 + name.length)
  .fields({ name: text('tls.handshake.extensions_alpn_str', 'ALPN Next Protocol', (name) => name.length) })

const applicationProtocols = record('Application Protocols', { protocolsLength: u16('tls.handshake.extensions_alpn_len', 'ALPN Extension Length') })
  .fields({ applicationProtocols: list('', 'ALPN Protocol', protocolName, { length: (names) => names.protocolsLength }) })

/** RFC 8446, section 4.2.7. */
const group = record('Group', { group: u16('tls.handshake.extensions_supported_group', 'Supported Group', { base: 16 }) })
const supportedGroups = record('Groups', { groupsLength: u16('tls.handshake.extensions_supported_groups_length', 'Supported Groups List Length') })
  .fields({ groups: list('', 'Groups', group, { length: (groups) => groups.groupsLength }) })

/** RFC 8446, section 4.2.1: a client lists what it can do, a server names what it chose. */
const supported = () => u16('tls.handshake.extensions.supported_version', 'Supported Version', { base: 16, names: tlsVersions })
const offeredVersions = record('Versions', { versionsLength: u8('tls.handshake.extensions.supported_versions_len', 'Supported Versions length') })
  .fields({ versions: list('', 'Versions', record('Version', { version: supported() }), { length: (versions) => versions.versionsLength }) })
const chosenVersion = { chosenVersion: supported() }

export const extension = record('Extension', {
  type:   u16('tls.handshake.extension.type', 'Type', { names: tlsExtensions }),
  length: u16('tls.handshake.extension.len', 'Length'),
})
  .sized((extension) => 4 + extension.length)
  .choice((extension) => (extension.type === 43 && extension.length === 2 ? chosen : extension.type), {
    0:        serverNames,
    10:       supportedGroups,
    16:       applicationProtocols,
    43:       offeredVersions,
    [65536]:  chosenVersion,
  })
  .fields({ data: rest('tls.handshake.extension.data', 'Data') })

/** Beyond all types there are. */
const chosen = 65536
