/** Memory that ends where a layer ends: what lies after it belongs to somebody else and reads as absent. */

/**
 * `bytes` up to byte `end`; positions stay the same. A window, not a copy: made without `subarray`, which takes twice
 * as long, and only once for layers that end at the same byte.
 */
export function bounded(bytes: Uint8Array, end: number): Uint8Array {
  if (bytes.length <= end) return bytes
  if (bytes === memory && end === known.length && bytes.buffer === known.buffer) return known
  memory = bytes
  return (known = new Uint8Array(bytes.buffer, bytes.byteOffset, end))
}

/** The last window, and the memory it is of: asked for with other memory, it is made again. */
let memory: Uint8Array = new Uint8Array(0)
let known = memory
