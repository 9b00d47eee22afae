/** `--decode-as TABLE==KEY,PROTOCOL`: which protocol a port carries. */
import { decodeAs } from '../packet/register.ts'
import { UsageError } from './usage-error.ts'

/** In order, so that the last one counts. Throws UsageError. */
export function applyDecodeAs(given: readonly { readonly words: readonly string[] }[]): void {
  for (const { words } of given) {
    try {
      decodeAs(words[0]!)
    } catch (error) {
      throw new UsageError(`--decode-as ${words[0]}: ${(error as TypeError).message}`)
    }
  }
}
