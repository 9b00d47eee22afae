/** Matches regular expressions step by step, as PCRE does, and gives up after as many steps: for those that JavaScript could take forever for, or does not know. */
import type { Pattern } from './parser.ts'
import { word } from './sets.ts'
import { firstOf, widthOf, type Assertion, type ByteSet, type Node } from './syntax.ts'

/** Steps that one text may take, some tenths of a second; PCRE takes ten million for itself. */
const mostSteps = 5_000_000
/** How often in a row a group may repeat, each within the one before. */
const mostDepth = 1_500

type Next = (at: number) => boolean
/** Matches from `at` on, and then what is `next`. */
type Match = (at: number, next: Next) => boolean

/** Whether a text of bytes, each the character of its number, has a match anywhere; false where that takes too many steps. */
export function matcherOf({ root, groups }: Pattern): (text: string) => boolean {
  const state = { text: '', steps: 0, depth: 0, from: new Int32Array(groups.length), to: new Int32Array(groups.length) }
  const called: (Match | undefined)[] = []

  const step = (): boolean => ++state.steps <= mostSteps

  function compile(node: Node): Match {
    switch (node.kind) {
      case 'set':
        return (at, next) => at < state.text.length && node.set[state.text.charCodeAt(at)] === 1 && next(at + 1)
      case 'assertion':
        return (at, next) => holds(node.of, state.text, at) && next(at)
      case 'sequence':
        return node.of.map(compile).reduceRight<Match>(
          (rest, one) => (at, next) => one(at, (end) => rest(end, next)),
          (at, next) => next(at),
        )
      case 'either': {
        const branches = node.of.map(compile)
        return (at, next) => branches.some((branch) => step() && branch(at, next))
      }
      case 'repeat':
        return node.of.kind === 'set' ? bytesRepeated(node, node.of.set) : repeated(node)
      case 'group': {
        const of = compile(node.of)
        const { number } = node
        return (at, next) => {
          const [from, to] = [state.from[number]!, state.to[number]!]
          const found = of(at, (end) => {
            const before = [state.from[number]!, state.to[number]!] as const
            state.from[number] = at
            state.to[number] = end
            if (next(end)) return true
            ;[state.from[number], state.to[number]] = before
            return false
          })
          if (!found) [state.from[number], state.to[number]] = [from, to]
          return found
        }
      }
      case 'atomic': {
        const of = compile(node.of)
        return (at, next) => {
          const end = ended(of, at)
          return end !== undefined && next(end)
        }
      }
      case 'look':
        return look(node)
      case 'again':
        return (at, next) => {
          const number = node.number()
          if (state.to[number]! < 0) return false
          const wanted = state.text.slice(state.from[number], state.to[number])
          const has = state.text.slice(at, at + wanted.length)
          return (has === wanted || (node.caseless && lower(has) === lower(wanted))) && next(at + wanted.length)
        }
      case 'call':
        return (at, next) => {
          const number = node.number()
          const of = (called[number] ??= compile(groups[number]!))
          if (++state.depth > 200 || !step()) return false
          const end = ended(of, at)
          state.depth--
          return end !== undefined && next(end)
        }
      case 'condition': {
        const [yes, no] = [compile(node.yes), compile(node.no)]
        const { on } = node
        const test =
          typeof on === 'function'
            ? () => state.to[on()]! >= 0
            : (
                (matches) => (at: number) =>
                  matches(at, () => true)
              )(compile(on))
        return (at, next) => (test(at) ? yes : no)(at, next)
      }
    }
  }

  /** Where something ends at its first try. */
  function ended(of: Match, at: number): number | undefined {
    let end: number | undefined
    of(at, (behind) => {
      end = behind
      return true
    })
    return end
  }

  function look({ of, behind, negative }: Extract<Node, { kind: 'look' }>): Match {
    const branches = (behind && of.kind === 'either' ? of.of : [of]).map((branch) => ({
      match: compile(branch),
      width: behind ? widthOf(branch)! : 0,
    }))
    return (at, next) =>
      branches.some(
        ({ match, width }) => at >= width && step() && match(at - width, (end) => !behind || end === at),
      ) !== negative && next(at)
  }

  function bytesRepeated({ least, most, lazy }: Extract<Node, { kind: 'repeat' }>, set: ByteSet): Match {
    return (at, next) => {
      const { text } = state
      const furthest = Math.min(text.length, at + most)
      let end = at
      if (lazy) {
        for (; ; end++) {
          if (end - at >= least && step() && next(end)) return true
          if (end >= furthest || set[text.charCodeAt(end)] !== 1 || state.steps > mostSteps) return false
        }
      }
      while (end < furthest && set[text.charCodeAt(end)] === 1) end++
      for (; end >= at + least && step(); end--) if (next(end)) return true
      return false
    }
  }

  function repeated({ of, least, most, lazy }: Extract<Node, { kind: 'repeat' }>): Match {
    const one = compile(of)
    const more = (count: number, at: number, next: Next): boolean => {
      if (++state.depth > mostDepth) state.steps = mostSteps
      if (!step()) return false
      const again = () => count < most && one(at, (end) => (end > at || count < least) && more(count + 1, end, next))
      const found = count < least ? again() : lazy ? next(at) || again() : again() || next(at)
      state.depth--
      return found
    }
    return (at, next) => more(0, at, next)
  }

  const whole = compile(root)
  const first = firstOf(root)
  return (text) => {
    state.text = text
    state.steps = 0
    for (let at = 0; at <= text.length && state.steps <= mostSteps; at++) {
      if (first !== undefined && first[text.charCodeAt(at)] !== 1) continue
      state.from.fill(-1)
      state.to.fill(-1)
      state.depth = 0
      try {
        if (step() && whole(at, () => true)) return true
      } catch (error) {
        // The stack is too small: as with too many steps, there is no match.
        if (!(error instanceof RangeError)) throw error
        return false
      }
    }
    return false
  }
}

function holds(assertion: Assertion, text: string, at: number): boolean {
  switch (assertion) {
    case 'start':
      return at === 0
    case 'lineStart':
      return at === 0 || (text[at - 1] === '\n' && at < text.length)
    case 'end':
      return at === text.length
    case 'lineEnd':
      return at === text.length || text[at] === '\n'
    case 'lastLine':
      return at === text.length || (at === text.length - 1 && text[at] === '\n')
    case 'boundary':
      return isWord(text, at - 1) !== isWord(text, at)
    case 'inside':
      return isWord(text, at - 1) === isWord(text, at)
  }
}

const isWord = (text: string, at: number) => at >= 0 && at < text.length && word[text.charCodeAt(at)] === 1
const lower = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
