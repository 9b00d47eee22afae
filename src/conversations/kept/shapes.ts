/** The kinds of objects among the facts: their keys, in order, and their prototype. Facts of one kind are alike. */
export interface Shape {
  readonly number: number
  readonly keys: readonly string[]
  readonly prototype: object | null
}

export class Shapes {
  readonly all: Shape[] = []
  private readonly byPrototype = new Map<object | null, Shape[]>()

  of(object: object): Shape {
    const keys = Object.keys(object)
    const prototype = Object.getPrototypeOf(object) as object | null
    const known = this.byPrototype.get(prototype)
    const found = known?.find((shape) => isSame(shape.keys, keys))
    if (found !== undefined) return found
    const shape = { number: this.all.length, keys, prototype }
    this.all.push(shape)
    if (known === undefined) this.byPrototype.set(prototype, [shape])
    else known.push(shape)
    return shape
  }
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false
  return true
}

/** What a value is, in the lowest bits of the number that it begins with. */
export const tag = { gap: 0, number: 1, negative: 2, constant: 3, text: 4, bigint: 5, bytes: 6, composite: 7 } as const
