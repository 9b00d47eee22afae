/** Memory that ends where a layer ends: what lies after it belongs to somebody else and reads as absent. */

/** `bytes` up to byte `end`; positions stay the same. A window, not a copy. */
export const bounded = (bytes: Uint8Array, end: number): Uint8Array =>
  bytes.length > end ? bytes.subarray(0, end) : bytes
