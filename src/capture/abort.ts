/**
 * Stops a capture when the signal is aborted, or already has been. Returns a function that removes the listener: call
 * it when the capture has ended, since a signal may outlive many captures.
 */
export function stopOnAbort(capture: { stop(): void }, signal: AbortSignal | undefined): () => void {
  if (signal === undefined) return () => {}
  const stop = () => capture.stop()
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  return () => signal.removeEventListener('abort', stop)
}
