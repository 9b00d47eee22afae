/**
 * Calls `then` when the signal is aborted, or at once if it already has been. Returns a function that removes the
 * listener: call it at the end, since a signal may outlive many captures.
 */
export function onAbort(signal: AbortSignal | undefined, then: () => void): () => void {
  if (signal === undefined) return () => {}
  const listener = () => then()
  signal.addEventListener('abort', listener, { once: true })
  if (signal.aborted) then()
  return () => signal.removeEventListener('abort', listener)
}

/** Stops a capture when the signal is aborted. */
export const stopOnAbort = (capture: { stop(): void }, signal: AbortSignal | undefined): (() => void) =>
  onAbort(signal, () => capture.stop())
