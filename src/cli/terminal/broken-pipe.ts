import { CaptureError } from '../../files/error.ts'

/** Whether whoever read the output has gone, as in `onwire read trace.pcap | head`: no failure, they have had enough. */
export function isBrokenPipe(error: unknown): boolean {
  const { cause } = error as CaptureError
  return error instanceof CaptureError && cause instanceof Error && 'code' in cause && cause.code === 'EPIPE'
}

/** Passes over what nobody reads any more. */
export async function unlessGone(writing: void | Promise<void>): Promise<void> {
  try {
    await writing
  } catch (error) {
    if (!isBrokenPipe(error)) throw error
  }
}
