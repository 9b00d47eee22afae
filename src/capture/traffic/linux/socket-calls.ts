import { closeSync } from 'node:fs'
import type { Libc } from '../../libc.ts'
import type { SocketAddress } from '../exact/flow-records.ts'

/** Queries of sockets: socket(7), and pidfd_getfd(2) for those of another process. */
export class SocketCalls {
  private readonly call
  private readonly getOption
  private readonly getLocal
  private readonly getRemote

  private constructor(private readonly libc: Libc) {
    const { library } = libc
    this.call = library.func('long syscall(long number, int a, int b, uint c)') as (
      number: number,
      a: number,
      b: number,
      c: number,
    ) => number | bigint
    this.getOption = library.func('int getsockopt(int socket, int level, int name, void *value, void *length)') as (
      socket: number,
      level: number,
      name: number,
      value: Uint32Array,
      length: Uint32Array,
    ) => number
    this.getLocal = library.func('int getsockname(int socket, void *address, void *length)') as GetAddress
    this.getRemote = library.func('int getpeername(int socket, void *address, void *length)') as GetAddress
  }

  /** Declared once: koffi never frees a declaration. */
  static on(libc: Libc): SocketCalls {
    return (only ??= new SocketCalls(libc))
  }

  openProcess(pid: number): BorrowedProcess | Refusal {
    if (pid === process.pid) return { borrow: (descriptor, use) => (use(descriptor), undefined), close: () => {} }
    const opened = Number(this.call(openPidDescriptor, pid, 0, 0))
    if (opened < 0) return this.refusal()
    return {
      borrow: (descriptor, use) => {
        const copy = Number(this.call(getPidDescriptor, opened, descriptor, 0))
        if (copy < 0) return this.refusal()
        try {
          use(copy)
          return undefined
        } finally {
          closeSync(copy)
        }
      },
      close: () => closeSync(opened),
    }
  }

  /** Undefined if it is not an IP socket. */
  kind(socket: number): SocketKind | undefined {
    if (![ipv4Family, ipv6Family].includes(this.option(socket, socketDomain))) return undefined
    return { raw: this.option(socket, socketType) === rawSocket, protocol: this.option(socket, socketProtocol) & 0xff }
  }

  /** The socket cookie. */
  cookie(socket: number): bigint {
    const value = new Uint32Array(2)
    this.getOption(socket, socketLevel, socketCookie, value, Uint32Array.of(8))
    return (BigInt(value[1]!) << 32n) | BigInt(value[0]!)
  }

  localAddress(socket: number): SocketAddress | undefined {
    return addressBy(this.getLocal, socket)
  }

  /** Undefined if it is not connected. */
  remoteAddress(socket: number): SocketAddress | undefined {
    return addressBy(this.getRemote, socket)
  }

  /** The reason of the last failure. */
  private refusal(): Refusal {
    return [noProcess, badDescriptor].includes(this.libc.errno()) ? 'gone' : 'hidden'
  }

  private option(socket: number, name: number): number {
    const value = new Uint32Array(1)
    this.getOption(socket, socketLevel, name, value, Uint32Array.of(4))
    return value[0]!
  }
}

let only: SocketCalls | undefined

interface SocketKind {
  readonly raw: boolean
  /** IP protocol number; MPTCP counts as TCP, as on the wire. */
  readonly protocol: number
}

type GetAddress = (socket: number, address: Uint8Array, length: Uint32Array) => number

export interface BorrowedProcess {
  /** Duplicates one of its sockets, or returns the reason of the failure. */
  borrow(descriptor: number, use: (socket: number) => void): Refusal | undefined
  close(): void
}

/** The process or descriptor is gone, or access is denied. */
export type Refusal = 'gone' | 'hidden'

/** struct sockaddr_in and sockaddr_in6. */
function addressBy(get: GetAddress, socket: number): SocketAddress | undefined {
  const bytes = new Uint8Array(28)
  if (get(socket, bytes, Uint32Array.of(bytes.length)) !== 0) return undefined
  const port = (bytes[2]! << 8) | bytes[3]!
  return { port, address: bytes[0] === ipv4Family ? bytes.subarray(4, 8) : bytes.subarray(8, 24) }
}

const [openPidDescriptor, getPidDescriptor] = [434, 438]
/** ESRCH, EBADF */
const [noProcess, badDescriptor] = [3, 9]
/** SOL_SOCKET and its SO_TYPE, SO_PROTOCOL, SO_DOMAIN, SO_COOKIE of Linux. */
const socketLevel = 1
const [socketType, socketProtocol, socketDomain, socketCookie] = [3, 38, 39, 57]
const [ipv4Family, ipv6Family] = [2, 10]
const rawSocket = 3
