/** Functions made of names, compiled for those names where every packet takes them. */
import type { View } from '../view.ts'

/** The bodies of functions of a view `self`, by the function that does the same for any name. */
const sources = new WeakMap<object, string>()

/** Remembers the body that a function of a view has once its names are known. */
export function withSource<F extends (self: View) => unknown>(work: F, body: string): F {
  sources.set(work, body)
  return work
}

/** Whether a function stands for names of fields. */
export const isNamed = (work: object): boolean => sources.has(work)

/**
 * A copy of a function that names of fields stand for, compiled for those names, so that an engine can inline their
 * getters: for steps that every packet takes. Falls back to the function itself where code may not be made at run time,
 * and for other functions.
 */
export function compiled<F extends (self: never, at: number) => unknown>(work: F): F {
  const body = sources.get(work)
  if (body === undefined) return work
  try {
    return new Function('self', body) as F
  } catch {
    return work
  }
}
