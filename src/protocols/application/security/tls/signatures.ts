/** Algorithms of signatures: RFC 8446, section 4.2.3, and RFC 5246, section 7.4.1.4.1. */
import { list, overlay, record, u16, u8, vector } from '../../../../schema/index.ts'
import { tlsHashes, tlsSignatures, tlsSignatureSchemes } from '../../../names/tls.ts'
import { named } from './named.ts'

/** One number since version 1.3, a hash and a signature before. */
export const signatureScheme = named((tls) => ({
  scheme:    overlay(u16(`${tls}.handshake.sig_hash_alg`, 'Signature Algorithm', { base: 16, names: tlsSignatureSchemes })),
  hash:      u8(`${tls}.handshake.sig_hash_hash`, 'Signature Hash Algorithm Hash', { names: tlsHashes }),
  signature: u8(`${tls}.handshake.sig_hash_sig`, 'Signature Hash Algorithm Signature', { names: tlsSignatures }),
}))

export const signatureSchemes = named((tls) => ({
  signatureSchemes: vector(
    u16(`${tls}.handshake.sig_hash_alg_len`, 'Signature Hash Algorithms Length'),
    list(`${tls}.handshake.sig_hash_algs`, 'Signature Algorithms', record('Signature Algorithm', signatureScheme(tls))),
  ),
}))
