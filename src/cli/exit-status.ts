/** What the shell is told: 1 is a check that failed. */
export const exitStatus = { done: 0, failed: 1, misuse: 2, capture: 3, defect: 70 } as const
