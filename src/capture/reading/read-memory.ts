/**
 * Memory that a system call copies into. It begins a little behind the boundary that malloc gives large blocks: the
 * pages of a file copied to 16 bytes behind the boundary of a page take some processors five times as long (530 MB: 290
 * ms, from 32 bytes on 55 ms).
 */
export function readMemory(length: number): Uint8Array {
  return new Uint8Array(new ArrayBuffer(length + offset), offset)
}

const offset = 64
