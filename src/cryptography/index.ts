/** Ciphers, hashes and key derivation: of the platform where it has them, else in plain JavaScript. */
export type { AeadName, CbcName, Cryptography, HashName, Sealed } from './cryptography.ts'
export { hkdfExpandLabel, hkdfExtract } from './hkdf.ts'
export { prf } from './prf.ts'
export { cryptography, provideCryptography } from './provided.ts'
export { rc4 } from './rc4.ts'
