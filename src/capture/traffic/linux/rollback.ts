/**
 * Does something in steps; where it fails, the steps that were done are undone, the last one first. A step that cannot
 * be undone does not keep the others from it.
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
    // What matters is why it failed at first.
  }
}
