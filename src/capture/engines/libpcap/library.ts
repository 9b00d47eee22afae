import type koffiTypes from 'koffi'
import { CaptureError } from '../../../files/error.ts'

/** The functions of libpcap and of the C library that are used, called through koffi. A pointer is a bigint. */
export type Libpcap = Awaited<ReturnType<typeof load>>

let loading: Promise<Libpcap> | undefined

/**
 * Loads koffi and libpcap, once. Rejects with a CaptureError (`no-engine`) if one of them is not installed.
 * https://www.tcpdump.org/manpages/pcap.3pcap.html
 */
export function loadLibpcap(): Promise<Libpcap> {
  return (loading ??= load())
}

async function load() {
  const koffi = await loadKoffi()
  const pcap = loadFirst(koffi, libraries[process.platform] ?? [])
  const libc = koffi.load(null)
  return {
    koffi,
    pcap,
    libc,
    ...openingFunctions(pcap),
    ...settingFunctions(pcap),
    ...linkTypeFunctions(pcap),
    ...filterFunctions(pcap),
    ...packetFunctions(pcap),
    ...memoryFileFunctions(libc),
    ...systemFunctions(libc),
  } as const
}

/** Handles, their activation and errors. */
const openingFunctions = (pcap: Library) =>
  ({
    version: pcap.func('const char *pcap_lib_version()') as () => string,
    create: pcap.func('void *pcap_create(const char *device, _Out_ uint8_t *error)') as (
      device: string,
      error: Uint8Array,
    ) => bigint | null,
    activate: pcap.func('int pcap_activate(void *p)') as (handle: bigint) => number,
    setNonBlocking: pcap.func('int pcap_setnonblock(void *p, int on, _Out_ uint8_t *error)') as (
      handle: bigint,
      on: number,
      error: Uint8Array,
    ) => number,
    snapLength: pcap.func('int pcap_snapshot(void *p)') as (handle: bigint) => number,
    error: pcap.func('const char *pcap_geterr(void *p)') as (handle: bigint) => string,
    statusText: pcap.func('const char *pcap_statustostr(int status)') as (status: number) => string,
    close: pcap.func('void pcap_close(void *p)') as (handle: bigint) => void,
  }) as const

/** Settings before activation, and the direction after it. */
const settingFunctions = (pcap: Library) =>
  ({
    setSnapLength: pcap.func('int pcap_set_snaplen(void *p, int bytes)') as Setting,
    setPromiscuous: pcap.func('int pcap_set_promisc(void *p, int on)') as Setting,
    setMonitorMode: pcap.func('int pcap_set_rfmon(void *p, int on)') as Setting,
    canSetMonitorMode: pcap.func('int pcap_can_set_rfmon(void *p)') as (handle: bigint) => number,
    setTimeout: pcap.func('int pcap_set_timeout(void *p, int milliseconds)') as Setting,
    setImmediate: pcap.func('int pcap_set_immediate_mode(void *p, int on)') as Setting,
    setBufferSize: pcap.func('int pcap_set_buffer_size(void *p, int bytes)') as Setting,
    setTimestampType: pcap.func('int pcap_set_tstamp_type(void *p, int type)') as Setting,
    setTimestampPrecision: pcap.func('int pcap_set_tstamp_precision(void *p, int precision)') as Setting,
    timestampTypeNamed: pcap.func('int pcap_tstamp_type_name_to_val(const char *name)') as (name: string) => number,
    timestampTypeName: pcap.func('const char *pcap_tstamp_type_val_to_name(int type)') as (
      type: number,
    ) => string | null,
    timestampTypeDescription: pcap.func('const char *pcap_tstamp_type_val_to_description(int type)') as (
      type: number,
    ) => string | null,
    listTimestampTypes: pcap.func('int pcap_list_tstamp_types(void *p, _Out_ void **types)') as List,
    freeTimestampTypes: pcap.func('void pcap_free_tstamp_types(void *types)') as (types: bigint) => void,
    setDirection: pcap.func('int pcap_setdirection(void *p, int direction)') as Setting,
  }) as const

const linkTypeFunctions = (pcap: Library) =>
  ({
    listLinkTypes: pcap.func('int pcap_list_datalinks(void *p, _Out_ void **types)') as List,
    freeLinkTypes: pcap.func('void pcap_free_datalinks(void *types)') as (types: bigint) => void,
    linkTypeNamed: pcap.func('int pcap_datalink_name_to_val(const char *name)') as (name: string) => number,
    linkTypeName: pcap.func('const char *pcap_datalink_val_to_name(int type)') as (type: number) => string | null,
    linkTypeDescription: pcap.func('const char *pcap_datalink_val_to_description(int type)') as (
      type: number,
    ) => string | null,
    linkType: pcap.func('int pcap_datalink(void *p)') as (handle: bigint) => number,
    setLinkType: pcap.func('int pcap_set_datalink(void *p, int type)') as Setting,
  }) as const

const filterFunctions = (pcap: Library) =>
  ({
    network: pcap.func(
      'int pcap_lookupnet(const char *device, _Out_ uint32_t *net, _Out_ uint32_t *mask, _Out_ uint8_t *error)',
    ) as (device: string, net: Uint32Array, mask: Uint32Array, error: Uint8Array) => number,
    compile: pcap.func(
      'int pcap_compile(void *p, void *program, const char *filter, int optimize, uint32_t netmask)',
    ) as (handle: bigint, program: Uint8Array, filter: string, optimize: number, netmask: number) => number,
    setFilter: pcap.func('int pcap_setfilter(void *p, void *program)') as (
      handle: bigint,
      program: Uint8Array,
    ) => number,
    freeFilter: pcap.func('void pcap_freecode(void *program)') as (program: Uint8Array) => void,
  }) as const

/** Receiving and sending packets, and their counts. */
const packetFunctions = (pcap: Library) =>
  ({
    descriptor: pcap.func('int pcap_get_selectable_fd(void *p)') as (handle: bigint) => number,
    dispatch: pcap.func('int pcap_dispatch(void *p, int count, void *callback, void *user)') as (
      handle: bigint,
      count: number,
      callback: bigint,
      user: bigint,
    ) => number,
    /** The callback that appends a record to a dump. */
    dump: pcap.symbol('pcap_dump') as bigint,
    dumpTo: pcap.func('void *pcap_dump_fopen(void *p, void *file)') as (handle: bigint, file: bigint) => bigint | null,
    closeDump: pcap.func('void pcap_dump_close(void *dump)') as (dump: bigint) => void,
    statistics: pcap.func('int pcap_stats(void *p, _Out_ uint32_t *numbers)') as (
      handle: bigint,
      numbers: Uint32Array,
    ) => number,
    inject: pcap.func('int pcap_inject(void *p, const void *frame, size_t length)') as (
      handle: bigint,
      frame: Uint8Array,
      length: number,
    ) => number,
  }) as const

/** C files in memory, which libpcap dumps packets to. */
const memoryFileFunctions = (libc: Library) =>
  ({
    memoryFile: libc.func('void *fmemopen(void *memory, size_t size, const char *mode)') as (
      memory: Uint8Array,
      size: number,
      mode: string,
    ) => bigint | null,
    setFileBuffer: libc.func('int setvbuf(void *file, void *buffer, int mode, size_t size)') as (
      file: bigint,
      buffer: Uint8Array,
      mode: number,
      size: number,
    ) => number,
    flush: libc.func('int fflush(void *file)') as (file: bigint) => number,
    position: libc.func('long ftell(void *file)') as (file: bigint) => number,
    rewind: libc.func('void rewind(void *file)') as (file: bigint) => void,
  }) as const

/** Descriptors, sockets and interfaces. */
function systemFunctions(libc: Library) {
  const control = libc.func('int fcntl(int descriptor, int command, ...)') as (
    descriptor: number,
    command: number,
    type: string,
    value: number,
  ) => number
  return {
    pipe: libc.func('int pipe(_Out_ int *descriptors)') as (descriptors: Int32Array) => number,
    /** Keeps started programs from inheriting the descriptor. */
    closeOnExec: (descriptor: number) => control(descriptor, setDescriptorFlags, 'int', closeOnExecFlag),
    /** For descriptors opened here: Node warns about those it did not open itself. */
    closeDescriptor: libc.func('int close(int descriptor)') as (descriptor: number) => number,
    poll: libc.func('int poll(void *descriptors, unsigned long count, int milliseconds)') as (
      descriptors: Uint8Array,
      count: number,
      milliseconds: number,
    ) => number,
    socketOption: libc.func(
      'int getsockopt(int socket, int level, int name, _Out_ int *value, _Inout_ uint32_t *length)',
    ) as (socket: number, level: number, name: number, value: Int32Array, length: Uint32Array) => number,
    setSocketOption: libc.func(
      'int setsockopt(int socket, int level, int name, const int *value, uint32_t length)',
    ) as (socket: number, level: number, name: number, value: Int32Array, length: number) => number,
    interfaceNumber: libc.func('unsigned int if_nametoindex(const char *name)') as (name: string) => number,
    interfaceName: libc.func('const char *if_indextoname(unsigned int number, _Out_ uint8_t *name)') as (
      number: number,
      name: Uint8Array,
    ) => string | null,
  } as const
}

/** F_SETFD and FD_CLOEXEC, on any system. */
const [setDescriptorFlags, closeOnExecFlag] = [2, 1]

type Setting = (handle: bigint, value: number) => number
type List = (handle: bigint, list: [bigint | null]) => number
type Koffi = typeof koffiTypes
type Library = ReturnType<Koffi['load']>

async function loadKoffi(): Promise<Koffi> {
  if (process.platform === 'win32') throw missing('a system with libpcap', 'Windows: use the package cap')
  try {
    return (await import('koffi')).default
  } catch (cause) {
    throw missing('the package koffi, to call libpcap', 'no loadable package', 'Install it: npm install koffi', cause)
  }
}

function loadFirst(koffi: Koffi, names: readonly string[]): Library {
  let cause: unknown
  for (const name of names) {
    try {
      return koffi.load(name)
    } catch (error) {
      cause = error
    }
  }
  throw missing(
    'libpcap',
    'no such library',
    'Install it (Debian: apt-get install libpcap0.8; Fedora: dnf install libpcap; Alpine: apk add libpcap)',
    cause,
  )
}

/** Debian keeps the library name of version 0.8. */
const libraries: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['libpcap.so.1', 'libpcap.so.0.8', 'libpcap.so'],
  darwin: ['/usr/lib/libpcap.A.dylib', 'libpcap.dylib'],
  freebsd: ['libpcap.so.8', 'libpcap.so'],
  openbsd: ['libpcap.so'],
}

function missing(expected: string, found: string, advice?: string, cause?: unknown): CaptureError {
  return new CaptureError({ code: 'no-engine', expected, found, advice, cause })
}
