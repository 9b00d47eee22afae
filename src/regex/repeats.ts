/** Repeated parts of a regular expression. */
import type { ByteSet, Node } from './syntax.ts'
import { step, type Match, type Next, type Run } from './work.ts'

type Repeat = Pick<Extract<Node, { kind: 'repeat' }>, 'least' | 'most' | 'lazy'>

/** Bytes of a set, as many as `least` to `most`: scanned first, then given back one by one. */
export function bytesRepeated(run: Run, repeat: Repeat, set: ByteSet): Match {
  const { least, most, lazy } = repeat
  if (lazy) return fewestBytes(run, repeat, set)
  return (at, next) => {
    const { text } = run
    const furthest = Math.min(text.length, at + most)
    let end = at
    while (end < furthest && set[text.charCodeAt(end)] === 1) end++
    if (!run.spend(end - at)) return false
    for (; end >= at + least && run.spend(step); end--) if (next(end)) return true
    return false
  }
}

/** The same, the fewest first. */
function fewestBytes(run: Run, { least, most }: Repeat, set: ByteSet): Match {
  return (at, next) => {
    const { text } = run
    const furthest = Math.min(text.length, at + most)
    for (let end = at; ; end++) {
      if (end - at >= least) {
        if (!run.spend(step)) return false
        if (next(end)) return true
      }
      if (end >= furthest || set[text.charCodeAt(end)] !== 1 || !run.spend(1)) return false
    }
  }
}

/** Anything repeated. */
export function repeated(run: Run, { least, most, lazy }: Repeat, one: Match): Match {
  const more = (count: number, at: number, next: Next): boolean => {
    if (++run.depth > mostDepth) run.exhaust()
    if (!run.spend(step)) return false
    const again = () => count < most && one(at, (end) => (end > at || count < least) && more(count + 1, end, next))
    const found = count < least ? again() : lazy ? next(at) || again() : again() || next(at)
    run.depth--
    return found
  }
  return (at, next) => more(0, at, next)
}

/** How often in a row a group may repeat, each within the one before. */
const mostDepth = 1_500
