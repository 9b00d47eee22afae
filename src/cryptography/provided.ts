import type { Cryptography } from './cryptography.ts'
import { portable } from './portable.ts'

/** Lets all that is decrypted be decrypted by the platform, which is faster. */
export function provideCryptography(of: Cryptography): void {
  provided = of
}

/** What decrypts at the moment. */
export const cryptography = (): Cryptography => provided

let provided: Cryptography = portable
