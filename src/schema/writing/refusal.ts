/** What is said of values that cannot be written. */

/** A `TypeError` that names the protocol and the field, what was expected there, and what was found. */
export const refusal = (path: string, expected: string, found: unknown): TypeError =>
  new TypeError(`${path}: expected ${expected}, found ${shown(found)}`)

/** A value for a message: in quotation marks if it is text, and shortened. */
function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > longest ? `${value.slice(0, longest)}...` : value)
  if (typeof value === 'bigint') return `${value}n`
  if (value instanceof Uint8Array) return `${value.length} bytes`
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'an object'
  return typeof value === 'function' ? 'a function' : String(value)
}

const longest = 60
