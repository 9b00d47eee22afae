/** `--decode-as TABLE==KEY,PROTOCOL` and `--disable-protocol NAME`: what bytes are decoded as. */
import { decodeAs, disableProtocol } from '../packet/register.ts'
import { UsageError } from './usage-error.ts'

type Given = readonly { readonly words: readonly string[] }[] | undefined

/** In order, so that the last one counts. Throws UsageError. */
export function chooseProtocols(decodedAs: Given, disabled: Given): void {
  applyEach('--decode-as', decodedAs, decodeAs)
  applyEach('--disable-protocol', disabled, disableProtocol)
}

function applyEach(option: string, given: Given = [], apply: (word: string) => void): void {
  for (const { words } of given) {
    try {
      apply(words[0]!)
    } catch (error) {
      throw new UsageError(`${option} ${words[0]}: ${(error as TypeError).message}`)
    }
  }
}
