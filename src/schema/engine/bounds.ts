/** Memory that ends where a layer ends: what lies after it belongs to somebody else and reads as absent. */

/**
 * `bytes` up to byte `end`; positions stay the same. A window, not a copy: made without `subarray`, which takes twice
 * as long.
 */
export const bounded = (bytes: Uint8Array, end: number): Uint8Array =>
  bytes.length > end ? new Uint8Array(bytes.buffer, bytes.byteOffset, end) : bytes
