import type { LibraryHandle } from 'koffi'

/** The C library of this process, called through koffi. */
export interface Libc {
  readonly library: LibraryHandle
  /** The error number of the last call on this thread. */
  errno(): number
  /** The address of memory of this process for C; it does not move. */
  addressOf(memory: Uint8Array): bigint
}

let loading: Promise<Libc | undefined> | undefined

/**
 * Undefined if koffi, an optional dependency, is not installed. Loaded once, since declarations of koffi are never
 * freed.
 */
export function loadLibc(): Promise<Libc | undefined> {
  return (loading ??= load())
}

async function load(): Promise<Libc | undefined> {
  try {
    const { default: koffi } = await import('koffi')
    // The process has already loaded it, under whatever name it has on this system.
    return { library: koffi.load(null), errno: () => koffi.errno(), addressOf: (memory) => koffi.address(memory) }
  } catch {
    return undefined
  }
}
