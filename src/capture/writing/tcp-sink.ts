import type { Socket } from 'node:net'
import { CaptureError } from '../../files/error.ts'
import type { ByteSink, WaitOptions } from './byte-sink.ts'
import { parseTcpAddress } from '../remote/tcp-address.ts'
import { connectionTrouble } from '../remote/connection-trouble.ts'
import { openConnection } from '../remote/tcp-connection.ts'

/**
 * Sends data over TCP (PCAP-over-IP): `tcp://host:port` connects, `tcp-listen://host:port` waits for one reader.
 * Rejects with a CaptureError (`unwritable`).
 */
export async function openTcpSink(path: string, { signal, onWaiting }: WaitOptions = {}): Promise<ByteSink> {
  const address = parseTcpAddress(path)
  try {
    return new TcpSink((await openConnection(address, signal, onWaiting)).setNoDelay(), path)
  } catch (error) {
    throw failure(path, signal?.aborted ? new Error('none until the capture was ended') : error)
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
    // Discard received data: unread, it would hide the end of the connection.
    socket.resume()
  }

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.broken) return reject(failure(this.path, this.broken))
      this.socket.write(bytes, (error) => (error ? reject(failure(this.path, this.broken ?? error)) : resolve()))
    })
  }

  /** Resolves when the system has all data, so that the reader receives it even after this process has ended. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      if (this.broken || this.socket.destroyed) return resolve()
      this.socket.once('close', () => resolve())
      this.socket.end(() => this.socket.destroySoon())
    })
  }
}

/** Has no `cause`, so that a closed connection is reported, unlike a closed pipe. */
function failure(path: string, error: unknown): CaptureError {
  return new CaptureError({
    code: 'unwritable',
    path,
    expected: 'a connection to a reader',
    found: connectionTrouble(error),
  })
}
