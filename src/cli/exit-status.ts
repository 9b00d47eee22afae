/** What the shell is told: 1 is a check that failed, or a search that found nothing, as with grep. */
export const exitStatus = { done: 0, failed: 1, misuse: 2, capture: 3, defect: 70 } as const
