import type { LibraryHandle } from 'koffi'

/** The C library of this process, as far as koffi reaches it. */
export interface Libc {
  readonly library: LibraryHandle
  /** The error number of the last call on this thread. */
  errno(): number
  /** Where memory of this process lies, as C sees it; it stays there. */
  addressOf(memory: Uint8Array): bigint
}

let loading: Promise<Libc | undefined> | undefined

/**
 * Undefined where koffi is not installed, which is a normal state. Loaded once: what koffi declares stays in memory.
 */
export function loadLibc(): Promise<Libc | undefined> {
  return (loading ??= load())
}

async function load(): Promise<Libc | undefined> {
  try {
    const { default: koffi } = await import('koffi')
    // The process itself has it loaded already, whatever it is called here.
    return { library: koffi.load(null), errno: () => koffi.errno(), addressOf: (memory) => koffi.address(memory) }
  } catch {
    return undefined
  }
}
