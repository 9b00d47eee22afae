/**
 * Runs steps and, if one fails, undoes the completed ones in reverse order. A failed undo does not prevent the others.
 */
export async function withRollback<T>(act: (undoing: (undo: () => unknown) => void) => Promise<T>): Promise<T> {
  const steps: (() => unknown)[] = []
  try {
    return await act((undo) => steps.push(undo))
  } catch (error) {
    for (const undo of steps.reverse()) await attempt(undo)
    throw error
  }
}

async function attempt(act: () => unknown): Promise<void> {
  try {
    await act()
  } catch {
    // The original error is the one to report.
  }
}
