/** Exit statuses; `failed` is a check that failed, or a search that found nothing, as in grep. */
export const exitStatus = { done: 0, failed: 1, usage: 2, capture: 3, internal: 70 } as const
