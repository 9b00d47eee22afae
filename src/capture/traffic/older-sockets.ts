import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import type { Libc } from '../libc.ts'
import type { FlowPrograms } from './bpf/flow-programs.ts'
import { encodeEndpoint, encodeFlow, encodeOwner, type Owner } from './flow-records.ts'
import { SocketCalls } from './socket-calls.ts'

/**
 * Tells the programs of the sockets that processes have already: those that are connected are flows, those that wait for packets are bound, and
 * any other is known by its cookie once it sends. Returns the processes whose sockets may not be looked at.
 */
export function learnOlderSockets(pids: readonly number[], programs: FlowPrograms, libc: Libc): readonly number[] {
  const sockets = SocketCalls.on(libc)
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
