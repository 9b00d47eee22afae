/** Extensible Authentication Protocol, RFC 3748, and the methods that are in use. */
import {
  bits, bytes, flag, group, list, nameIn, otherwise, protocol, rest, text, tlv, u16, u24, u32, u8, when, record, type Fields, type View,
} from '../../../schema/index.ts'

const codes = { 1: 'Request', 2: 'Response', 3: 'Success', 4: 'Failure', 5: 'Initiate', 6: 'Finish' }
/** IANA "Extensible Authentication Protocol (EAP) Registry", Method Types, 2026-11. */
const types = {
  1: 'Identity', 2: 'Notification', 3: 'Legacy Nak', 4: 'MD5-Challenge', 5: 'One-Time Password (OTP)', 6: 'Generic Token Card (GTC)',
  9: 'RSA Public Key Authentication', 10: 'DSS Unilateral', 11: 'KEA', 12: 'KEA-VALIDATE', 13: 'EAP-TLS', 14: 'Defender Token (AXENT)',
  15: 'RSA Security SecurID EAP', 16: 'Arcot Systems EAP', 17: 'EAP-Cisco Wireless (LEAP)', 18: 'EAP-SIM', 19: 'SRP-SHA1', 21: 'EAP-TTLS',
  22: 'Remote Access Service', 23: 'EAP-AKA', 24: 'EAP-3Com Wireless', 25: 'PEAP', 26: 'MS-EAP-Authentication', 27: 'MAKE',
  28: 'CRYPTOCard',
  29: 'EAP-MSCHAP-V2', 30: 'DynamID', 31: 'Rob EAP', 32: 'Protected One-Time Password', 33: 'MS-Authentication-TLV', 34: 'SentriNET',
  35: 'EAP-Actiontec Wireless', 36: 'Cogent Systems Biometrics Authentication EAP', 37: 'AirFortress EAP', 38: 'EAP-HTTP Digest',
  39: 'SecureSuite EAP', 40: 'DeviceConnect EAP', 41: 'EAP-SPEKE', 42: 'EAP-MOBAC', 43: 'EAP-FAST', 44: 'ZoneLabs EAP', 45: 'EAP-Link',
  46: 'EAP-PAX', 47: 'EAP-PSK', 48: 'EAP-SAKE', 49: 'EAP-IKEv2', 50: 'EAP-AKA\'', 51: 'EAP-GPSK', 52: 'EAP-pwd', 53: 'EAP-EKE Version 1',
  54: 'EAP Method Type for PT-EAP', 55: 'TEAP', 56: 'EAP-NOOB', 254: 'Expanded Type', 255: 'Experimental use',
}
const type = (name: string, label: string) => u8(name, label, { names: types })

/** RFC 5216, section 3.1; RFC 5281, section 9.1; RFC 4851, section 4.1: TLS in fragments. */
const tls = {
  tlsFlags:    group('eap.tls.flags', 'Flags', {
    lengthIncluded: flag('eap.tls.flags.len_included', 'Length Included'),
    moreFragments:  flag('eap.tls.flags.more_fragments', 'More Fragments'),
    isStart:        flag('eap.tls.flags.start', 'Start'),
    outerLength:    flag('eap.tls.flags.outer_tlv_len_included', 'Outer TLV Length Included'),
    reserved:       bits(1, 'eap.reserved', 'Reserved'),
    tlsVersion:     bits(3, 'eap.tls.flags.version', 'Version'),
  }),
  tlsLength:   when('tlsFlags.lengthIncluded', u32('eap.tls.len', 'TLS Length', { unit: 'bytes' })),
}

/** RFC 4186, section 11; RFC 4187, section 11. */
const subtypes = {
  1: 'AKA-Challenge', 2: 'AKA-Authentication-Reject', 4: 'AKA-Synchronization-Failure', 5: 'Identity', 10: 'Start', 11: 'Challenge',
  12: 'Notification', 13: 'Reauthentication', 14: 'Client-Error',
}
const attributes = {
  1: 'AT_RAND', 2: 'AT_AUTN', 3: 'AT_RES', 4: 'AT_AUTS', 6: 'AT_PADDING', 7: 'AT_NONCE_MT', 10: 'AT_PERMANENT_ID_REQ', 11: 'AT_MAC',
  12: 'AT_NOTIFICATION', 13: 'AT_ANY_ID_REQ', 14: 'AT_IDENTITY', 15: 'AT_VERSION_LIST', 16: 'AT_SELECTED_VERSION', 17: 'AT_FULLAUTH_ID_REQ',
  19: 'AT_COUNTER', 20: 'AT_COUNTER_TOO_SMALL', 21: 'AT_NONCE_S', 22: 'AT_CLIENT_ERROR_CODE', 23: 'AT_KDF_INPUT', 24: 'AT_KDF',
  129: 'AT_IV',
  130: 'AT_ENCR_DATA', 132: 'AT_NEXT_PSEUDONYM', 133: 'AT_NEXT_REAUTH_ID', 134: 'AT_CHECKCODE', 135: 'AT_RESULT_IND', 136: 'AT_BIDDING',
}
const subscriber = (name: 'sim' | 'aka') => ({
  subtype:     u8(`eap.${name}.subtype`, 'Subtype', { names: subtypes }),
  simReserved: u16(`eap.${name}.reserved`, 'Reserved', { base: 16 }),
  attributes:  list(`eap.${name}.subtype.attribute`, 'Attributes', tlv('Attribute', {
    type:      u8(`eap.${name}.subtype.type`, 'Type', { names: attributes }),
    length:    u8(`eap.${name}.subtype.len`, 'Length', { unit: 'words of four bytes' }),
  }, { counts: 'all', times: 4 }).choice('type', {
    14: { identityLength: u16('eap.identity.actual_len', 'Identity Actual Length', { unit: 'bytes' }),
      identity: text('eap.identity', 'Identity', 'identityLength') },
    12: { notification: u16(`eap.${name}.notification_type`, 'Notification Type') },
    22: { error: u16(`eap.${name}.error_code`, 'Error Code') },
  }).fields({ value: rest(`eap.${name}.subtype.value`, 'Value') })),
}) satisfies Fields<View>

/** draft-kamath-pppext-eap-mschapv2-02, section 2. */
const operations = { 1: 'Challenge', 2: 'Response', 3: 'Success', 4: 'Failure', 7: 'Change-Password' }
const microsoft = record('MS-CHAP-V2', { operation: u8('eap.ms_chap_v2.opcode', 'OpCode', { names: operations }) })
  .cases([({ end, start }) => end - start > 1, {
    msId:      u8('eap.ms_chap_v2.id', 'MS-CHAP-V2 Id'),
    msLength:  u16('eap.ms_chap_v2.length', 'MS-CHAP-V2 Length', { unit: 'bytes' }),
  }])
  .choice('operation', {
    1: { valueSize: u8('eap.ms_chap_v2.value_size', 'Value-Size', { unit: 'bytes' }) },
    2: { valueSize: u8('eap.ms_chap_v2.value_size', 'Value-Size', { unit: 'bytes' }) },
  })
  .cases(
    [{ operation: 1 }, {
      challenge:     bytes('eap.ms_chap_v2.challenge', 'Challenge', { length: 'valueSize' }),
      name:          text('eap.ms_chap_v2.name', 'Name'),
    }],
    [{ operation: 2, valueSize: 49 }, {
      peerChallenge: bytes('eap.ms_chap_v2.peer_challenge', 'Peer-Challenge', 16),
      msReserved:    bytes('eap.ms_chap_v2.reserved', 'Reserved', 8),
      response:      bytes('eap.ms_chap_v2.nt_response', 'NT-Response', 24),
      msFlags:       u8('eap.ms_chap_v2.flags', 'Flags', { base: 16 }),
      name:          text('eap.ms_chap_v2.name', 'Name'),
    }],
    [{ operation: 3 }, { message: text('eap.ms_chap_v2.message', 'Message') }],
    [{ operation: 4 }, { failure: text('eap.ms_chap_v2.failure_request', 'Failure-Request') }],
    [otherwise, { msData: rest('eap.ms_chap_v2.data', 'Data') }],
  )

const [request, response] = [1, 2]

export const eap = protocol('eap', 'Extensible Authentication Protocol', { 'eapol.type': [0], 'ppp.protocol': [0xc227] })
  .specified('RFC 3748')
  .fields({
    code:       u8('eap.code', 'Code', { names: codes }),
    identifier: u8('eap.id', 'Identifier'),
    length:     u16('eap.len', 'Length', { unit: 'bytes' }),
  })
  .length(({ length }) => Math.max(4, length))
  .cases([{ code: [request, response] }, { type: type('eap.type', 'Type') }])
  .choice('type', {
    1:   { identity: text('eap.identity', 'Identity') },
    2:   { notification: text('eap.notification', 'Notification') },
    3:   { desired: list('', 'Desired Types', record('Desired', { type: type('eap.desired_type', 'Desired Auth Type') })) },
    4:   {
      md5Size:       u8('eap.md5.value_size', 'Value-Size', { unit: 'bytes' }),
      md5:           bytes('eap.md5.value', 'Value', { length: 'md5Size' }),
      extra:         rest('eap.md5.extra_data', 'Extra Data'),
    },
    13: tls, 21: tls, 25: tls, 43: tls, 55: tls,
    17:  {
      leapVersion:   u8('eap.leap.version', 'Version'),
      leapReserved:  u8('eap.leap.reserved', 'Reserved', { base: 16 }),
      count:         u8('eap.leap.count', 'Count', { unit: 'bytes' }),
      leapData:      bytes('eap.leap.data', 'Data', { length: 'count' }),
      leapName:      text('eap.leap.name', 'Name'),
    },
    18: subscriber('sim'), 23: subscriber('aka'), 50: subscriber('aka'),
    26: microsoft,
    29: microsoft,
    254: {
      vendor:        u24('eap.ext.vendor_id', 'Vendor Id', { base: 16 }),
      vendorType:    u32('eap.ext.vendor_type', 'Vendor Type'),
    },
  })
  .fields({ data: rest('eap.data', 'Data') })
  .defaults({ code: request, type: 1 })
  .colored('security', ({ code }) => (code === 4 ? 'error' : undefined))
  .summarized(({ code, type, identity, operation, tlsFlags }) => {
    const detail = identity ?? (operation === undefined ? undefined : nameIn(operations,
      operation)) ?? (tlsFlags?.isStart === true ? 'start' : undefined)
    return `${nameIn(codes, code) ?? `code ${code}`}${type === undefined ? '' : `, ${nameIn(types, type) ?? `type ${type}`}`}`
      + `${detail === undefined || detail === '' ? '' : `, ${detail}`}`
  })
