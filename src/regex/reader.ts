/** Reads the bytes and byte sets of a regular expression. */
import { escapedSets, namedSets, propertySet } from './sets.ts'
import { caseless, inverted, setOf, united, type ByteSet, type Node } from './syntax.ts'

/** Why a text is not a valid regular expression. */
export class PatternError extends Error {}

/** The options `(?imsxnU)`: ignore case, multi-line, dot matches line ends, extended, no numbered groups, ungreedy. */
export interface PatternOptions {
  readonly i: boolean
  readonly m: boolean
  readonly s: boolean
  readonly x: boolean
  readonly n: boolean
  readonly U: boolean
}

export class PatternReader {
  protected at = 0
  protected options: PatternOptions = { i: true, m: false, s: false, x: false, n: false, U: false }

  constructor(protected readonly source: string) {}

  protected refuse(reason: string): never {
    throw new PatternError(reason)
  }

  /** Consumes `text` if it follows. */
  protected takes(text: string): boolean {
    const taken = this.source.startsWith(text, this.at)
    if (taken) this.at += text.length
    return taken
  }

  /** Consumes the match of a sticky expression. */
  protected found(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.source)
    if (found === null) return undefined
    this.at = pattern.lastIndex
    return found
  }

  protected literal(byte: number): Node {
    return { kind: 'set', set: this.cased(setOf(byte, byte)) }
  }

  protected cased(set: ByteSet): ByteSet {
    return this.options.i ? caseless(set) : set
  }

  /** The byte of an escape; undefined for other escapes. */
  protected escapedByte(): number | undefined {
    const braced = this.found(/x\{([\da-fA-F]+)\}/y) ?? this.found(/x(?!\{\})([\da-fA-F]{0,2})/y)
    if (braced !== undefined) return this.fitting(parseInt(braced[1] || '0', 16))
    const octal = this.found(/o\{([0-7]+)\}/y) ?? this.found(/(0[0-7]{0,2})/y)
    if (octal !== undefined) return this.fitting(parseInt(octal[1]!, 8))
    const control = this.found(/c([\x20-\x7e])/y)
    if (control !== undefined) return control[1]!.toUpperCase().charCodeAt(0) ^ 0x40
    const known = this.found(/[aefnrt]/y)
    if (known !== undefined) return { a: 0x07, e: 0x1b, f: 0x0c, n: 0x0a, r: 0x0d, t: 0x09 }[known[0]]
    return this.found(/[^A-Za-z0-9]/y)?.[0].charCodeAt(0)
  }

  private fitting(byte: number): number {
    return byte <= 0xff ? byte : this.refuse('a character is more than a byte')
  }

  /** The byte set of an escape. */
  protected escapedSet(): ByteSet | undefined {
    const property = this.found(/([pP])(?:\{(\^?[\w&]+)\}|([A-Z]))/y)
    if (property !== undefined) {
      const [, sign, long, short] = property
      const set = propertySet(long ?? short!) ?? this.refuse(`there is no property ${long ?? short}`)
      return sign === 'P' ? inverted(set) : set
    }
    const letter = this.found(/[dDwWsShHvV]/y)
    return letter === undefined ? undefined : escapedSets[letter[0]]
  }

  /** Reads a bracket expression after its opening bracket. */
  protected bracket(): ByteSet {
    const negative = this.takes('^')
    let set = setOf()
    for (let first = true; first || !this.takes(']'); first = false) {
      if (this.at >= this.source.length) this.refuse('a [ is not closed')
      const from = this.member()
      if (typeof from !== 'number') {
        if (this.found(/-(?!\])/y) !== undefined) this.refuse('a range in [] begins with more than a character')
        set = united(set, from)
        continue
      }
      if (this.found(/-(?!\])/y) === undefined) {
        set[from] = 1
        continue
      }
      const to = this.member()
      if (typeof to !== 'number' || to < from) this.refuse('a range in [] ends before it begins')
      set.fill(1, from, to + 1)
    }
    const both = this.cased(set)
    return negative ? inverted(both) : both
  }

  /** A byte or a set in brackets. */
  private member(): number | ByteSet {
    const named = this.found(/\[:(\^?)(\w+):\]/y)
    if (named !== undefined) {
      const [, sign, name] = named
      const set = Object.hasOwn(namedSets, name!) ? namedSets[name!]! : this.refuse(`there is no class [:${name}:]`)
      const both = this.options.i && /^(?:upper|lower)$/.test(name!) ? caseless(set) : set
      return sign === '' ? both : inverted(both)
    }
    if (this.found(/\[[.=][^\]]*[.=]\]/y) !== undefined) this.refuse('there are no collating elements')
    const quoted = this.found(/\\Q([^]*?)(?:\\E|$)/y)
    if (quoted !== undefined)
      return setOf(...[...quoted[1]!].flatMap((character) => [character.charCodeAt(0), character.charCodeAt(0)]))
    if (this.takes('\\E')) return setOf()
    if (!this.takes('\\')) return this.source.charCodeAt(this.at++)
    const set = this.escapedSet()
    if (set !== undefined) return set
    if (this.takes('b')) return 0x08
    const octal = this.found(/[0-7]{1,3}/y)
    if (octal !== undefined) return this.fitting(parseInt(octal[0], 8))
    return (
      this.escapedByte() ??
      this.found(/[89]/y)?.[0].charCodeAt(0) ??
      this.refuse('a backslash in [] means nothing there')
    )
  }
}
