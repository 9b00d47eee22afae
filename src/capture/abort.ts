/**
 * Stops a capture when the signal says so, or has said so meanwhile. Returns what ends that: to be called when the
 * capture has ended, since the signal may outlive many.
 */
export function stopOnAbort(capture: { stop(): void }, signal: AbortSignal | undefined): () => void {
  if (signal === undefined) return () => {}
  const stop = () => capture.stop()
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  return () => signal.removeEventListener('abort', stop)
}
