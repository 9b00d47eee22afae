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
