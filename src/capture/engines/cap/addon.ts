import { CaptureError } from '../../../files/error.ts'

/** The part of the API of the package `cap` that is used. */
export interface CapAddon {
  readonly Cap: {
    new (): CapObject
    deviceList(): readonly CapDevice[]
  }
}

export interface CapObject {
  /** Returns the name of the link type: see `linkTypeOfCap`. */
  open(device: string, captureFilter: string, bufferSize: number, memory: Uint8Array): string
  close(): boolean
  on(event: 'packet', listener: (length: number, truncated: boolean) => void): unknown
}

export interface CapDevice {
  readonly name: string
  readonly description?: string
  readonly addresses: readonly { readonly addr?: string }[]
}

/** The LINKTYPE_ number of a link type name of `cap`; undefined if unknown. */
export function linkTypeOfCap(name: string): number | undefined {
  const unknown = /^Unknown linktype (\d+)$/.exec(name)
  return unknown ? Number(unknown[1]) : linkTypes[name]
}

const linkTypes: Readonly<Record<string, number>> = {
  NULL: 0,
  ETHERNET: 1,
  RAW: 101,
  LINKTYPE_LINUX_SLL: 113,
  IEEE802_11_RADIO: 127,
}

/** Loads the package. Rejects with a CaptureError (`no-engine`) if this optional dependency is missing. */
export async function loadCap(): Promise<CapAddon> {
  try {
    return (await load('cap')).default
  } catch (error) {
    throw notLoaded(error)
  }
}

/**
 * The name is a variable, so that the compiler does not look for types, which the package lacks, and bundlers of
 * programs not for the package, which may not be there.
 */
const load = (name: string) => import(name) as Promise<{ readonly default: CapAddon }>

/** Explains, by the error message, why the package could not be loaded. */
export function notLoaded(cause: unknown): CaptureError {
  const message = cause instanceof Error ? cause.message : `${cause}`
  const [found, advice] = reasons.find(([pattern]) => pattern.test(message))?.[1] ?? [message.split('\n')[0]!, rebuild]
  return new CaptureError({
    code: 'no-engine',
    expected: 'the package cap, for live capture',
    found,
    advice,
    cause,
  })
}

const rebuild = 'Rebuild it: npm rebuild cap'
const libraries =
  'Install libpcap (Debian: apt-get install libpcap-dev; Fedora: dnf install libpcap-devel; Windows: https://npcap.com)'

const reasons: readonly (readonly [RegExp, readonly [found: string, advice: string]])[] = [
  [/NODE_MODULE_VERSION/, ['a build for another version of Node', rebuild]],
  [/libpcap|wpcap/i, ['no libpcap', `${libraries}, then: npm rebuild cap`]],
  [/cap\.node'/, ['a package without its compiled addon', `${libraries} and a C++ compiler, then: npm rebuild cap`]],
  [/Cannot find (package|module) 'cap'/, ['no such package', `${libraries} and a C++ compiler, then: npm install cap`]],
]
