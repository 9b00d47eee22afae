import { CaptureError } from '../../../files/error.ts'
import { type Libc, loadLibc } from '../../libc.ts'
import type { LiveEvent } from '../../live-capture.ts'
import { LinkEvents } from './link-events.ts'
import { listRequest, readMessages, type NetlinkMessage } from './netlink.ts'

/**
 * Reports changes of interfaces on Linux through a netlink socket, whose descriptor a loop can poll with others. Needs
 * no privileges. No method blocks. Pseudo-interfaces such as `any` have no events.
 *
 *     const watch = new LinkWatch(libc, ['eth0'])
 *     // whenever poll says that watch.descriptor can be read
 *     for (const event of watch.read()) onEvent(event)
 */
export class LinkWatch {
  readonly descriptor: number
  private readonly memory = new Uint8Array(64 << 10)
  private readonly events: LinkEvents
  private readonly call: ReturnType<typeof functionsOf>
  private sequence = 0
  private open = true

  /** Interfaces are given by current name. Throws a CaptureError (`unsupported`) if netlink is not available. */
  constructor(
    private readonly libc: Libc,
    names: readonly string[],
  ) {
    this.call = netlinkCalls(libc)
    this.events = new LinkEvents(names)
    this.descriptor = openNetlink(this.call)
    // The family in the first two bytes, in any byte order; the kernel chooses the port ID.
    const address = new Uint32Array([0, 0, groups])
    new Uint16Array(address.buffer)[0] = netlinkFamily
    if (this.descriptor < 0 || this.call.bind(this.descriptor, address, address.byteLength) < 0) throw this.failure()
    // The initial state is not an event.
    this.list()
  }

  /** The events since the last call. */
  read(): LiveEvent[] {
    const events: LiveEvent[] = []
    // Bounded, so that a flood does not block the caller: poll reports that there is more.
    for (let turn = 0; turn < 100; turn++) {
      const messages = this.receive()
      if (messages === 'none') break
      if (messages === 'lost') {
        events.push(...this.list())
        break
      }
      events.push(...this.events.take(messages))
    }
    return events
  }

  close(): void {
    if (this.open && this.descriptor >= 0) this.call.close(this.descriptor)
    this.open = false
  }

  /** Compares the known state with the current one, at the beginning and after lost messages. */
  private list(): LiveEvent[] {
    const events: LiveEvent[] = []
    for (let attempt = 0, complete = false; attempt < 3 && !complete; attempt++) {
      this.events.beginList()
      complete = this.listAll('links', events) && this.listAll('addresses', events)
      events.push(...this.events.endList(complete))
    }
    return events
  }

  /** Returns whether the list is complete. */
  private listAll(of: 'links' | 'addresses', events: LiveEvent[]): boolean {
    const request = listRequest(of, ++this.sequence)
    if (this.call.send(this.descriptor, request, request.length, 0) < 0) return false
    // The kernel produces the reply within the read call: each turn returns data until the end.
    for (let turn = 0, complete = true; turn < 10_000; turn++) {
      const messages = this.receive()
      if (messages === 'none') return false
      if (messages === 'lost') {
        complete = false
        continue
      }
      events.push(...this.events.take(messages))
      const replies = messages.filter(({ sequence }) => sequence === this.sequence)
      if (replies.some(({ interrupted }) => interrupted)) complete = false
      const end = replies.find(({ kind }) => kind === 'end')
      if (end?.kind === 'end') return complete && end.error === 0
    }
    return false
  }

  private receive(): NetlinkMessage[] | 'none' | 'lost' {
    if (!this.open) return 'none'
    const length = this.call.recv(this.descriptor, this.memory, this.memory.length, dontWait | wholeLength)
    if (length > this.memory.length) return 'lost'
    if (length >= 0) return readMessages(this.memory.subarray(0, length))
    return this.libc.errno() === noBufferSpace ? 'lost' : 'none'
  }

  private failure(): CaptureError {
    const found = `error number ${this.libc.errno()}`
    this.close()
    return new CaptureError({
      code: 'unsupported',
      expected: 'a netlink socket for interface events',
      found,
    })
  }
}

/** A watch on Linux; undefined elsewhere. */
export async function watchLinks(names: readonly string[]): Promise<LinkWatch | undefined> {
  const libc = process.platform === 'linux' ? await loadLibc() : undefined
  try {
    return libc && new LinkWatch(libc, names)
  } catch {
    return undefined
  }
}

/** Opens a netlink socket in the network namespace of the calling thread; negative on failure. */
export function openNetlink({ socket }: ReturnType<typeof netlinkCalls>): number {
  return socket(netlinkFamily, rawSocket | closeOnExec, routeProtocol)
}

/** The C functions. Declared once: koffi never frees a declaration. */
export function netlinkCalls(libc: Libc): ReturnType<typeof functionsOf> {
  return (functions ??= functionsOf(libc))
}

let functions: ReturnType<typeof functionsOf> | undefined

function functionsOf({ library }: Libc) {
  return {
    socket: library.func('int socket(int family, int type, int protocol)') as (
      family: number,
      type: number,
      protocol: number,
    ) => number,
    bind: library.func('int bind(int socket, const void *address, uint length)') as (
      socket: number,
      address: Uint32Array,
      length: number,
    ) => number,
    send: library.func('intptr_t send(int socket, const void *memory, size_t length, int flags)') as Transfer,
    recv: library.func('intptr_t recv(int socket, void *memory, size_t length, int flags)') as Transfer,
    close: library.func('int close(int descriptor)') as (descriptor: number) => number,
  }
}

type Transfer = (socket: number, memory: Uint8Array, length: number, flags: number) => number

const [netlinkFamily, rawSocket, closeOnExec, routeProtocol] = [16, 3, 0o2000000, 0]
/** Multicast groups: RTMGRP_LINK, RTMGRP_IPV4_IFADDR, RTMGRP_IPV6_IFADDR. */
const groups = 0x1 | 0x10 | 0x100
const [dontWait, wholeLength] = [0x40, 0x20]
const noBufferSpace = 105
