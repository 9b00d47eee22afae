/** Data attributes of ISAKMP: RFC 2408, section 3.3, with those of IKE (RFC 2409, appendix A), IPsec (RFC 2407, section 4.5) and IKEv2. */
import {
  bits, bytes, ipv4Address, ipv6Address, overlay, record, rest, text, u16, u8, uint, when, type Names,
} from '../../../../schema/index.ts'
import {
  authenticationAlgorithms, authenticationMethods, encapsulationModes, encryptionAlgorithms, groups, hashAlgorithms, keyExchangeAttributes,
  lifeTypes, securityAttributes,
} from './names.ts'
import { configurationAttributes, configurationAttributes2 } from './notifications.ts'

/** The value is in the two bytes of the length, or follows a length. */
const attributeOf = (prefix: string, label: string, names: Names) => record(label, {})
  .fields({
    format:  bits(1, `${prefix}.format`, 'Format', { names: { 0: 'Type/Length/Value (TLV)', 1: 'Type/Value (TV)' } }),
    type:    bits(15, `${prefix}.type`, 'Type', { names }),
  })
  .fields({ length: when({ format: 0 }, u16(`${prefix}.length`, 'Length', { unit: 'bytes' })) })
  .followedBy(({ format, length }) => (format === 1 ? 2 : (length ?? 0)))
  .fields({ value: overlay(rest(`${prefix}.value`, 'Value')) })

const sizeOf = ({ format, length }: { readonly format: number; readonly length: number | undefined }) =>
  format === 1 ? 2 : Math.min(length ?? 0, 8)
const ike = 'isakmp.ike.attr'
const group = (filter: string) => u16(filter, 'Group Description', { names: groups })

/** RFC 2409, appendix A. */
export const keyExchangeAttribute = attributeOf(ike, 'IKE Attribute', keyExchangeAttributes)
  .choice('type', {
    1:  { encryption: u16(`${ike}.encryption_algorithm`, 'Encryption Algorithm', { names: encryptionAlgorithms }) },
    2:  { hash: u16(`${ike}.hash_algorithm`, 'HASH Algorithm', { names: hashAlgorithms }) },
    3:  { method: u16(`${ike}.authentication_method`, 'Authentication Method', { names: authenticationMethods }) },
    4:  { group: group(`${ike}.group_description`) },
    5:  { groupType: u16(`${ike}.group_type`, 'Group Type', { names: { 1: 'MODP', 2: 'ECP', 3: 'EC2N' } }) },
    6:  { prime: rest(`${ike}.group_prime`, 'Group Prime') },
    7:  { generator: rest(`${ike}.group_generator_one`, 'Group Generator One') },
    8:  { generatorTwo: rest(`${ike}.group_generator_two`, 'Group Generator Two') },
    9:  { curveA: rest(`${ike}.group_curve_a`, 'Group Curve A') },
    10: { curveB: rest(`${ike}.group_curve_b`, 'Group Curve B') },
    11: { lifeType: u16(`${ike}.life_type`, 'Life Type', { names: lifeTypes }) },
    12: { lifeDuration: uint(`${ike}.life_duration`, 'Life Duration', sizeOf) },
    13: { pseudoRandom: rest(`${ike}.prf`, 'PRF') },
    14: { keyLength: u16(`${ike}.key_length`, 'Key Length', { unit: 'bits' }) },
    15: { fieldSize: rest(`${ike}.field_size`, 'Field Size') },
    16: { groupOrder: rest(`${ike}.group_order`, 'Group Order') },
    17: { blockSize: rest(`${ike}.block_size`, 'Block Size') },
  })

const ipsec = 'isakmp.ipsec.attr'
/** RFC 2407, section 4.5. */
export const securityAttribute = attributeOf(ipsec, 'IPsec Attribute', securityAttributes)
  .choice('type', {
    1:  { lifeType: u16(`${ipsec}.life_type`, 'Life Type', { names: lifeTypes }) },
    2:  { lifeDuration: uint(`${ipsec}.life_duration`, 'Life Duration', sizeOf) },
    3:  { group: group(`${ipsec}.group_description`) },
    4:  { encapsulation: u16(`${ipsec}.encap_mode`, 'Encapsulation Mode', { names: encapsulationModes }) },
    5:  { authentication: u16(`${ipsec}.auth_algorithm`, 'Authentication Algorithm', { names: authenticationAlgorithms }) },
    6:  { keyLength: u16(`${ipsec}.key_length`, 'Key Length', { unit: 'bits' }) },
    7:  { keyRounds: u16(`${ipsec}.key_rounds`, 'Key Rounds') },
    8:  { dictionarySize: u16(`${ipsec}.cmpr_dict_size`, 'Compress Dictionary Size') },
    9:  { compression: rest(`${ipsec}.cmpr_algorithm`, 'Compress Private Algorithm') },
    10: { ecnTunnel: u16(`${ipsec}.ecn_tunnel`, 'ECN Tunnel', { names: { 1: 'Allowed', 2: 'Forbidden' } }) },
    11: { longSequence: u16(`${ipsec}.ext_seq_nbr`, 'Extended (64-bit) Sequence Number') },
    12: { authenticationKeyLength: u16(`${ipsec}.auth_key_length`, 'Authentication Key Length') },
    13: { signatureEncoding: rest(`${ipsec}.sig_enco_algorithm`, 'Signature Encoding Algorithm') },
  })

/** RFC 7296, section 3.3.5. */
export const transformAttribute = attributeOf('isakmp.ike2.attr', 'Transform Attribute', { 14: 'Key Length' })
  .choice('type', { 14: { keyLength: u16('isakmp.ike2.attr.key_length', 'Key Length', { unit: 'bits' }) } })

const xauthTypes = { 0: 'Generic', 1: 'RADIUS-CHAP', 2: 'OTP', 3: 'S/KEY' }
const cfg = 'isakmp.cfg.attr'
/** RFC 7296, section 3.15.1; in a request the values are absent. */
export const configurationAttribute = attributeOf(cfg, 'Config Attribute', { ...configurationAttributes, ...configurationAttributes2 })
  .cases(
    [{ type: 1, length: 4 }, { address: ipv4Address(`${cfg}.internal_ip4_address`, 'INTERNAL IP4 ADDRESS') }],
    [{ type: 2, length: 4 }, { netmask: ipv4Address(`${cfg}.internal_ip4_netmask`, 'INTERNAL IP4 NETMASK') }],
    [{ type: 3, length: 4 }, { nameServer: ipv4Address(`${cfg}.internal_ip4_dns`, 'INTERNAL IP4 DNS') }],
    [{ type: 4, length: 4 }, { netbiosServer: ipv4Address(`${cfg}.internal_ip4_nbns`, 'INTERNAL IP4 NBNS') }],
    [{ type: 6, length: 4 }, { dhcpServer: ipv4Address(`${cfg}.internal_ip4_dhcp`, 'INTERNAL IP4 DHCP') }],
    [{ type: 7 }, { application: text(`${cfg}.application_version`, 'APPLICATION VERSION') }],
    [{ type: 8, length: 17 }, {
      addressV6: ipv6Address(`${cfg}.internal_ip6_address`, 'INTERNAL IP6 ADDRESS'),
      prefix:    u8(`${cfg}.internal_ip6_address.prefix`, 'INTERNAL IP6 ADDRESS (PREFIX)'),
    }],
    [{ type: 10, length: 16 }, { nameServerV6: ipv6Address(`${cfg}.internal_ip6_dns`, 'INTERNAL IP6 DNS') }],
    [{ type: 13, length: 8 }, {
      subnet:     ipv4Address(`${cfg}.internal_ip4_subnet_ip`, 'INTERNAL IP4 SUBNET (IP)'),
      subnetMask: ipv4Address(`${cfg}.internal_ip4_subnet_netmask`, 'INTERNAL IP4 SUBNET (NETMASK)'),
    }],
    [{ type: 16520 }, { xauthType: u16(`${cfg}.xauth.type`, 'XAUTH TYPE', { names: xauthTypes }) }],
    [{ type: 16521 }, { userName: text(`${cfg}.xauth.user_name`, 'XAUTH USER NAME') }],
    [{ type: 16522 }, { password: text(`${cfg}.xauth.user_password`, 'XAUTH USER PASSWORD') }],
    [{ type: 16527 }, { status: u16(`${cfg}.xauth.status`, 'XAUTH STATUS', { names: { 0: 'Fail', 1: 'Success' } }) }],
    [{ type: 28672 }, { banner: text(`${cfg}.unity.banner`, 'UNITY BANNER') }],
    [{ type: 28674 }, { domain: text(`${cfg}.unity.def_domain`, 'UNITY DEF DOMAIN') }],
  )
  .fields({ data: bytes('', 'Data') })
