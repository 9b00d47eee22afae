/** Reads what refers to a group of a regular expression: which one it is may be known only when all have been read. */
import { PatternReader } from './reader.ts'
import type { Node } from './syntax.ts'

export class ReferenceReader extends PatternReader {
  /** Groups so far. */
  protected count = 0
  protected readonly names = new Map<string, number>()
  private readonly checks: (() => void)[] = []

  /** Refuses what refers to groups that are not there. */
  protected check(): void {
    for (const check of this.checks) check()
  }

  /** What a group has matched: `\1 \g1 \g{-1} \k<name>`; a byte in octal digits where there is no such group. */
  protected again(): Node | undefined {
    const digits = this.found(/[1-9]\d*/y)?.[0]
    if (digits !== undefined) {
      // Of two digits and more, it is a group only if there is one by now.
      if (digits.length === 1 || Number(digits) <= this.count) return this.back(() => Number(digits))
      this.at -= digits.length
      const octal = this.found(/[0-7]{1,3}/y)?.[0]
      return octal === undefined || parseInt(octal, 8) > 0xff
        ? this.refuse(`there is no group ${digits}`)
        : this.literal(parseInt(octal, 8))
    }
    const numbered = this.found(/g(?:([+-]?\d+)|\{([+-]?\d+)\})/y)
    if (numbered !== undefined) return this.back(this.relative(numbered[1] ?? numbered[2]!))
    const named = this.found(/g\{([A-Za-z_]\w*)\}/y) ?? this.found(/k(?:<(\w+)>|'(\w+)'|\{(\w+)\})/y)
    return named && this.back(this.named(named[1] ?? named[2] ?? named[3]!))
  }

  protected back(number: () => number): Node {
    this.checked(number)
    return { kind: 'again', number, caseless: this.options.i }
  }

  /** Whether there is a group of a number is known in the end. */
  protected checked(number: () => number): void {
    this.checks.push(() => {
      if (number() > this.count) this.refuse(`there is no group ${number()}`)
    })
  }

  protected relative(text: string): () => number {
    const { count } = this
    const number = text.startsWith('-')
      ? count + 1 + Number(text)
      : text.startsWith('+')
        ? count + Number(text)
        : Number(text)
    if (number < 0 || (number === 0 && text !== '0')) this.refuse(`there is no group ${text}`)
    return () => number
  }

  protected named(name: string): () => number {
    return () => this.names.get(name) ?? this.refuse(`there is no group ${name}`)
  }
}
