import { CaptureError } from '../../files/error.ts'

/** Whether the reader of the output has gone, as in `onwire read trace.pcap | head`, which is not a failure. */
export function isBrokenPipe(error: unknown): boolean {
  const { cause } = error as CaptureError
  return error instanceof CaptureError && cause instanceof Error && 'code' in cause && cause.code === 'EPIPE'
}

/** Awaits a write, and ignores that its reader has gone. */
export async function unlessGone(writing: void | Promise<void>): Promise<void> {
  try {
    await writing
  } catch (error) {
    if (!isBrokenPipe(error)) throw error
  }
}
