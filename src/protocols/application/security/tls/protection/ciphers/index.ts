/** What opens the records of a cipher suite. */
import type { ReadKeys } from '../key-schedule.ts'
import type { Suite } from '../suites.ts'
import { AeadOpener, AeadOpener13 } from './aead.ts'
import type { Opener } from './sealed-record.ts'
import { CbcOpener, StreamOpener } from './with-mac.ts'

export type { Opener, SealedRecord } from './sealed-record.ts'

/** Since version 1.3; undefined for a suite that it does not have. */
export const openerSince13 = ({ cipher }: Suite, keys: ReadKeys): Opener | undefined =>
  cipher.kind === 'aead' ? new AeadOpener13(cipher.name, keys, cipher.tagLength) : undefined

export interface Negotiated {
  /** Version 1.1 or later: each record has an initialization vector of its own. */
  readonly isExplicit: boolean
  readonly isEncryptThenMac: boolean
}

/** Before version 1.3. */
export function openerBefore13(
  { cipher, mac }: Suite,
  keys: ReadKeys,
  { isExplicit, isEncryptThenMac }: Negotiated,
): Opener {
  if (cipher.kind === 'aead') return new AeadOpener(cipher.name, keys, cipher.tagLength)
  if (cipher.kind === 'cbc')
    return new CbcOpener(cipher.name, mac!, keys, cipher.blockLength, isExplicit, isEncryptThenMac)
  return new StreamOpener(cipher.kind, mac!, keys)
}
