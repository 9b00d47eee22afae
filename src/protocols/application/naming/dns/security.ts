/** What records of DNSSEC and their kin hold: RFC 4034, RFC 5155, RFC 6698, RFC 4255, RFC 8945. */
import { bits, bytes, domainName, flag, group, record, rest, time, u16, u32, u48, u8, vector } from '../../../../schema/index.ts'
import { dnssecAlgorithms, dnssecDigests, dnsSignatureErrors } from '../../../names/dns-codes.ts'
import { dnsTypes } from '../../../names/dns-types.ts'
import { typeBitmap } from './type-bitmap.ts'

/** RFC 4034, section 2. */
export const key = record('DNSKEY', {
  keyFlags:         group('dns.dnskey.flags', 'Flags', {
    unassigned:       bits(7, '', 'Unassigned'),
    zoneKey:          flag('dns.dnskey.flags.zone_key', 'Zone Key'),
    revoked:          flag('dns.dnskey.flags.key_revoked', 'Key Revoked'),
    alsoUnassigned:   bits(6, '', 'Unassigned'),
    secureEntryPoint: flag('dns.dnskey.flags.secure_entry_point', 'Key Signing Key'),
  }),
  protocol:         u8('dns.dnskey.protocol', 'Protocol'),
  algorithm:        u8('dns.dnskey.algorithm', 'Algorithm', { names: dnssecAlgorithms }),
  publicKey:        rest('dns.dnskey.public_key', 'Public Key'),
})

/** RFC 4034, section 3. */
export const signature = record('RRSIG', {
  typeCovered: u16('dns.rrsig.type_covered', 'Type Covered', { names: dnsTypes }),
  algorithm:   u8('dns.rrsig.algorithm', 'Algorithm', { names: dnssecAlgorithms }),
  labels:      u8('dns.rrsig.labels', 'Labels'),
  originalTtl: u32('dns.rrsig.original_ttl', 'Original TTL', { unit: 'seconds' }),
  expiration:  time('dns.rrsig.signature_expiration', 'Signature Expiration', 'unix'),
  inception:   time('dns.rrsig.signature_inception', 'Signature Inception', 'unix'),
  keyTag:      u16('dns.rrsig.key_tag', 'Key Tag'),
  signer:      domainName('dns.rrsig.signers_name', "Signer's name", { whole: true }),
  signature:   rest('dns.rrsig.signature', 'Signature'),
})

/** RFC 4034, section 4. */
export const nextSecure = record('NSEC', {
  nextName: domainName('dns.nsec.next_domain_name', 'Next Domain Name', { whole: true }),
  types:    typeBitmap('Types at this name'),
})

/** RFC 4034, section 5. */
export const delegation = record('DS', {
  keyTag:     u16('dns.ds.key_id', 'Key id', { base: 16 }),
  algorithm:  u8('dns.ds.algorithm', 'Algorithm', { names: dnssecAlgorithms }),
  digestType: u8('dns.ds.digest_type', 'Digest Type', { names: dnssecDigests }),
  digest:     rest('dns.ds.digest', 'Digest'),
})

const hashed = {
  hashAlgorithm: u8('dns.nsec3.algo', 'Hash algorithm', { names: { 1: 'SHA-1' } }),
  hashFlags:     group('dns.nsec3.flags', 'NSEC3 flags', {
    reserved:      bits(7, '', 'Reserved'),
    optOut:        flag('dns.nsec3.flags.opt_out', 'NSEC3 Opt-out flag'),
  }),
  iterations:    u16('dns.nsec3.iterations', 'NSEC3 iterations'),
  salt:          vector(u8('dns.nsec3.salt_length', 'Salt length'), bytes('dns.nsec3.salt_value', 'Salt value')),
}

/** RFC 5155, section 4. */
export const hashParameters = record('NSEC3PARAM', hashed)

/** RFC 5155, section 3. */
export const nextSecureHashed = record('NSEC3', {
  ...hashed,
  hashLength:    u8('dns.nsec3.hash_length', 'Hash length'),
  nextHash:      bytes('', 'Next hashed owner', 'hashLength'),
  types:         typeBitmap('Types at this name'),
})

const certificateUsages = {
  0: 'CA constraint', 1: 'Service certificate constraint', 2: 'Trust anchor assertion', 3: 'Domain-issued certificate',
} as const

/** RFC 6698, section 2.1. */
export const association = record('TLSA', {
  usage:        u8('dns.tlsa.certificate_usage', 'Certificate Usage', { names: certificateUsages }),
  selector:     u8('dns.tlsa.selector', 'Selector', { names: { 0: 'Full certificate', 1: 'SubjectPublicKeyInfo' } }),
  matchingType: u8('dns.tlsa.matching_type', 'Matching Type', { names: { 0: 'Exact match', 1: 'SHA-256', 2: 'SHA-512' } }),
  association:  rest('dns.tlsa.certificate_association_data', 'Certificate Association Data'),
})

/** RFC 4255, section 3.1. */
export const fingerprint = record('SSHFP', {
  algorithm:       u8('dns.sshfp.algorithm', 'Algorithm', { names: { 1: 'RSA', 2: 'DSA', 3: 'ECDSA', 4: 'Ed25519', 6: 'Ed448' } }),
  fingerprintType: u8('dns.sshfp.fingerprint.type', 'Fingerprint type', { names: { 1: 'SHA-1', 2: 'SHA-256' } }),
  fingerprint:     rest('dns.sshfp.fingerprint', 'Fingerprint'),
})

/** RFC 8945, section 4.2. */
export const transactionSignature = record('TSIG', {
  algorithmName: domainName('dns.tsig.algorithm_name', 'Algorithm Name', { whole: true }),
  timeSigned:    u48('dns.tsig.time_signed', 'Time Signed', { unit: 'seconds since 1970' }),
  fudge:         u16('dns.tsig.fudge', 'Fudge', { unit: 'seconds' }),
  macSize:       u16('dns.tsig.mac_size', 'MAC Size'),
  mac:           bytes('dns.tsig.mac', 'MAC', 'macSize'),
  originalId:    u16('dns.tsig.original_id', 'Original Id', { base: 16 }),
  error:         u16('dns.tsig.error', 'Error', { names: dnsSignatureErrors }),
  otherLength:   u16('dns.tsig.other_len', 'Other Len'),
  otherData:     bytes('dns.tsig.other_data', 'Other Data', 'otherLength'),
})
