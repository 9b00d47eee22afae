import type { Socket } from 'node:net'
import { CaptureError } from '../../files/error.ts'
import type { ByteSink } from './byte-sink.ts'
import { parseTcpAddress } from '../remote/tcp-address.ts'
import { connectionTrouble, openConnection } from '../remote/tcp-connection.ts'

/**
 * Sends what is written over TCP (PCAP-over-IP): `tcp://host:port` connects, `tcp-listen://host:port` waits for one
 * reader, as a named pipe does. Rejects with a CaptureError (`unwritable`).
 */
export async function openTcpSink(path: string): Promise<ByteSink> {
  const address = parseTcpAddress(path)
  try {
    return new TcpSink((await openConnection(address)).setNoDelay(), path)
  } catch (error) {
    throw failure(path, error)
  }
}

class TcpSink implements ByteSink {
  readonly immediate = false
  private broken: Error | undefined

  constructor(
    private readonly socket: Socket,
    private readonly path: string,
  ) {
    socket.on('error', (error) => {
      this.broken = error
    })
    // A reader has nothing to say; unread, what it says would keep the end of the connection from being seen.
    socket.resume()
  }

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.broken) return reject(failure(this.path, this.broken))
      this.socket.write(bytes, (error) => (error ? reject(failure(this.path, this.broken ?? error)) : resolve()))
    })
  }

  /** Done when the system has all, so that a reader gets it also after this program has ended. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      if (this.broken || this.socket.destroyed) return resolve()
      this.socket.once('close', () => resolve())
      this.socket.end(() => this.socket.destroySoon())
    })
  }
}

/** Without its cause: a reader that is gone is no reason to end in silence, as it is for a pipe. */
function failure(path: string, error: unknown): CaptureError {
  return new CaptureError({
    code: 'unwritable',
    path,
    expected: 'a connection to a reader',
    found: connectionTrouble(error),
  })
}
