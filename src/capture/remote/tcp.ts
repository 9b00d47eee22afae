import { CaptureError } from '../../files/error.ts'
import type { LiveCapture, OpenStreamOptions } from '../live-capture.ts'
import { openCaptureStream } from '../reading/live-stream.ts'
import { parseTcpAddress } from './tcp-address.ts'
import { connectionTrouble } from './connection-trouble.ts'

export interface OpenTcpOptions extends OpenStreamOptions {
  /** When listening: called with address and port once ready. */
  readonly onWaiting?: ((at: string) => void) | undefined
}

/**
 * Receives a pcap or pcapng capture over TCP (PCAP-over-IP): `tcp://host:port` connects, `tcp-listen://host:port` waits
 * for one sender. Ends when the sender does. Rejects with a CaptureError (`not-found`, `unreadable`, `not-a-capture`).
 *
 *     for await (const batch of await openTcp('tcp://probe.example:57012')) console.log(batch.length)
 */
export async function openTcp(name: string, options: OpenTcpOptions = {}): Promise<LiveCapture> {
  const { signal, reuseMemory = false, onWaiting } = options
  const address = parseTcpAddress(name)
  signal?.throwIfAborted()
  const { openConnection } = await import('./tcp-connection.ts')
  const socket = await openConnection(address, signal, onWaiting).catch((error: unknown) => {
    signal?.throwIfAborted()
    throw failure(name, error)
  })
  let broken: unknown
  socket.on('error', (error) => {
    broken = error
  })
  const close = () => {
    socket.destroy()
  }
  return openCaptureStream(
    socket,
    {
      name,
      engine: 'tcp',
      unmet: [],
      remarks: ['the filter and the drop counts of the sender are unknown'],
      // Data already sent still arrives.
      stop(atOnce) {
        socket.end()
        if (atOnce) close()
        else setTimeout(close, patience).unref()
      },
      close,
      failure: async () => (broken === undefined ? undefined : failure(name, broken)),
    },
    { reuseMemory, signal },
  )
}

/** Milliseconds for a stopped sender to end. */
const patience = 200

function failure(path: string, error: unknown): CaptureError {
  const code = (error as NodeJS.ErrnoException).code === 'ENOTFOUND' ? 'not-found' : 'unreadable'
  return new CaptureError({
    code,
    path,
    expected: 'a connection to a sender',
    found: connectionTrouble(error),
    cause: error,
  })
}
