import { unsigned } from '../kinds/readers.ts'
import type { View } from '../view.ts'

/**
 * The first `size` bits of what a layer carries, as a key for a table, for headers that do not say what follows them;
 * -1 if they are not there.
 */
export function peek(size: number): (layer: View) => number {
  const read = unsigned(size, 0)
  const needed = Math.ceil(size / 8)
  return ({ bytes, start, extent, limit }) => (start + extent + needed <= limit ? read(bytes, start + extent) : -1)
}
