/**
 * Matches regular expressions step by step, as PCRE does, and gives up after as much work: for those that JavaScript
 * could take forever for, or does not know. All work is counted: bytes that are scanned and compared as well as ways
 * that are tried.
 */
import { holds } from './assertions.ts'
import type { Pattern } from './parser.ts'
import { bytesRepeated, repeated } from './repeats.ts'
import { firstOf, widthOf, type ByteSet, type Node } from './syntax.ts'
import { look, Run, step, type Match } from './work.ts'

/** Searches one text after the other, each the characters of bytes by their number. */
export class Matcher {
  private readonly run: Run
  private readonly whole: Match
  private readonly first: ByteSet | undefined
  /** Where the last match begins and ends. */
  start = 0
  end = 0

  constructor({ root, groups }: Pattern) {
    this.run = new Run(groups.length)
    this.whole = new Compiler(this.run, groups).compile(root)
    this.first = firstOf(root)
  }

  /** Whether a text has a match anywhere; undefined where finding out takes too much work. */
  matches(text: string): boolean | undefined {
    this.begin(text)
    return this.find(0) || (this.run.isExhausted ? undefined : false)
  }

  /** Begins with another text; all searches in it share what work it may take. */
  begin(text: string): void {
    this.run.begin(text)
  }

  /** Finds the first match that begins at `from` or later; false where there is none, or it takes too much work. */
  find(from: number): boolean {
    const { run, first } = this
    for (let at = from; at <= run.text.length && !run.isExhausted; at++) {
      if (first !== undefined && first[run.text.charCodeAt(at)] !== 1) run.spend(1)
      else if (this.isMatchAt(at)) return true
    }
    return false
  }

  /** Whether the text took too much work. */
  get isExhausted(): boolean {
    return this.run.isExhausted
  }

  private isMatchAt(at: number): boolean {
    const { run } = this
    try {
      return (
        run.start() &&
        this.whole(at, (end) => {
          if (run.isExhausted) return false
          this.start = at
          this.end = end
          return true
        })
      )
    } catch (error) {
      // The stack is too small: as with too much work, there is no match.
      if (!(error instanceof RangeError)) throw error
      run.exhaust()
      return false
    }
  }
}

type Kind<K extends Node['kind']> = Extract<Node, { kind: K }>

/** Makes a function of each part of a pattern. */
class Compiler {
  private readonly called: (Match | undefined)[] = []

  constructor(
    private readonly run: Run,
    private readonly groups: readonly Node[],
  ) {}

  compile(node: Node): Match {
    const { run } = this
    switch (node.kind) {
      case 'set':
        return (at, next) =>
          run.spend(look) && at < run.text.length && node.set[run.text.charCodeAt(at)] === 1 && next(at + 1)
      case 'assertion':
        return (at, next) => run.spend(look) && holds(node.of, run.text, at) && next(at)
      case 'sequence':
        return this.sequence(node)
      case 'either': {
        const branches = node.of.map((branch) => this.compile(branch))
        return (at, next) => branches.some((branch) => run.spend(step) && branch(at, next))
      }
      case 'repeat':
        return node.of.kind === 'set'
          ? bytesRepeated(run, node, node.of.set)
          : repeated(run, node, this.compile(node.of))
      case 'group':
        return this.group(node)
      case 'atomic':
        return this.atomic(this.compile(node.of))
      case 'look':
        return this.look(node)
      case 'again':
        return this.again(node)
      case 'call':
        return this.call(node)
      case 'condition':
        return this.condition(node)
    }
  }

  private sequence({ of }: Kind<'sequence' | 'either'>): Match {
    return of
      .map((part) => this.compile(part))
      .reduceRight<Match>(
        (rest, one) => (at, next) => one(at, (end) => rest(end, next)),
        (at, next) => next(at),
      )
  }

  private group({ of, number }: Kind<'group'>): Match {
    const { run } = this
    const { from, to } = run
    const inner = this.compile(of)
    return (at, next) => {
      const [fromBefore, toBefore] = [from[number]!, to[number]!]
      const found =
        run.spend(step) &&
        inner(at, (end) => {
          const [fromInside, toInside] = [from[number]!, to[number]!]
          from[number] = at
          to[number] = end
          if (next(end)) return true
          from[number] = fromInside
          to[number] = toInside
          return false
        })
      if (!found) {
        from[number] = fromBefore
        to[number] = toBefore
      }
      return found
    }
  }

  private atomic(of: Match): Match {
    return (at, next) => {
      const end = this.run.spend(step) ? endOf(of, at) : undefined
      return end !== undefined && next(end)
    }
  }

  private look({ of, lookbehind, negative }: Kind<'look'>): Match {
    const { run } = this
    const branches = (lookbehind && of.kind === 'either' ? of.of : [of]).map((branch) => ({
      match: this.compile(branch),
      width: lookbehind ? widthOf(branch)! : 0,
    }))
    return (at, next) => {
      const found = branches.some(
        ({ match, width }) => at >= width && run.spend(step) && match(at - width, (end) => !lookbehind || end === at),
      )
      return found !== negative && !run.isExhausted && next(at)
    }
  }

  private again({ number, caseless }: Kind<'again'>): Match {
    const { run } = this
    return (at, next) => {
      const group = number()
      const from = run.from[group]!
      const length = run.to[group]! - from
      if (run.to[group]! < 0 || at + length > run.text.length) return run.spend(step) && false
      const same = sameLength(run.text, from, at, length, caseless)
      return run.spend(step + same) && same === length && next(at + length)
    }
  }

  private call({ number }: Kind<'call'>): Match {
    const { run } = this
    return (at, next) => {
      if (run.depth >= mostCalls || !run.spend(step)) return false
      const group = number()
      const of = (this.called[group] ??= this.compile(this.groups[group]!))
      run.depth++
      const end = endOf(of, at)
      run.depth--
      return end !== undefined && next(end)
    }
  }

  private condition({ on, yes, no }: Kind<'condition'>): Match {
    const { run } = this
    const [then, otherwise] = [this.compile(yes), this.compile(no)]
    const look = typeof on === 'function' ? undefined : this.compile(on)
    const test = (at: number) => (typeof on === 'function' ? run.to[on()]! >= 0 : look!(at, () => true))
    return (at, next) => run.spend(step) && (test(at) ? then : otherwise)(at, next)
  }
}

/** How deep groups may call groups. */
const mostCalls = 200

/** Where something ends at its first try. */
function endOf(of: Match, at: number): number | undefined {
  let end: number | undefined
  of(at, (found) => {
    end = found
    return true
  })
  return end
}

/** How many of `length` bytes from `left` on are the same as those from `right` on. */
function sameLength(text: string, left: number, right: number, length: number, caseless: boolean): number {
  for (let count = 0; count < length; count++) {
    const [one, other] = [text.charCodeAt(left + count), text.charCodeAt(right + count)]
    if (one !== other && !(caseless && lowerCase(one) === lowerCase(other))) return count
  }
  return length
}

const lowerCase = (code: number) => (code >= 0x41 && code <= 0x5a ? code + 0x20 : code)
