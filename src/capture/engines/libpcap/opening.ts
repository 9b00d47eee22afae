import { totalmem } from 'node:os'
import { CaptureError } from '../../../files/error.ts'
import type { CaptureSettings } from '../engine.ts'
import { activationFailure, refused } from './failure.ts'
import type { Libpcap } from './library.ts'

/** Default snap length, the same as in tcpdump and Wireshark. */
const usualSnapLength = 262_144

/** Milliseconds until the kernel delivers an incomplete block. */
export const handOver = 10

/** Kernel buffer in bytes: 200 ms of 750,000 small packets per second, while the fetching thread waits for a CPU. */
const usualBufferSize = 32 << 20

/** The pseudo-interface of Linux that captures from all of them. */
const allInterfaces = 'any'

/** Opens an interface in non-blocking mode; unsupported options are added to `unmet`. Throws a CaptureError. */
export function openedHandle(libpcap: Libpcap, name: string, settings: CaptureSettings, unmet: string[]): bigint {
  const handle = created(libpcap, name)
  const opening = { libpcap, handle, name, unmet }
  try {
    activate(opening, settings)
    choose(opening, settings)
    setFilter(opening, settings.captureFilter)
    return handle
  } catch (error) {
    libpcap.close(handle)
    throw error
  }
}

/** Creates a handle that is not yet activated. */
export function created(libpcap: Libpcap, name: string): bigint {
  const error = new Uint8Array(errorLength)
  const handle = libpcap.create(name, error)
  if (handle === null) throw refused(name, 'an interface that can be captured from', textOf(error))
  return handle
}

interface Opening {
  readonly libpcap: Libpcap
  readonly handle: bigint
  readonly name: string
  readonly unmet: string[]
}

function activate(opening: Opening, settings: CaptureSettings): void {
  const { libpcap, handle, name, unmet } = opening
  const {
    snapLength = usualSnapLength,
    promiscuous = true,
    monitorMode = false,
    immediate = false,
    timestampPrecision = 'nano',
  } = settings
  libpcap.setSnapLength(handle, snapLength)
  libpcap.setPromiscuous(handle, promiscuous ? 1 : 0)
  libpcap.setTimeout(handle, handOver)
  libpcap.setImmediate(handle, immediate ? 1 : 0)
  libpcap.setBufferSize(handle, bufferSizeOf(opening, settings))
  libpcap.setTimestampPrecision(handle, timestampPrecision === 'nano' ? 1 : 0)
  if (monitorMode) {
    const can = libpcap.canSetMonitorMode(handle)
    if (can !== 1)
      throw activationFailure(
        name,
        can === 0 ? monitorModeNotSupported : can,
        libpcap.error(handle),
        libpcap.statusText(can),
      )
    libpcap.setMonitorMode(handle, 1)
  }
  if (settings.timestampType !== undefined) setTimestampType(opening, settings.timestampType)
  const status = libpcap.activate(handle)
  if (status < 0) throw activationFailure(name, status, libpcap.error(handle), libpcap.statusText(status))
  if (status > 0) unmet.push(libpcap.error(handle) || libpcap.statusText(status))
  const error = new Uint8Array(errorLength)
  if (libpcap.setNonBlocking(handle, 1, error) < 0)
    throw refused(name, 'an interface that can be polled', textOf(error))
}

/** The kernel allocates the buffer at once, from physical memory. */
function bufferSizeOf({ name, unmet }: Opening, { bufferSize = usualBufferSize }: CaptureSettings): number {
  const longest = Math.floor(Math.min(longestBuffer, totalmem() / 8))
  if (bufferSize > longest)
    unmet.push(
      `the kernel buffer of ${name} is limited to ${longest >> 20} MiB: ` +
        'an eighth of the memory of this host, at most 1 GiB',
    )
  return Math.min(bufferSize, longest)
}

/** Options that can be set only after activation. */
function choose({ libpcap, handle, name }: Opening, { linkType, direction = 'inout' }: CaptureSettings): void {
  if (linkType !== undefined) {
    const number = libpcap.linkTypeNamed(linkType)
    if (number < 0)
      throw new CaptureError({
        code: 'unsupported',
        path: name,
        expected: 'the name of a link type',
        found: JSON.stringify(linkType),
        advice: see('-L'),
      })
    if (libpcap.setLinkType(handle, number) < 0) {
      throw new CaptureError({
        code: 'unsupported',
        path: name,
        expected: `the link type ${linkType}`,
        found: libpcap.error(handle),
        advice: see('-L'),
      })
    }
  }
  // Its second version says which interface saw a packet. An old libpcap has only the first.
  if (linkType === undefined && name === allInterfaces) libpcap.setLinkType(handle, libpcap.linkTypeNamed('LINUX_SLL2'))
  // pcap_direction_t
  const directions = { inout: 0, in: 1, out: 2 }
  if (direction !== 'inout' && libpcap.setDirection(handle, directions[direction]) < 0) {
    throw new CaptureError({
      code: 'unsupported',
      path: name,
      expected: `packets of one direction (${direction})`,
      found: libpcap.error(handle),
    })
  }
}

function setTimestampType({ libpcap, handle, name, unmet }: Opening, wanted: string): void {
  const type = libpcap.timestampTypeNamed(wanted)
  if (type < 0)
    throw new CaptureError({
      code: 'unsupported',
      path: name,
      expected: 'the name of a timestamp type',
      found: JSON.stringify(wanted),
      advice: see('-J'),
    })
  const status = libpcap.setTimestampType(handle, type)
  if (status !== 0)
    unmet.push(
      `${name} does not support the timestamp type ${wanted}${status < 0 ? `: ${libpcap.statusText(status)}` : ''}`,
    )
}

function setFilter({ libpcap, handle, name }: Opening, text: string | undefined): void {
  if (text === undefined || text.trim() === '') return
  const [network, mask] = [new Uint32Array(1), new Uint32Array(1)]
  const known = libpcap.network(name, network, mask, new Uint8Array(errorLength)) === 0
  const program = new Uint8Array(programLength)
  if (libpcap.compile(handle, program, text, 1, known ? mask[0]! : unknownMask) !== 0) {
    throw new CaptureError({
      code: 'bad-filter',
      path: name,
      expected: 'a capture filter',
      found: `${JSON.stringify(text)}: ${libpcap.error(handle)}`,
    })
  }
  const status = libpcap.setFilter(handle, program)
  libpcap.freeFilter(program)
  if (status !== 0) throw refused(name, 'a capture filter that the kernel accepts', libpcap.error(handle))
}

const textOf = (error: Uint8Array) => Buffer.from(error.subarray(0, error.indexOf(0))).toString()
const see = (letter: string) => `See onwire live ${letter}`

const errorLength = 256
/** struct bpf_program, on any system. */
const programLength = 16
const unknownMask = 0xffff_ffff
const longestBuffer = 1 << 30
const monitorModeNotSupported = -6
