import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { hostAndPort, type TcpAddress } from './tcp-address.ts'

/** Connects, or listens for a single connection. Rejects with the system error. */
export async function openConnection(
  address: TcpAddress,
  signal?: AbortSignal,
  onWaiting?: (at: string) => void,
): Promise<Socket> {
  const { host, port, listen } = address
  if (listen) return accept(address, signal, onWaiting)
  const socket = connect({ host, port, ...(signal && { signal }) })
  await once(socket, 'connect')
  return socket
}

async function accept(
  { host, port }: TcpAddress,
  signal?: AbortSignal,
  onWaiting?: (at: string) => void,
): Promise<Socket> {
  const server = createServer()
  try {
    await once(server.listen({ port, host: host || 'localhost', ...(signal && { signal }) }), 'listening')
    const { address, port: chosen } = server.address() as AddressInfo
    onWaiting?.(hostAndPort(address, chosen))
    const [socket] = (await once(server, 'connection', signal && { signal })) as [Socket]
    return socket
  } finally {
    server.close()
  }
}

/** Describes a connection error. */
export function connectionTrouble(error: unknown): string {
  const {
    code = '',
    message,
    errors,
  } = error as NodeJS.ErrnoException & { readonly errors?: readonly NodeJS.ErrnoException[] }
  // A name with several addresses gives one error for each.
  return knownTroubles[code] ?? (message || errors?.[0]?.message) ?? 'none'
}

const knownTroubles: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset by the peer',
  EPIPE: 'a connection closed by the peer',
  ENOTFOUND: 'an unknown host name',
  EAI_AGAIN: 'a failed name lookup',
  ETIMEDOUT: 'no answer (timeout)',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the host',
  EADDRINUSE: 'an address already in use',
  EADDRNOTAVAIL: 'an address that this host does not have',
  EACCES: 'permission denied',
}
