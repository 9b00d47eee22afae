/** What is replaced by `*` in the text of a transcript: ephemeral ports, and matches of regular expressions. */
import { replacementOf, textOfBytes, type Replace } from '../../regex/pattern.ts'

/** What stands in place of a masked text or value. */
export const placeholder = '*'

interface Mask {
  readonly source: string
  readonly replace: Replace
  count: number
  /** Whether a text took too much work: from then on the mask is not applied. */
  givenUp: boolean
}

export class TextMasks {
  private readonly masks: readonly Mask[]
  private readonly ephemeralPorts = new Set<number>()

  /** Throws TypeError for what is not a regular expression. */
  constructor(sources: readonly string[]) {
    this.masks = sources.map((source) => {
      const replace = replacementOf(byteText(source))
      if (typeof replace === 'string') throw new TypeError(`${JSON.stringify(source)}: ${replace}`)
      return { source, replace, count: 0, givenUp: false }
    })
  }

  /** From now on this port is one that the system chose. */
  hidePort(port: number): void {
    this.ephemeralPorts.add(port)
  }

  /** The text with ephemeral ports and every match replaced, by one mask after the other. */
  apply(original: string): string {
    const text = original.replace(/:(\d{5})(?!\d)/g, (all, digits: string) =>
      this.ephemeralPorts.has(Number(digits)) ? `:${placeholder}` : all,
    )
    let bytes: string | undefined
    for (const mask of this.masks) {
      if (mask.givenUp) continue
      const replaced = mask.replace((bytes ??= byteText(text)), placeholder)
      mask.count += replaced.count
      mask.givenUp = !replaced.complete
      bytes = replaced.text
    }
    return bytes === undefined ? text : textOf(bytes)
  }

  /** Masks that matched nothing, or took too long, a line each. */
  notes(): string[] {
    return this.masks.flatMap(({ source, count, givenUp }) => {
      if (givenUp) return [`the mask ${source} takes too long: it was not applied everywhere`]
      return count === 0 ? [`the mask ${source} matched nothing`] : []
    })
  }
}

const isAscii = (text: string) => !/[^\u0000-\u007f]/.test(text)
const byteText = (text: string) => (isAscii(text) ? text : textOfBytes(encoder.encode(text)))
const textOf = (bytes: string) =>
  isAscii(bytes) ? bytes : decoder.decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0)))

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
