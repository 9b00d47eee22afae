/** Tokens of Kerberos in GSS-API: RFC 4121, section 4, and RFC 1964, section 1. */
import {
  ahead, ber, bits, bytes, flag, group, nameIn, overlay, protocol, record, rest, u16, u64, u8, type View,
} from '../../../../schema/index.ts'

const hex = { order: 'little', base: 16 } as const
/** As little-endian numbers. */
const types = {
  0x0001: 'KRB5_AP_REQ', 0x0002: 'KRB5_AP_REP', 0x0003: 'KRB5_ERROR', 0x0101: 'KRB5_GSS_GetMIC', 0x0102: 'KRB5_GSS_Wrap',
  0x0201: 'KRB5_GSS_Delete_sec_context', 0x0404: 'KRB_TOKEN_CFX_GetMIC', 0x0405: 'KRB_TOKEN_CFX_WRAP',
} as const
const [request, reply, error] = [1, 2, 3]

const lead = record('Token', { tag: u8('', 'Tag'), length: u8('', 'Length') })
const lengthAt = lead.reader('length')
const lengthSize = ({ bytes: memory, start }: View) => {
  const first = lengthAt(memory, start)
  return first > 0x80 ? 1 + (first & 0x7f) : 1
}

const algorithms = {
  signing: u16('spnego.krb5.sgn_alg', 'krb5_sgn_alg', { ...hex, names: { 0: 'DES MAC MD5', 1: 'MD2.5', 2: 'DES MAC', 0x11: 'HMAC' } }),
}
const sequenced = { sequence: bytes('spnego.krb5.snd_seq', 'krb5_snd_seq', 8), checksum: bytes('spnego.krb5.sgn_cksum', 'krb5_sgn_cksum',
  8) }
const flags = group('spnego.krb5.cfx_flags', 'krb5_cfx_flags', {
  reserved: bits(5, '', 'Reserved'), subkey: flag('spnego.krb5.acceptor_subkey', 'AcceptorSubkey'), sealed: flag('spnego.krb5.sealed',
    'Sealed'),
  acceptor: flag('spnego.krb5.send_by_acceptor', 'SendByAcceptor'),
})

export const spnegoKrb5 = protocol('spnego-krb5', 'SPNEGO-KRB5', { 'gss-api.OID': ['1.2.840.113554.1.2.2', '1.2.840.48018.1.2.2'] })
  .specified('RFC 4121')
  .borrows('spnego')
  .fields({ blob: overlay(rest('spnego.krb5.blob', 'krb5_blob')), first: ahead(8) })
  .choice('first', {
    0x60: {
      tag:    u8('', 'Token tag', { base: 16 }),
      length: bytes('', 'Token length', lengthSize),
      oid:    ber.oid('spnego.krb5_oid', 'KRB5 OID'),
    },
  })
  .fields({ type: u16('spnego.krb5.tok_id', 'krb5_tok_id', { ...hex, names: types }) })
  .choice('type', {
    0x0101: { ...algorithms, filler: bytes('spnego.krb5.filler', 'krb5_filler', 4), ...sequenced },
    0x0102: {
      ...algorithms,
      sealing: u16('spnego.krb5.seal_alg', 'krb5_seal_alg', { ...hex, names: { 0: 'DES CBC', 0x10: 'RC4', 0xffff: 'none' } }),
      filler: bytes('spnego.krb5.filler', 'krb5_filler', 2), ...sequenced,
      confounder: bytes('spnego.krb5.confounder', 'krb5_confounder', 8),
    },
    0x0404: { flags, filler: bytes('spnego.krb5.filler', 'krb5_filler', 5), number: u64('spnego.krb5.cfx_seq', 'krb5_cfx_seq') },
    0x0405: {
      flags, filler: bytes('spnego.krb5.filler', 'krb5_filler', 1), extra: u16('spnego.krb5.cfx_ec', 'krb5_cfx_ec'),
      rotation: u16('spnego.krb5.cfx_rrc', 'krb5_cfx_rrc'), number: u64('spnego.krb5.cfx_seq', 'krb5_cfx_seq'),
    },
  })
  .payload({ tables: [['kerberos.message', ({ type }) => (type === request || type === reply || type === error ? 'message' : -1)]] })
  .isContent()
  .colored('security')
  .summarized(({ type }) => nameIn(types, type) ?? `token 0x${type.toString(16)}`)
