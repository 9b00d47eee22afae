import type { Libc } from '../../libc.ts'
import { describeProcess, inodeOf, namesIn } from '../../processes/descriptors.ts'
import type { FlowPrograms } from '../bpf/flow-programs.ts'
import { encodeEndpoint, encodeFlow, encodeOwner, type Owner } from './flow-records.ts'
import { SocketCalls } from '../linux/socket-calls.ts'

/**
 * Registers the existing sockets of processes with the BPF programs: connected ones as flows, bound ones as endpoints,
 * and others by cookie, used once they send. Returns the processes whose sockets cannot be read.
 */
export function recordExistingSockets(pids: readonly number[], programs: FlowPrograms, libc: Libc): readonly number[] {
  const sockets = SocketCalls.on(libc)
  return pids.filter((pid) => !learnFrom(pid, programs, sockets))
}

/** Whether all existing sockets could be read; those closed in the meantime do not matter. */
function learnFrom(pid: number, programs: FlowPrograms, sockets: SocketCalls): boolean {
  const descriptors = socketsOf(pid)
  if (descriptors === undefined || descriptors.length === 0) return descriptors !== undefined
  const process = sockets.openProcess(pid)
  if (typeof process === 'string') return process === 'gone'
  try {
    const { user, name } = describeProcess('/proc', pid) ?? {}
    if (user === undefined || name === undefined) return true
    const owner = { pid, uid: user, name }
    const refusals = descriptors.map((descriptor) =>
      process.borrow(descriptor, (socket) => learn(socket, owner, programs, sockets)),
    )
    return !refusals.includes('hidden')
  } finally {
    process.close()
  }
}

/** Its descriptors that are sockets of any kind; undefined if they cannot be read. */
function socketsOf(pid: number): readonly number[] | undefined {
  const names = namesIn(`/proc/${pid}/fd`)
  const inodes = names?.map((name) => inodeOf(`/proc/${pid}/fd/${name}`))
  return inodes?.includes('hidden') ? undefined : names?.filter((_, at) => inodes![at] !== undefined).map(Number)
}

function learn(socket: number, owner: Omit<Owner, 'cookie'>, programs: FlowPrograms, sockets: SocketCalls): void {
  const kind = sockets.kind(socket)
  if (kind === undefined) return
  const cookie = sockets.cookie(socket)
  const known = encodeOwner({ ...owner, cookie })
  programs.update('owners', new Uint8Array(BigUint64Array.of(cookie).buffer), known)
  const [local, remote] = [sockets.localAddress(socket), sockets.remoteAddress(socket)]
  if (local === undefined || local.port === 0 || kind.raw) return
  const { protocol } = kind
  if (remote) programs.update('flows', encodeFlow({ protocol, local, remote }), known)
  else programs.update('binds', encodeEndpoint({ protocol, local }), encodeOwner({ ...owner, cookie: 0n }))
}
