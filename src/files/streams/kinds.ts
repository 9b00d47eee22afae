/** What values are that programs give as bytes. Works across realms, such as those of test environments. */

/** Bytes in memory: a Uint8Array or another view of a buffer, or a buffer. */
export type BytesInMemory = ArrayBufferView | ArrayBuffer | SharedArrayBuffer

/**
 * The same bytes, not copied, as a Uint8Array; undefined for other values. A subclass is
 * converted: with two array types, V8 would compile all getters twice.
 */
export function plainBytes(value: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) {
    if (value.constructor === Uint8Array) return value as Uint8Array
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  }
  const tag = Object.prototype.toString.call(value)
  return tag === '[object ArrayBuffer]' || tag === '[object SharedArrayBuffer]'
    ? new Uint8Array(value as ArrayBuffer)
    : undefined
}

/** `undefined`, `a string`, `an array`, `a Map`, for messages. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return `${value}`
  if (Array.isArray(value)) return 'an array'
  const name =
    typeof value === 'object'
      ? ((value.constructor as { readonly name?: string } | undefined)?.name ?? '')
      : typeof value
  const noun = name === '' || name === 'Object' ? 'object' : name
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`
}
