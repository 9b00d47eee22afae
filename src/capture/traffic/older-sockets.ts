import { closeSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import type { Libc } from '../libc.ts'
import type { FlowPrograms } from './bpf/flow-programs.ts'
import { encodeEndpoint, encodeFlow, encodeOwner, type SocketAddress } from './flow-records.ts'

/**
 * Tells the programs of the sockets that processes have already: those that are connected are flows, those that wait for packets are bound, and
 * any other is known by its cookie once it sends. Returns the processes whose sockets may not be looked at.
 */
export function learnOlderSockets(pids: readonly number[], programs: FlowPrograms, libc: Libc): readonly number[] {
  const sockets = new SocketCalls(libc)
  return pids.filter((pid) => !learnFrom(pid, programs, sockets))
}

function learnFrom(pid: number, programs: FlowPrograms, sockets: SocketCalls): boolean {
  const descriptors = socketsOf(pid)
  if (descriptors.length === 0) return true
  const process = sockets.openProcess(pid)
  if (process === undefined) return false
  try {
    const owner = { pid, uid: statSync(`/proc/${pid}`).uid, name: readFileSync(`/proc/${pid}/comm`, 'utf8').trimEnd() }
    return descriptors.map((descriptor) => process.borrow(descriptor, (socket) => learn(socket, owner, programs, sockets))).every((borrowed) => borrowed)
  } catch (error) {
    // It may end at any moment, and needs nobody to look at it then.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    return true
  } finally {
    process.close()
  }
}

/** Its descriptors that are sockets of any kind. */
function socketsOf(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).filter((name) => linkOf(`/proc/${pid}/fd/${name}`)?.startsWith('socket:')).map(Number)
  } catch {
    return []
  }
}

function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}

function learn(socket: number, owner: { readonly pid: number, readonly uid: number, readonly name: string }, programs: FlowPrograms, sockets: SocketCalls): void {
  const domain = sockets.option(socket, socketDomain)
  if (domain !== ipv4Family && domain !== ipv6Family) return
  const cookie = sockets.cookie(socket)
  const known = encodeOwner({ ...owner, cookie })
  programs.update('owners', new Uint8Array(BigUint64Array.of(cookie).buffer), known)
  const [local, remote] = [sockets.localAddress(socket), sockets.remoteAddress(socket)]
  if (local === undefined || local.port === 0 || sockets.option(socket, socketType) === rawSocket) return
  const protocol = (sockets.option(socket, socketProtocol) ?? 0) & 0xff
  if (remote) programs.update('flows', encodeFlow({ protocol, local, remote }), known)
  else programs.update('binds', encodeEndpoint({ protocol, local }), encodeOwner({ ...owner, cookie: 0n }))
}

/** What can be asked of a socket: socket(7), and pidfd_getfd(2) for one of another process. */
class SocketCalls {
  private readonly call
  private readonly getOption
  private readonly getLocal
  private readonly getRemote

  constructor({ library }: Libc) {
    this.call = library.func('long syscall(long number, int a, int b, uint c)') as (number: number, a: number, b: number, c: number) => number | bigint
    this.getOption = library.func('int getsockopt(int socket, int level, int name, void *value, void *length)') as (socket: number, level: number, name: number, value: Uint32Array, length: Uint32Array) => number
    this.getLocal = library.func('int getsockname(int socket, void *address, void *length)') as GetAddress
    this.getRemote = library.func('int getpeername(int socket, void *address, void *length)') as GetAddress
  }

  /** Undefined if the process is gone, or may not be looked at. */
  openProcess(pid: number): BorrowedProcess | undefined {
    if (pid === process.pid) return { borrow: (descriptor, use) => (use(descriptor), true), close: () => {} }
    const opened = Number(this.call(openPidDescriptor, pid, 0, 0))
    if (opened < 0) return undefined
    return {
      borrow: (descriptor, use) => {
        const copy = Number(this.call(getPidDescriptor, opened, descriptor, 0))
        if (copy < 0) return false
        use(copy)
        closeSync(copy)
        return true
      },
      close: () => closeSync(opened),
    }
  }

  option(socket: number, name: number): number | undefined {
    const value = new Uint32Array(1)
    return this.getOption(socket, socketLevel, name, value, Uint32Array.of(4)) === 0 ? value[0] : undefined
  }

  cookie(socket: number): bigint {
    const value = new Uint32Array(2)
    this.getOption(socket, socketLevel, socketCookie, value, Uint32Array.of(8))
    return BigInt(value[1]!) << 32n | BigInt(value[0]!)
  }

  localAddress(socket: number): SocketAddress | undefined {
    return addressBy(this.getLocal, socket)
  }

  remoteAddress(socket: number): SocketAddress | undefined {
    return addressBy(this.getRemote, socket)
  }
}

type GetAddress = (socket: number, address: Uint8Array, length: Uint32Array) => number

interface BorrowedProcess {
  /** Gives a copy of one of its sockets; false if that may not be. */
  borrow(descriptor: number, use: (socket: number) => void): boolean
  close(): void
}

/** struct sockaddr_in and sockaddr_in6. */
function addressBy(get: GetAddress, socket: number): SocketAddress | undefined {
  const bytes = new Uint8Array(28)
  if (get(socket, bytes, Uint32Array.of(bytes.length)) !== 0) return undefined
  const port = bytes[2]! << 8 | bytes[3]!
  return { port, address: bytes[0] === ipv4Family ? bytes.subarray(4, 8) : bytes.subarray(8, 24) }
}

const [openPidDescriptor, getPidDescriptor] = [434, 438]
/** SOL_SOCKET and its SO_TYPE, SO_PROTOCOL, SO_DOMAIN, SO_COOKIE of Linux. */
const socketLevel = 1
const [socketType, socketProtocol, socketDomain, socketCookie] = [3, 38, 39, 57]
const [ipv4Family, ipv6Family] = [2, 10]
const rawSocket = 3
