/** Options and TLVs that packets and LSAs of OSPF share. */
import { bits, flag, group, list, record, rest, tlv, u16, u32, u64, u8 } from '../../../../schema/index.ts'

/** RFC 2328, section A.2; RFC 5340 and RFC 4576 name the later ones. */
const options = (external: 'n' | 'p') => group('ospf.v2.options', 'Options', {
  down:             flag('ospf.v2.options.dn', 'DN'),
  opaque:           flag('ospf.v2.options.o', 'O'),
  demandCircuits:   flag('ospf.v2.options.dc', 'DC'),
  linkLocalSignals: flag('ospf.v2.options.l', 'L'),
  nssa:             external === 'n' ? flag('ospf.v2.options.n', 'N') : flag('ospf.v2.options.p', 'P'),
  multicast:        flag('ospf.v2.options.mc', 'MC'),
  external:         flag('ospf.v2.options.e', 'E'),
  multiTopology:    flag('ospf.v2.options.mt', 'MT'),
})
export const options2 = options('n')
/** Of an LSA of a not-so-stubby area, whose N bit says that it is to be propagated (RFC 3101, section 2.4). */
export const optionsOfNssa = options('p')

/** RFC 5340, section A.2; RFC 7166, section 2.1, adds AT. */
export const options3 = group('ospf.v3.options', 'Options', {
  reserved:         bits(13, 'ospf.reserved_bits', 'Reserved'),
  authentication:   flag('ospf.v3.options.at', 'AT'),
  linkLocalSignals: flag('ospf.v3.options.l', 'L'),
  families:         flag('ospf.v3.options.af', 'AF'),
  unused:           bits(2, 'ospf.unused_bits', 'Reserved'),
  demandCircuits:   flag('ospf.v3.options.dc', 'DC'),
  router:           flag('ospf.v3.options.r', 'R'),
  nssa:             flag('ospf.v3.options.n', 'N'),
  multicast:        flag('ospf.v3.options.mc', 'MC'),
  external:         flag('ospf.v3.options.e', 'E'),
  ipv6:             flag('ospf.v3.options.v6', 'V6'),
})

/** What all TLVs begin with: RFC 3630, section 2.3.2. */
export const tlvOf = (label: string, names: Readonly<Record<number, string>>, filter = 'ospf.tlv_type') => tlv(label, {
  type:   u16(filter, 'TLV Type', { names }),
  length: u16('ospf.tlv_length', 'TLV Length', { unit: 'bytes' }),
}, { align: 4 })

/** RFC 5613, section 2.4. */
const signal = tlvOf('TLV', { 1: 'Extended Options', 2: 'Cryptographic Authentication' })
  .choice('type', {
    1: { options: group('ospf.lls.ext.options', 'Options', {
      reserved: bits(30, 'ospf.reserved_bits', 'Reserved'),
      restart:  flag('ospf.lls.ext.options.rs', 'Restart Signal'),
      resync:   flag('ospf.lls.ext.options.lr', 'LSDB Resynchronization'),
    }) },
    2: {
      sequence: u32('ospf.v2.lls.sequence_number', 'Sequence Number', { base: 16 }),
      authentication: rest('ospf.v2.lls.auth_data', 'Authentication Data'),
    },
  }, { value: rest('ospf.tlv_value', 'Value') })

/** Link-local signaling, RFC 5613, section 2. */
export const linkLocalSignaling = record('Link-Local Signaling', {
  checksum: u16('ospf.lls.checksum', 'Checksum', { base: 16 }),
  length:   u16('ospf.lls.data_length', 'LLS Data Length', { times: 4, unit: 'bytes' }),
  tlvs:     list('ospf.tlvs_list', 'TLVs', signal),
}).length('length')

/** Authentication of OSPFv3, RFC 7166, section 2.2. */
export const authenticationTrailer = record('Authentication Trailer', {
  type:     u16('ospf.at.auth_type', 'Authentication Type', { names: { 0: 'Reserved', 1: 'HMAC' } }),
  length:   u16('ospf.at.auth_data_len', 'Authentication Data Length', { unit: 'bytes' }),
  reserved: u16('ospf.at.reserved', 'Reserved', { base: 16 }),
  sa:       u16('ospf.at.sa_id', 'Security Association ID', { base: 16 }),
  sequence: u64('ospf.at.crypto_seq_nbr', 'Cryptographic Sequence Number'),
  data:     rest('ospf.at.auth_data', 'Authentication Data'),
}).length('length')

/** RFC 5340, section A.4.1.1. */
export const prefixOptions = group('ospf.v3.prefix.options', 'Prefix Options', {
  reserved:  bits(4, 'ospf.reserved_bits', 'Reserved'),
  propagate: flag('ospf.v3.prefix.options.p', 'P'),
  multicast: flag('ospf.v3.prefix.options.mc', 'MC'),
  local:     flag('ospf.v3.prefix.options.la', 'LA'),
  noUnicast: flag('ospf.v3.prefix.options.nu', 'NU'),
})
export const prefixLength = u8('ospf.prefix_length', 'Prefix Length', { unit: 'bits' })
