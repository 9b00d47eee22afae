/** The secrets of the TLS connections that this thread makes while it is recorded. */
import type { TLSSocket } from 'node:tls'
import { tlsKeyLog, type Secret } from '../../files/description.ts'

export interface OwnKeys {
  /** Grows as connections are made. */
  readonly secrets: readonly Secret[]
  end(): void
}

/**
 * Listens to each TLS socket that is made from now on, of clients and of servers (the event `keylog`): what sends
 * requests in Node.js (https, http2, fetch) does not hand on its sockets. Connections that were open before have told
 * their secrets.
 */
export function beginOwnKeys(): OwnKeys {
  const secrets: Secret[] = []
  let left = mostBytes
  const listener = (line: Uint8Array) => {
    left -= line.length
    if (left >= 0) secrets.push({ type: tlsKeyLog, bytes: Uint8Array.from(line) })
  }
  shared.listeners.add(listener)
  listen()
  return {
    secrets,
    end() {
      shared.listeners.delete(listener)
      if (shared.listeners.size === 0) unlisten()
    },
  }
}

type Listener = (line: Uint8Array) => void

interface Shared {
  readonly listeners: Set<Listener>
  /** What a socket begins with, as it was before. */
  init: Init | undefined
}

/** Both ways in which Node.js makes a socket, by itself and around another one, go through it. */
type Init = (this: TLSSocket, ...parts: readonly unknown[]) => unknown

/** Of all copies of this module in this thread, such as those of a test runner. */
const key = Symbol.for('onwire.keylog')
const shared = ((globalThis as { [key]?: Shared })[key] ??= { listeners: new Set(), init: undefined })

const socketPrototype = () =>
  process.getBuiltinModule('node:tls').TLSSocket.prototype as unknown as { _init?: Init | undefined }

function listen(): void {
  const prototype = socketPrototype()
  const { _init: init } = prototype
  if (shared.init !== undefined || init === undefined) return
  shared.init = init
  const tell: Listener = (line) => {
    for (const each of shared.listeners) each(line)
  }
  prototype._init = function (...parts) {
    const result = init.apply(this, [...parts])
    this.on('keylog', tell)
    return result
  }
}

function unlisten(): void {
  if (shared.init === undefined) return
  socketPrototype()._init = shared.init
  shared.init = undefined
}

/** As much as a capture may hold. */
const mostBytes = 8 << 20
