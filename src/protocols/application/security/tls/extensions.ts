/** The extensions of handshake messages, RFC 8446 section 4.2. */
import { bytes, holding, list, record, rest, text, tlv, u16, u24, u32, u8, vector, type View } from '../../../../schema/index.ts'
import {
  tlsCertificateCompressions, tlsExtensions, tlsKeyExchangeModes, tlsPointFormats, tlsVersions,
} from '../../../names/tls.ts'
import { keyShares } from './key-shares.ts'
import { signatureSchemes } from './signatures.ts'
import { areOfVariableLength, transportParameters } from './transport-parameters.ts'
import { ocspResponse } from '../x509/status.ts'
import { timestamps } from '../x509/timestamps.ts'
import { named } from './named.ts'

/** RFC 6066, section 3. */
const serverName = named((tls) => tlv('Server Name', {
  type:   u8(`${tls}.handshake.extensions_server_name_type`, 'Server Name Type', { names: { 0: 'host_name' } }),
  length: u16(`${tls}.handshake.extensions_server_name_len`, 'Server Name length'),
}).fields({ name: text(`${tls}.handshake.extensions_server_name`, 'Server Name') }))

const serverNames = named((tls) => ({
  serverNames: vector(
    u16(`${tls}.handshake.extensions_server_name_list_len`, 'Server Name list length'),
    list('', 'Server Names', serverName(tls)),
  ),
}))

/** RFC 7301, section 3.1. */
const protocolName = named((tls) => record('Protocol', {
  name: vector(
    u8(`${tls}.handshake.extensions_alpn_str_len`, 'ALPN string length'),
    holding(text(`${tls}.handshake.extensions_alpn_str`, 'ALPN Next Protocol'), 'vocabulary'),
  ),
}))
const applicationProtocols = named((tls) => ({
  applicationProtocols: vector(
    u16(`${tls}.handshake.extensions_alpn_len`, 'ALPN Extension Length'),
    list(`${tls}.handshake.extensions_alpn_list`, 'ALPN Protocol', protocolName(tls)),
  ),
}))

/** Protocols with settings of their own, as Chromium offers them: draft-vvv-tls-alps. */
const protocolWithSettings = named((tls) => record('Protocol', {
  name: vector(
    u8(`${tls}.handshake.extensions_alps_alpn_str_len`, 'Supported ALPN Length'),
    holding(text(`${tls}.handshake.extensions_alps_alpn_str`, 'Supported ALPN'), 'vocabulary'),
  ),
}))
const applicationSettings = named((tls) => ({
  settingsProtocols: vector(
    u16(`${tls}.handshake.extensions_alps_len`, 'ALPS Extension Length'),
    list(`${tls}.handshake.extensions_alps_alpn_list`, 'Supported ALPN List', protocolWithSettings(tls)),
  ),
}))

/** RFC 8422, section 5.1.2. */
const pointFormat = named((tls) => record('EC point format', {
  format: u8(`${tls}.handshake.extensions_ec_point_format`, 'EC point format', { names: tlsPointFormats }),
}))
const pointFormats = named((tls) => ({
  pointFormats: vector(
    u8(`${tls}.handshake.extensions_ec_point_formats_length`, 'EC point formats Length'),
    list(`${tls}.handshake.extensions_ec_point_formats`, 'EC point formats', pointFormat(tls)),
  ),
}))

/** RFC 8446, section 4.2.1: a client lists what it can do, a server names what it chose. */
const supported = named((tls) =>
  u16(`${tls}.handshake.extensions.supported_version`, 'Supported Version', { base: 16, names: tlsVersions }))
const offeredVersions = named((tls) => ({
  versions: vector(
    u8(`${tls}.handshake.extensions.supported_versions_len`, 'Supported Versions length'),
    list('', 'Versions', record('Version', { version: supported(tls) })),
  ),
}))
const chosenVersion = named((tls) => ({ chosenVersion: supported(tls) }))

/** RFC 6066, section 8. */
const certificateStatusType = named((tls) => u8(`${tls}.handshake.extensions_status_request_type`, 'Certificate Status Type', {
  names: { 1: 'OCSP', 2: 'OCSP Multi' },
}))
const statusRequest = named((tls) => ({
  statusType:       certificateStatusType(tls),
  responderIds:     vector(
    u16(`${tls}.handshake.extensions_status_request_responder_ids_len`, 'Responder ID list Length'),
    rest('', 'Responder IDs'),
  ),
  statusExtensions: vector(
    u16(`${tls}.handshake.extensions_status_request_exts_len`, 'Request Extensions Length'),
    rest('', 'Request Extensions'),
  ),
}))

/** RFC 6066, section 8, and RFC 8446, section 4.4.2.1: what a server answers that with. */
export const certificateStatus = named((tls) => ({
  statusType: certificateStatusType(tls),
  ocsp:       vector(
    u24(`${tls}.handshake.ocsp_response_len`, 'OCSP Response Length'),
    list('', 'OCSP Response', record('OCSP Response', { response: ocspResponse, others: rest('', 'Responses') })),
  ),
}))

/** RFC 8446, section 4.2.11. */
const identity = named((tls) => record('PSK Identity', {
  identity: vector(
    u16(`${tls}.handshake.extensions.psk.identity.identity_length`, 'Identity Length'),
    bytes(`${tls}.handshake.extensions.psk.identity.identity`, 'Identity'),
  ),
  obfuscatedTicketAge: u32(`${tls}.handshake.extensions.psk.identity.obfuscated_ticket_age`, 'Obfuscated Ticket Age'),
}))
const offeredIdentities = named((tls) => ({
  identities: vector(
    u16(`${tls}.handshake.extensions.psk.identities.length`, 'Identities Length'),
    list('', 'PSK Identities', identity(tls)),
  ),
  binders: vector(
    u16(`${tls}.handshake.extensions.psk.binders_len`, 'PSK Binders length'),
    bytes(`${tls}.handshake.extensions.psk.binders`, 'PSK Binders'),
  ),
}))
const selectedIdentity = named((tls) =>
  ({ selectedIdentity: u16(`${tls}.handshake.extensions.psk.identity.selected`, 'Selected Identity') }))

/** RFC 8446, section 4.2.9. */
const keyExchangeMode = named((tls) => record('PSK Key Exchange Mode', {
  mode: u8(`${tls}.extension.psk_ke_mode`, 'PSK Key Exchange Mode', { names: tlsKeyExchangeModes }),
}))
const keyExchangeModes = named((tls) => ({
  keyExchangeModes: vector(
    u8(`${tls}.extension.psk_ke_modes_length`, 'PSK Key Exchange Modes Length'),
    list('', 'PSK Key Exchange Modes', keyExchangeMode(tls)),
  ),
}))

/** RFC 8879, section 3. */
const compressionAlgorithm = named((tls) => record('Algorithm', {
  algorithm: u16(`${tls}.compress_certificate.algorithm`, 'Algorithm', { names: tlsCertificateCompressions }),
}))
const certificateCompressions = named((tls) => ({
  certificateCompressions: vector(
    u8(`${tls}.compress_certificate.algorithms_length`, 'Algorithms Length'),
    list('', 'Algorithms', compressionAlgorithm(tls)),
  ),
}))

/** RFC 6066, section 4. */
const fragmentLength = named((tls) => ({
  maximumFragmentLength: u8(`${tls}.handshake.max_fragment_length`, 'Maximum Fragment Length', {
    names: { 1: '512 bytes', 2: '1024 bytes', 3: '2048 bytes', 4: '4096 bytes' },
  }),
}))

/** RFC 5746, section 3.2. */
const renegotiation = named((tls) => ({
  renegotiation: vector(
    u8(`${tls}.handshake.extensions_reneg_info_len`, 'Renegotiation info extension length'),
    bytes(`${tls}.handshake.extensions_reneg_info`, 'Renegotiation info'),
  ),
}))

const cookie = named((tls) => ({
  cookie: vector(u16(`${tls}.handshake.extensions.cookie_len`, 'Cookie length'), bytes(`${tls}.handshake.extensions.cookie`, 'Cookie')),
}))
const connectionId = named((tls) => ({
  connectionId: vector(u8(`${tls}.connection_id_length`, 'Connection ID length'), bytes(`${tls}.connection_id`, 'Connection ID')),
}))

export const extension = named((tls) => tlv('Extension', {
  type:   u16(`${tls}.handshake.extension.type`, 'Type', { names: tlsExtensions }),
  length: u16(`${tls}.handshake.extension.len`, 'Length'),
})
  .cases(
    [{ type: 0 }, serverNames(tls)],
    [{ type: 1, length: 1 }, fragmentLength(tls)],
    [(extension) => extension.type === 5 && isStatus(extension), certificateStatus(tls)],
    [{ type: 5 }, statusRequest(tls)],
    [{ type: 10 }, keyShares(tls).groups],
    [{ type: 11 }, pointFormats(tls)],
    [{ type: [13, 50] }, signatureSchemes(tls)],
    [{ type: 16 }, applicationProtocols(tls)],
    [{ type: 18 }, timestamps],
    [{ type: 21 }, { padding: rest(`${tls}.handshake.extensions_padding_data`, 'Padding Data') }],
    [{ type: 27 }, certificateCompressions(tls)],
    [{ type: 28 }, { recordSizeLimit: u16(`${tls}.record_size_limit`, 'Record Size Limit') }],
    [{ type: 35 }, { sessionTicket: rest(`${tls}.handshake.extension.data`, 'Session Ticket') }],
    [{ type: 41, length: 2 }, selectedIdentity(tls)],
    [{ type: 41 }, offeredIdentities(tls)],
    [{ type: 42, length: 4 }, { maximumEarlyData: u32(`${tls}.early_data.max_early_data_size`, 'Maximum Early Data Size') }],
    [{ type: 43, length: 2 }, chosenVersion(tls)],
    [{ type: 43 }, offeredVersions(tls)],
    [{ type: 44 }, cookie(tls)],
    [{ type: 45 }, keyExchangeModes(tls)],
    [{ type: 51, length: 2 }, keyShares(tls).selected],
    [(extension) => extension.type === 51 && keyShares(tls).areOffered(extension), keyShares(tls).offered],
    [{ type: 51 }, keyShares(tls).chosen],
    [{ type: 54 }, connectionId(tls)],
    [{ type: 57 }, transportParameters],
    [(extension) => extension.type === 0xffa5 && areOfVariableLength(extension), transportParameters],
    [{ type: [17513, 17613] }, applicationSettings(tls)],
    [{ type: 65281 }, renegotiation(tls)],
  )
  .fields({ data: rest(`${tls}.handshake.extension.data`, 'Data') }))

const responseLength = record('Certificate Status', { type: u8('', 'Type'), length: u24('', 'Length') }).reader('length')
const headerLength = 4

/** Whether it is the status itself, in the message with the certificates, rather than the request for it. */
function isStatus({ bytes, start, end, originalEnd }: View): boolean {
  const from = start + headerLength
  return end - from > headerLength && responseLength(bytes, from) === originalEnd - from - headerLength
}
