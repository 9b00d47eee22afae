import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { hostAndPort, type TcpAddress } from './tcp-address.ts'

/** Connects, or waits for one that does and for no more. Rejects with what the system says. */
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

/** What the system says of a connection, in words. */
export function connectionTrouble(error: unknown): string {
  const {
    code = '',
    message,
    errors,
  } = error as NodeJS.ErrnoException & { readonly errors?: readonly NodeJS.ErrnoException[] }
  // A name with several addresses was tried at each of them.
  return knownTroubles[code] ?? (message || errors?.[0]?.message) ?? 'none'
}

const knownTroubles: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'that nobody listens there',
  ECONNRESET: 'that the other side broke it off',
  EPIPE: 'that the other side has closed it',
  ENOTFOUND: 'no machine of this name',
  EAI_AGAIN: 'that the name could not be looked up',
  ETIMEDOUT: 'no answer',
  EHOSTUNREACH: 'no way there',
  ENETUNREACH: 'no way there',
  EADDRINUSE: 'that somebody listens there already',
  EADDRNOTAVAIL: 'that this machine does not have the address',
  EACCES: 'that the system forbids it',
}
