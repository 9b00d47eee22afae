/** How long JavaScript, which backtracks without counting, may take for a regular expression at worst. */
import { firstOf, type Node } from './syntax.ts'

/** Bytes that JavaScript may have to compare, at worst: some tenths of a second, as long as the matcher that counts. */
const mostComparisons = 5e8

/**
 * The length of the longest text JavaScript may be given; 0 where repeats are within each other, or where it does not
 * know what is written.
 *
 * Each of the repeats whose length is open may be tried at every byte, and so may the whole, in as many ways as there
 * are choices. The bytes compared at each place are, on average, at most one more than the number of places in the
 * pattern that one byte fits, however the text is chosen.
 */
export function longestFor(root: Node): number {
  const cost = new Cost()
  if (!cost.isPlain(root, false, 1)) return 0
  const perPlace = 1 + cost.fitting.reduce((most, count) => Math.max(most, count), 0)
  return Math.floor((mostComparisons / perPlace / cost.ways) ** (1 / (cost.repeats + 1)))
}

class Cost {
  /** Repeats whose length is open. */
  repeats = 0
  /** Ways to choose among branches and parts that may be absent. */
  ways = 1
  /** For each byte: how many places of the pattern it fits. */
  readonly fitting = new Float64Array(256)

  /** Counts a part that occurs so many `times`; false where JavaScript must not be asked. */
  isPlain(node: Node, inside: boolean, times: number): boolean {
    switch (node.kind) {
      case 'set':
        for (let byte = 0; byte < 256; byte++) this.fitting[byte]! += node.set[byte]! * times
        return true
      case 'assertion':
        return true
      case 'sequence':
        return node.of.every((part) => this.isPlain(part, inside, times))
      case 'either':
        if (!areApart(node.of)) {
          if (inside) return false
          this.ways *= node.of.length
        }
        return node.of.every((part) => this.isPlain(part, inside, times))
      case 'group':
        return this.isPlain(node.of, inside, times)
      case 'look':
        return !inside && this.isPlain(node.of, inside, times)
      case 'repeat': {
        const { of, least, most } = node
        if (most === 1 && !inside) {
          this.ways *= 2
          return this.isPlain(of, inside, times)
        }
        const isOpen = most > 100 || least !== most
        if (isOpen) this.repeats++
        return !inside && this.isPlain(of, true, isOpen ? times : times * most)
      }
      default:
        return false
    }
  }
}

/** Whether the first byte tells which of several it is. */
function areApart(nodes: readonly Node[]): boolean {
  const seen = new Uint8Array(256)
  return nodes.every((node) => {
    const first = firstOf(node)
    return (
      first !== undefined &&
      first.every((is, byte) => {
        if (is === 0) return true
        const fresh = seen[byte] === 0
        seen[byte] = 1
        return fresh
      })
    )
  })
}
