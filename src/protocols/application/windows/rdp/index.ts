/** Remote Desktop Protocol, [MS-RDPBCGR]: how client and server agree on what protects their connection. */
import {
  ahead, asciiText, bits, bytes, flag, group, lineOf, line, nameIn, protocol, range, record, u16, u32, u8, when,
} from '../../../../schema/index.ts'

/** Sections 2.2.1.1.1, 2.2.1.2.1 and 2.2.1.2.2. */
const types = {
  1: 'RDP Negotiation Request', 2: 'RDP Negotiation Response', 3: 'RDP Negotiation Failure', 6: 'RDP Correlation Info',
} as const
/** Sections 2.2.1.1.1 and 2.2.1.2.1. */
const selected = {
  0: 'Standard RDP Security', 1: 'TLS security', 2: 'CredSSP', 4: 'RDSTLS',
  8: 'CredSSP with Early User Authorization Result PDU', 16: 'RDS-AAD-Auth',
} as const
/** Section 2.2.1.2.2. */
const failures = {
  1: 'SSL_REQUIRED_BY_SERVER', 2: 'SSL_NOT_ALLOWED_BY_SERVER', 3: 'SSL_CERT_NOT_ON_SERVER', 4: 'INCONSISTENT_FLAGS',
  5: 'HYBRID_REQUIRED_BY_SERVER', 6: 'SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER',
} as const

const little = { order: 'little' } as const
const header = { type: u8('rdp.neg_type', 'Type', { base: 16, names: types }) }
const length = { length: u16('rdp.neg_length', 'Length', { order: 'little', unit: 'bytes' }) }

/** A cookie or a routing token, in a line of its own. */
const token = /^(?:Cookie: |tsv:)/
const isLine = (first: number | undefined) => first === 0x43 || first === 0x74

/** Type, and the length that all of them have. */
const isNegotiation = record('Negotiation', { ...header, flags: u8('rdp.negReq.flags', 'Flags'), ...length })
  .recognizer({ type: range(1, 3), length: 8 })

export const rdp = protocol('rdp', 'Remote Desktop Protocol', { 'cotp.payload': [] })
  .specified('[MS-RDPBCGR]')
  .fields({ first: ahead(8) })
  .cases([({ first }) => isLine(first), {
    cookie: line('rdp.rt_cookie', 'Routing Token/Cookie'),
  }])
  .fields({ kind: ahead(8) })
  .choice('kind', {
    1: {
      ...header,
      flags: group('rdp.negReq.flags', 'Flags', {
        reserved:        bits(4, 'rdp.negReq.flags.reserved', 'Reserved'),
        correlation:     flag('rdp.negReq.flags.correlation_info_present', 'Correlation info present'),
        reserved2:       bits(1, 'rdp.negReq.flags.reserved2', 'Reserved'),
        redirected:      flag('rdp.negReq.flags.redirected', 'Redirected authentication mode required'),
        restrictedAdmin: flag('rdp.negReq.flags.restricted_admin_mode_req', 'Restricted admin mode required'),
      }),
      ...length,
      requested: group('rdp.negReq.requestedProtocols', 'requestedProtocols', {
        ssl:      flag('rdp.negReq.requestedProtocols.ssl', 'TLS security supported'),
        hybrid:   flag('rdp.negReq.requestedProtocols.hybrid', 'CredSSP supported'),
        rdstls:   flag('rdp.negReq.requestedProtocols.rdstls', 'RDSTLS supported'),
        hybridEx: flag('rdp.negReq.requestedProtocols.hybrid_ex', 'CredSSP with Early User Authorization Result PDU supported'),
        others:   bits(28, 'rdp.negReq.requestedProtocols.others', 'Others'),
      }, little),
    },
    2: {
      ...header,
      flags: group('rdp.negRsp.flags', 'Flags', {
        reserved:             bits(3, 'rdp.negRsp.flags.reserved', 'Reserved'),
        restrictedAuth:       flag('rdp.negRsp.flags.restricted_authentication_mode_supported', 'Restricted authentication mode supported'),
        restrictedAdmin:      flag('rdp.negRsp.flags.restricted_admin_mode_supported', 'Restricted admin mode supported'),
        reserved2:            bits(1, 'rdp.negRsp.flags.reserved2', 'Reserved'),
        graphicsPipeline:     flag('rdp.negRsp.flags.dynvc_gfx_protocol_supported', 'Graphics Pipeline Extension Protocol supported'),
        extendedClientData:   flag('rdp.negRsp.flags.extended_client_data_supported', 'Extended Client Data Blocks supported'),
      }),
      ...length,
      selected: u32('rdp.negReq.selectedProtocol', 'selectedProtocol', { base: 16, names: selected, order: 'little' }),
    },
    3: {
      ...header,
      failureFlags: u8('rdp.negFailure.flags', 'Flags', { base: 16 }),
      ...length,
      failure: u32('rdp.negFailure.failureCode', 'failureCode', { base: 16, names: failures, order: 'little' }),
    },
  })
  .fields({
    correlationType: when(({ flags }) => flags !== undefined && 'correlation' in flags && flags.correlation, u8('rdp.neg_type', 'Type', {
      base: 16, names: types,
    })),
  })
  .cases([{ correlationType: 6 }, {
    correlationFlags:  u8('rdp.correlationInfo.flags', 'Flags', { base: 16 }),
    correlationLength: u16('rdp.neg_length', 'Length', { order: 'little', unit: 'bytes' }),
    correlationId:     bytes('rdp.correlationInfo.correlationId', 'correlationId', 16),
    reserved:          bytes('rdp.correlationInfo.reserved', 'Reserved', 16),
  }])
  .accepts((bytes, start, end) =>
    isNegotiation(bytes, start, end) || token.test(asciiText(bytes, start, Math.min(end, start + 8))))
  .colored('stream', ({ failure }) => (failure === undefined ? undefined : 'error'))
  .summarized(({ cookie, kind, requested, selected: chosen = 0, failure = 0 }) => {
    const words = kind === 1 ? `Negotiation request: ${askedFor(requested)}`
      : kind === 2 ? `Negotiation response: ${nameIn(selected, chosen) ?? chosen}`
      : kind === 3 ? `Negotiation failure: ${nameIn(failures, failure) ?? failure}` : undefined
    return lineOf([cookie, words])
  })

interface Requested {
  readonly ssl: boolean
  readonly hybrid: boolean
  readonly rdstls: boolean
  readonly hybridEx: boolean
}
function askedFor(requested: Requested | undefined): string {
  if (requested === undefined) return ''
  const { ssl, hybrid, rdstls, hybridEx } = requested
  const words = [ssl && 'TLS', hybrid && 'CredSSP', rdstls && 'RDSTLS', hybridEx && 'CredSSP with result']
  return words.filter((word) => word !== false).join(', ') || 'Standard RDP Security'
}
