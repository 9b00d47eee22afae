import { CaptureError } from '../../../files/error.ts'
import { activationFailure, refused } from './failure.ts'
import { created } from './opening.ts'
import { loadLibpcap, type Libpcap } from './library.ts'
import { permissionAdvice } from '../permission/permission.ts'
import { permissionFacts } from '../permission/permission-facts.ts'

/** The capabilities of an interface, each with name and description. */
export interface InterfaceChoices {
  /** The first one is the default. */
  readonly linkTypes: readonly Choice[]
  readonly timestampTypes: readonly Choice[]
}

export interface Choice {
  readonly name: string
  readonly description: string
}

/**
 * Queries libpcap, which opens the interface for this. Rejects with a CaptureError: `no-engine`, `no-permission`,
 * `no-such-interface`, `interface-failed`.
 */
export async function interfaceChoices(name: string, { monitorMode = false } = {}): Promise<InterfaceChoices> {
  const libpcap = await loadLibpcap()
  const handle = created(libpcap, name)
  try {
    const timestampTypes = numbers(libpcap, name, handle, libpcap.listTimestampTypes, libpcap.freeTimestampTypes)
    if (monitorMode) libpcap.setMonitorMode(handle, 1)
    const status = libpcap.activate(handle)
    if (status < 0)
      throw await withAdvice(activationFailure(name, status, libpcap.error(handle), libpcap.statusText(status)), name)
    const linkTypes = numbers(libpcap, name, handle, libpcap.listLinkTypes, libpcap.freeLinkTypes)
    return {
      linkTypes: linkTypes.map((number) => ({
        name: libpcap.linkTypeName(number) ?? `${number}`,
        description: libpcap.linkTypeDescription(number) ?? '',
      })),
      timestampTypes: timestampTypes.map((number) => ({
        name: libpcap.timestampTypeName(number) ?? `${number}`,
        description: libpcap.timestampTypeDescription(number) ?? '',
      })),
    }
  } finally {
    libpcap.close(handle)
  }
}

/** Adds advice for this host to a permission error. */
async function withAdvice(failure: CaptureError, name: string): Promise<CaptureError> {
  if (failure.code !== 'no-permission') return failure
  const { code, path, expected, found } = failure
  return new CaptureError({ code, path, expected, found, advice: permissionAdvice(await permissionFacts([name])) })
}

function numbers(
  libpcap: Libpcap,
  name: string,
  handle: bigint,
  list: Libpcap['listLinkTypes'],
  free: Libpcap['freeLinkTypes'],
): readonly number[] {
  const at: [bigint | null] = [null]
  const count = list(handle, at)
  if (count < 0) throw refused(name, 'a list of its capabilities', libpcap.error(handle))
  const found = count === 0 ? [] : Array.from(libpcap.koffi.decode(at[0], 'int', count) as Int32Array)
  if (at[0] !== null) free(at[0])
  return found
}
