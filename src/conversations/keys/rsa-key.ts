/** The private key of a server, for what clients encrypt with its RSA key: RFC 5246, section 7.4.7.1. */
import { cryptography } from '../../cryptography/index.ts'
import type { Keys } from '../../schema/index.ts'

/**
 * Keys from an RSA private key, in PEM: for connections that exchange keys with RSA, as few do since 2015. Only where
 * the platform opens RSA, as Node.js does.
 */
export const rsaKey = (pem: string): Keys => ({
  secret: () => undefined,
  openRsa: (encrypted) => cryptography().decryptRsa?.(pem, encrypted),
})
