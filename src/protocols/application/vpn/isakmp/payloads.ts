/** The payloads of ISAKMP: RFC 2408, sections 3.4 to 3.16, and RFC 7296, sections 3.2 to 3.16. */
import {
  bits, bytes, computedText, ipv4Address, ipv6Address, list, nameIn, overlay, record, rest, text, u16, u32, u8, when, type View,
} from '../../../../schema/index.ts'
import { configurationAttribute } from './attributes.ts'
import {
  authenticationMethods2, certificateEncodings, configurationTypes, domains, groups, identificationTypes, payloadTypes, protocolIds,
  protocolIds2, selectorTypes, signatureHashes,
} from './names.ts'
import { notifications, notifications2 } from './notifications.ts'
import { association, association2, payloadType, typeOf } from './proposals.ts'
import { vendorOf } from './vendors.ts'

const isVersion2 = ({ facts }: View) => facts?.['version'] === 2
const next = { next: u8('isakmp.nextpayload', 'Next payload', { names: payloadTypes }) }
const length = { length: u16('isakmp.payloadlength', 'Payload length', { unit: 'bytes' }) }
const reserved = (size: number) => bytes('isakmp.reserved', 'Reserved', size)

const addressOrNothing = {
  1:  { address: ipv4Address('isakmp.id.data.ipv4_addr', 'ID_IPV4_ADDR') },
  2:  { name: text('isakmp.id.data.fqdn', 'ID_FQDN') },
  3:  { userName: text('isakmp.id.data.user_fqdn', 'ID_FQDN') },
  4:  {
    address: ipv4Address('isakmp.id.data.ipv4_addr', 'ID_IPV4_ADDR'), subnet: ipv4Address('isakmp.id.data.ipv4_subnet', 'ID_IPV4_SUBNET'),
  },
  5:  { addressV6: ipv6Address('isakmp.id.data.ipv6_addr', 'ID_IPV6_ADDR') },
  6:  {
    addressV6: ipv6Address('isakmp.id.data.ipv6_addr', 'ID_IPV6_ADDR'),
    subnetV6:  ipv6Address('isakmp.id.data.ipv6_subnet', 'ID_IPV6A_ADDR_SUBNET'),
  },
  7:  {
    first: ipv4Address('isakmp.id.data.ipv4_range_start', 'ID_IPV4_RANGE (Start)'),
    last:  ipv4Address('isakmp.id.data.ipv4_range_end', 'ID_IPV4_RANGE (End)'),
  },
  8:  {
    firstV6: ipv6Address('isakmp.id.data.ipv6_range_start', 'ID_IPV6_ADDR_RANGE (Start)'),
    lastV6:  ipv6Address('isakmp.id.data.ipv6_range_end', 'ID_IPV6_ADDR_RANGE (End)'),
  },
  11: { keyId: rest('isakmp.id.data.key_id', 'ID_KEY_ID') },
}
const identityType = { identityType: u8('isakmp.id.type', 'ID type', { names: identificationTypes }) }
/** RFC 2407, section 4.6.2. */
const identification = record('Identification', {
  ...identityType, protocolId: u8('isakmp.id.protoid', 'Protocol ID'), port: u16('isakmp.id.port', 'Port'),
})
  .choice('identityType', addressOrNothing).fields({ identity: { ...rest('isakmp.id.data', 'Identification Data'), type: 'none' } })
const identification2 = record('Identification', { ...identityType, reserved2: reserved(3) })
  .choice('identityType', addressOrNothing).fields({ identity: { ...rest('isakmp.id.data', 'Identification Data'), type: 'none' } })

const certificate = {
  encoding:    u8('isakmp.cert.encoding', 'Certificate Encoding', { names: certificateEncodings }),
  certificate: { ...rest('isakmp.cert.data', 'Certificate Data'), type: 'none' as const },
}
const certificateRequest = {
  requested: u8('isakmp.certreq.type', 'Certificate Type', { names: certificateEncodings }),
  authority: rest('isakmp.ike.certreq.authority', 'Certificate Authority Data'),
}
const isWhole = ({ end, originalEnd }: View) => originalEnd <= end
const vendor = {
  vendorId: bytes('isakmp.vid_bytes', 'Vendor ID', ({ end, start }: View) => end - start - 4),
  vendor:   when(isWhole, computedText('isakmp.vid_string', 'Vendor ID', ({ bytes, start, end }: View) => vendorOf(bytes, start + 4, end))),
}
const spi = {
  spiLength: u8('isakmp.spisize', 'SPI Size', { unit: 'bytes' }),
}
/** RFC 5685, section 7. */
const redirect = 'isakmp.notify.data.redirect'
const gatewayTypes = { 1: 'IPv4 address', 2: 'IPv6 address', 3: 'FQDN' }
/** RFC 2408, section 3.14, and of dead peers RFC 3706. */
const notification = record('Notification', {
  domain:     u32('isakmp.notify.doi', 'Domain of interpretation', { names: domains }),
  protocolId: u8('isakmp.notify.protoid', 'Protocol ID', { names: protocolIds }),
  ...spi,
  message:    u16('isakmp.notify.msgtype', 'Notify Message Type', { names: notifications }),
  spi:        bytes('isakmp.spi', 'SPI', 'spiLength'),
  notified:   rest('isakmp.notify.data', 'Notification DATA'),
})
/** RFC 7296, section 3.10. */
const notification2 = record('Notification', {
  protocolId: u8('isakmp.notify.protoid', 'Protocol ID', { names: protocolIds2 }),
  ...spi,
  message:    u16('isakmp.notify.msgtype', 'Notify Message Type', { names: notifications2 }),
  spi:        bytes('isakmp.spi', 'SPI', 'spiLength'),
  notified:   overlay(rest('isakmp.notify.data', 'Notification DATA')),
})
  .choice('message', {
    17:    { acceptedGroup: u16('isakmp.notify.data.accepted_dh_group', 'Accepted DH group number', { names: groups }) },
    16403: { lifetime: u32('isakmp.notify.data.auth_lifetime', 'Authentication Lifetime', { unit: 's' }) },
    16407: {
      gatewayType:   u8('isakmp.notify.data.redirect.gw_ident.type', 'Gateway Identity Type', { names: gatewayTypes }),
      gatewayLength: u8('isakmp.notify.data.redirect.gw_ident.len', 'Gateway Identity Length', { unit: 'bytes' }),
    },
    16408: {
      gatewayType:   u8('isakmp.notify.data.redirect.gw_ident.type', 'Gateway Identity Type', { names: gatewayTypes }),
      gatewayLength: u8('isakmp.notify.data.redirect.gw_ident.len', 'Gateway Identity Length', { unit: 'bytes' }),
    },
    16431: { hashes: list('', 'Hash Algorithms', record('Hash Algorithm', {
      hash: u16('isakmp.notify.data.signature_hash_algorithms', 'Supported Signature Hash Algorithm', { names: signatureHashes }),
    })) },
  })
  .cases(
    [{ message: 16407, gatewayType: 1 }, { newGateway: ipv4Address(`${redirect}.new_resp_gw_ident.ipv4`, 'New Responder') }],
    [{ message: 16407, gatewayType: 2 }, { newGatewayV6: ipv6Address(`${redirect}.new_resp_gw_ident.ipv6`, 'New Responder') }],
    [{ message: 16407, gatewayType: 3 }, { newGatewayName: text(`${redirect}.new_resp_gw_ident.fqdn`, 'New Responder', 'gatewayLength') }],
    [{ message: 16408, gatewayType: 1 }, { oldGateway: ipv4Address(`${redirect}.org_resp_gw_ident.ipv4`, 'Original Responder') }],
    [{ message: 16408, gatewayType: 2 }, { oldGatewayV6: ipv6Address(`${redirect}.org_resp_gw_ident.ipv6`, 'Original Responder') }],
  )
  .cases([{ message: 16407 }, { redirectNonce: rest('isakmp.notify.data.redirect.nonce_data', 'Redirect Nonce Data') }])

/** RFC 2408, section 3.15, and RFC 7296, section 3.11. */
const deleted = {
  protocolId: u8('isakmp.delete.protoid', 'Protocol ID', { names: protocolIds }), ...spi, spiCount: u16('isakmp.spinum', 'Number of SPIs'),
  spis:       rest('isakmp.delete.spi', 'Delete SPI'),
}

/** RFC 7296, section 3.13.1. */
const selector = record('Traffic Selector', {
  type:       u8('isakmp.ts.type', 'Traffic Selector Type', { names: selectorTypes }),
  protocolId: u8('isakmp.ts.protoid', 'Protocol ID'),
  length:     u16('isakmp.ts.selector_length', 'Selector Length', { unit: 'bytes' }),
  firstPort:  u16('isakmp.ts.start_port', 'Start Port'),
  lastPort:   u16('isakmp.ts.end_port', 'End Port'),
}).length('length')
  .choice('type', {
    7: { first: ipv4Address('isakmp.ts.start_ipv4', 'Starting Addr'), last: ipv4Address('isakmp.ts.end_ipv4', 'Ending Addr') },
    8: { firstV6: ipv6Address('isakmp.ts.start_ipv6', 'Starting Addr'), lastV6: ipv6Address('isakmp.ts.end_ipv6', 'Ending Addr') },
  })
  .fields({ data: rest('', 'Data') })
const selectors = {
  selectorCount: u8('isakmp.ts.number', 'Number of Traffic Selectors'), reserved2: reserved(3),
  selectors: list('', 'Traffic Selectors', selector),
}
const configuration = {
  configurationType: u8('isakmp.cfg.type', 'Type', { names: configurationTypes }),
}
const attributes = { attributes: list('isakmp.cfg.attr', 'Config Attributes', configurationAttribute) }
const nonce = { nonce: rest('isakmp.nonce', 'Nonce DATA') }
const addressHash = { addressHash: rest('isakmp.ike.nat_hash', 'HASH of the address and port') }
const keyExchange = { keyExchange: rest('isakmp.key_exchange.data', 'Key Exchange Data') }
const ciphertext = { encrypted: { ...rest('isakmp.enc.data', 'Encrypted Data'), type: 'none' as const } }

export const payload = record('Payload', payloadType)
  .fields(next)
  .either(isVersion2, {
    critical:  bits(1, 'isakmp.criticalpayload', 'Critical Bit', { names: { 0: 'Not critical', 1: 'Critical' } }),
    reserved7: bits(7, 'isakmp.reserved7', 'Reserved', { base: 16 }),
  }, { reserved: reserved(1) })
  .fields(length)
  .choice(typeOf, {
    1:   association,
    4:   keyExchange,
    5:   identification,
    6:   certificate,
    7:   certificateRequest,
    8:   { hash: rest('isakmp.hash', 'Hash DATA') },
    9:   { signature: rest('isakmp.sig', 'Signature DATA') },
    10:  nonce,
    11:  notification,
    12:  { domain: u32('isakmp.delete.doi', 'Domain of interpretation', { names: domains }), ...deleted },
    13:  vendor,
    14:  { ...configuration, reserved2: reserved(1), identifier: u16('isakmp.cfg.identifier', 'Identifier'), ...attributes },
    20:  addressHash,
    130: addressHash,
    132: {
      fragmentId:   u16('isakmp.frag.packetid', 'Frag ID'),
      fragmentPart: u8('isakmp.frag.seq', 'Frag seq'),
      fragmentLast: u8('isakmp.frag.last', 'Frag last', { names: { 0: 'More fragments', 1: 'Last fragment' } }),
      fragment:     rest('isakmp.datapayload', 'Data Payload'),
    },
    33:  association2,
    34:  { group: u16('isakmp.key_exchange.dh_group', 'DH Group #', { names: groups }), reserved2: reserved(2), ...keyExchange },
    35:  identification2,
    36:  identification2,
    37:  certificate,
    38:  certificateRequest,
    39:  {
      method: u8('isakmp.auth.method', 'Authentication Method', { names: authenticationMethods2 }), reserved2: reserved(3),
      authentication: rest('isakmp.auth.data', 'Authentication Data'),
    },
    40:  nonce,
    41:  notification2,
    42:  deleted,
    43:  vendor,
    44:  selectors,
    45:  selectors,
    // How long the initialization vector is, the association knows.
    46:  ciphertext,
    47:  { ...configuration, reserved2: reserved(3), ...attributes },
    48:  { eap: rest('isakmp.eap.data', 'EAP Message') },
    53:  {
      fragmentNumber: u16('isakmp.frag.number', 'Fragment Number'), fragmentTotal: u16('isakmp.frag.total', 'Total Fragments'),
      ...ciphertext,
    },
  }, { data: rest('isakmp.datapayload', 'Data Payload') })
  .summarized((payload) => {
    const { message, vendor, fragmentNumber } = payload
    const type = typeOf(payload)
    const name = nameIn(payloadTypes, type) ?? `payload ${type}`
    if (message !== undefined) return `Notify ${nameIn(isVersion2(payload) ? notifications2 : notifications, message) ?? message}`
    if (vendor !== undefined) return `Vendor ID ${vendor}`
    return fragmentNumber === undefined ? name : `${name} ${fragmentNumber} of ${payload.fragmentTotal}`
  })
