/** Checksums of layers, as their definitions declare them: verified, and made. */
export { checksumHex, checksumLength, checksumOf, coveredEnd, hasPseudoHeader, type Carrier } from './declared.ts'
export { crc32, crc32c, littleEndian, putLittleEndian } from './cyclic.ts'
export { sumOf } from './internet.ts'
export { checksumsIn, hasChecksum, verifyChecksums, type ChecksumVerdict } from './verify.ts'
