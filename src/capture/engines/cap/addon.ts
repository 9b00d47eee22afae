import { CaptureError } from '../../../files/error.ts'

/** What the package `cap` offers, as far as it is used here. */
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

/** The LINKTYPE_ number that a name of `cap` stands for; undefined for a name it does not use. */
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

/** Loads the package. Rejects with a CaptureError (`no-engine`): not to have it is a normal state. */
export async function loadCap(): Promise<CapAddon> {
  try {
    // Not written into the call, so that the compiler does not look for types the package does not have.
    const name = 'cap'
    const { default: addon } = (await import(name)) as { readonly default: CapAddon }
    return addon
  } catch (error) {
    throw notLoaded(error)
  }
}

/** Why the package could not be loaded, and what to do, by what Node or the system says. */
export function notLoaded(cause: unknown): CaptureError {
  const message = cause instanceof Error ? cause.message : `${cause}`
  const [found, advice] = reasons.find(([pattern]) => pattern.test(message))?.[1] ?? [message.split('\n')[0]!, rebuild]
  return new CaptureError({
    code: 'no-engine',
    expected: 'the package cap, which live capture goes through',
    found,
    advice,
    cause,
  })
}

const rebuild = 'Build it again: npm rebuild cap'
const libraries =
  'Install libpcap (Debian: apt-get install libpcap-dev; Fedora: dnf install libpcap-devel; Windows: https://npcap.com)'

const reasons: readonly (readonly [RegExp, readonly [found: string, advice: string]])[] = [
  [/NODE_MODULE_VERSION/, ['that it was built for another version of Node', rebuild]],
  [/libpcap|wpcap/i, ['that libpcap is missing', `${libraries}, then: npm rebuild cap`]],
  [/cap\.node'/, ['that it is installed, but was not built', `${libraries} and a C++ compiler, then: npm rebuild cap`]],
  [
    /Cannot find (package|module) 'cap'/,
    ['that it is not installed', `${libraries} and a C++ compiler, then: npm install cap`],
  ],
]
