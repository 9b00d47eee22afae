/** Reads a regular expression as PCRE does, byte by byte. */
import type { PatternOptions } from './reader.ts'
import { ReferenceReader } from './references.ts'
import { every, notLineEnd, vertical } from './sets.ts'
import { nothing, setOf, widthOf, type Assertion, type Node } from './syntax.ts'

export interface Pattern {
  readonly root: Node
  /** The pattern of each group by number; 0 is the whole. */
  readonly groups: readonly Node[]
}

/** Limits of nesting and repetition. */
const mostDepth = 100
const mostRepeated = 65_535

/** Throws PatternError. The source is a string of bytes, one character each. */
export const parsePattern = (source: string): Pattern => new PatternParser(source).pattern()

class PatternParser extends ReferenceReader {
  private depth = 0
  private readonly groups: Node[] = [nothing]

  pattern(): Pattern {
    const root = this.either()
    if (this.at < this.source.length) this.refuse('a ) closes nothing')
    this.groups[0] = root
    this.check()
    return { root, groups: this.groups }
  }

  private either(): Node {
    if (++this.depth > mostDepth) this.refuse(`groups are nested more than ${mostDepth} deep`)
    const branches = [this.sequence()]
    while (this.takes('|')) branches.push(this.sequence())
    this.depth--
    return branches.length === 1 ? branches[0]! : { kind: 'either', of: branches }
  }

  private sequence(): Node {
    const of: Node[] = []
    for (this.pass(); this.at < this.source.length && !/[|)]/.test(this.source[this.at]!); this.pass()) {
      const quoted = this.found(/\\Q([^]*?)(?:\\E|$)/y)
      if (quoted !== undefined) {
        const bytes = [...quoted[1]!].map((character) => this.literal(character.charCodeAt(0)))
        of.push(...bytes.slice(0, -1), ...bytes.slice(-1).map((last) => this.repeated(last)))
      } else if (this.quantifier() !== undefined) this.refuse('a quantifier follows nothing that can be repeated')
      else of.push(this.repeated(this.atom()))
    }
    return of.length === 1 ? of[0]! : { kind: 'sequence', of }
  }

  /** Skips comments and insignificant white space. */
  private pass(): void {
    while (
      this.found(/\(\?#[^)]*\)|\\E/y) !== undefined ||
      (this.options.x && this.found(/[\t-\r ]+|#[^\n]*/y) !== undefined)
    ) {
      /* the next one */
    }
  }

  private quantifier(): { readonly least: number; readonly most: number } | undefined {
    const found = this.found(/([*+?])|\{(\d+)(?:(,)(\d*))?\}/y)
    if (found === undefined) return undefined
    const [, sign, from, comma, to] = found
    if (sign !== undefined) return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity }
    const least = Number(from)
    const most = comma === undefined ? least : to === '' ? Infinity : Number(to)
    if (least > mostRepeated || (most > mostRepeated && most !== Infinity))
      this.refuse(`a number in {} is above ${mostRepeated}`)
    return most < least ? this.refuse('the numbers in {} are out of order') : { least, most }
  }

  private repeated(atom: Node): Node {
    if (this.options.x) this.pass()
    const times = this.quantifier()
    if (times === undefined) return atom
    if (atom.kind === 'assertion' || atom === nothing) this.refuse('a quantifier follows nothing that can be repeated')
    const marked = this.takes('?')
    const repeat: Node = { kind: 'repeat', of: atom, ...times, lazy: marked !== this.options.U }
    return !marked && this.takes('+') ? { kind: 'atomic', of: repeat } : repeat
  }

  private atom(): Node {
    const next = this.source[this.at++]!
    switch (next) {
      case '.':
        return { kind: 'set', set: this.options.s ? every : notLineEnd }
      case '^':
        return assertion(this.options.m ? 'lineStart' : 'start')
      case '$':
        return assertion(this.options.m ? 'lineEnd' : 'lastLine')
      case '(':
        return this.group()
      case '[':
        if (this.found(/([:.=])[^\]]*\1\]/y) !== undefined)
          this.refuse('a named class stands in brackets of its own, [[:alpha:]]')
        return { kind: 'set', set: this.bracket() }
      case '\\':
        return this.escape()
      default:
        return this.literal(next.charCodeAt(0))
    }
  }

  private escape(): Node {
    const set = this.escapedSet()
    if (set !== undefined) return { kind: 'set', set }
    const again = this.again()
    if (again !== undefined) return again
    const byte = this.escapedByte()
    if (byte !== undefined) return this.literal(byte)
    const letter = this.source[this.at++]
    if (letter === 'R') {
      const both: Node = { kind: 'sequence', of: [this.literal(0x0d), this.literal(0x0a)] }
      return { kind: 'atomic', of: { kind: 'either', of: [both, { kind: 'set', set: vertical }] } }
    }
    if (letter === 'K') return nothing
    if (letter === 'N') return { kind: 'set', set: notLineEnd }
    if (letter === 'C' || letter === 'X') return { kind: 'set', set: every }
    const known = letter === undefined || !Object.hasOwn(assertions, letter) ? undefined : assertions[letter]
    return known === undefined
      ? this.refuse(letter === undefined ? 'it ends with a backslash' : `\\${letter} means nothing`)
      : assertion(known)
  }

  private group(): Node {
    if (this.found(/\*F(?:AIL)?\)/y) !== undefined) return { kind: 'set', set: setOf() }
    if (this.takes('*')) this.refuse('verbs such as (*ACCEPT) mean nothing here')
    if (!this.takes('?')) return this.options.n ? this.closed() : this.capture(undefined)
    const name = this.found(/P?<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)'/y)
    if (name !== undefined) return this.capture(name[1] ?? name[2])
    if (this.takes('|')) return this.reset()
    if (this.takes('>')) return { kind: 'atomic', of: this.closed() }
    const look = this.found(/(<?)([=!])/y)
    if (look !== undefined) return this.look(look[1] === '<', look[2] === '!')
    if (this.takes('(')) return this.condition()
    const back = this.found(/P=(\w+)\)/y)
    if (back !== undefined) return this.back(this.named(back[1]!))
    const call = this.found(/(?:(R)|([+-]?\d+)|(?:&|P>)(\w+))\)/y)
    if (call !== undefined) return this.call(call)
    if (this.found(/C\d*\)/y) !== undefined) return nothing
    return this.optional()
  }

  private capture(name: string | undefined): Node {
    const number = ++this.count
    if (name !== undefined && this.names.has(name)) this.refuse(`there are two groups ${name}`)
    if (name !== undefined) this.names.set(name, number)
    const of = this.closed()
    return (this.groups[number] = { kind: 'group', of, number })
  }

  /** The content of parentheses; options set in it apply up to its end. */
  private closed(): Node {
    const { options } = this
    const of = this.either()
    this.options = options
    return this.end(of)
  }

  private end(of: Node): Node {
    return this.takes(')') ? of : this.refuse('a ( is not closed')
  }

  /** Each branch numbers its groups from the same start (branch reset). */
  private reset(): Node {
    const { options, count } = this
    const of: Node[] = []
    let most = count
    do {
      this.count = count
      of.push(this.sequence())
      most = Math.max(most, this.count)
    } while (this.takes('|'))
    this.count = most
    this.options = options
    return this.end({ kind: 'either', of })
  }

  private look(lookbehind: boolean, negative: boolean): Node {
    const of = this.closed()
    const fixed = (of.kind === 'either' ? of.of : [of]).every((branch) => widthOf(branch) !== undefined)
    if (lookbehind && !fixed) this.refuse('a lookbehind has no fixed length')
    return { kind: 'look', of, lookbehind, negative }
  }

  private condition(): Node {
    if (this.takes('DEFINE)')) {
      this.closed()
      return nothing
    }
    const written = this.found(/(?:([+-]?\d+)|<(\w+)>|'(\w+)'|([A-QS-Za-z_]\w*))\)/y)
    let on: (() => number) | Node
    if (written === undefined) {
      const look = this.found(/\?(<?)([=!])/y)
      on =
        look === undefined
          ? this.refuse('this condition means nothing here')
          : this.look(look[1] === '<', look[2] === '!')
    } else {
      on = written[1] === undefined ? this.named(written[2] ?? written[3] ?? written[4]!) : this.relative(written[1])
      this.checked(on)
    }
    const of = this.closed()
    const [yes = nothing, no = nothing, ...more] = of.kind === 'either' ? of.of : [of]
    return more.length > 0 ? this.refuse('a condition has at most two branches') : { kind: 'condition', on, yes, no }
  }

  private call([, , number, name]: RegExpExecArray): Node {
    const of = name !== undefined ? this.named(name) : number !== undefined ? this.relative(number) : () => 0
    this.checked(of)
    return { kind: 'call', number: of }
  }

  /** `(?i)` for what follows in the same group, `(?i:…)` for what is in it. */
  private optional(): Node {
    const found =
      this.found(/(\^?)([imsxnJU]*)(?:-([imsxnJU]*))?([:)])/y) ?? this.refuse('(? is followed by what means nothing')
    const [, fresh, on, off = '', end] = found
    const { options } = this
    const changed: PatternOptions = {
      ...(fresh === '' ? options : { i: false, m: false, s: false, x: false, n: false, U: false }),
      ...set(on!, true),
      ...set(off, false),
    }
    this.options = changed
    if (end === ')') return nothing
    const of = this.either()
    this.options = options
    return this.end(of)
  }
}

const set = (letters: string, value: boolean): Partial<PatternOptions> =>
  Object.fromEntries([...letters].map((letter) => [letter, value]))
const assertion = (of: Assertion): Node => ({ kind: 'assertion', of })
const assertions: Readonly<Record<string, Assertion>> = {
  A: 'start',
  G: 'start',
  z: 'end',
  Z: 'lastLine',
  b: 'boundary',
  B: 'inside',
}
