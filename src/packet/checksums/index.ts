/** Checksums of layers, as their definitions declare them: verified, and made. */
export { checksumHex, checksumLength, checksumOf, coveredEnd, hasPseudoHeader, type Carrier } from './declared.ts'
export { littleEndian, putLittleEndian } from './little-endian.ts'
export { crc32, crc32c } from '../../schema/index.ts'
export { sumOf } from './internet.ts'
export { checksumsIn, hasChecksum, verifyChecksums, type ChecksumVerdict } from './verify.ts'
