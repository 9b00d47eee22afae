/**
 * Definitions that are built when they are first used. There are hundreds of records with thousands of fields, and a
 * program meets a few of them: to build all takes longer than to read a small capture.
 */

let isDeferring = false

/**
 * Lets what is declared from now on be built when it is first used, until the returned function is called. Otherwise it
 * is built at once, so that a mistake is thrown where it was made.
 */
export function deferDefinitions(): () => void {
  isDeferring = true
  return () => {
    isDeferring = false
  }
}

/** What is declared; made when it is first asked for. */
export type Later<T> = () => T

/**
 * What a definition declares: itself, or a function that makes it, which the build puts in its place so that fields of
 * protocols nobody meets are not made (rolldown.config.js). No set of fields is a function.
 */
export function later<T>(declared: unknown): Later<T> {
  if (typeof declared !== 'function') return () => declared as T
  let make: unknown = declared
  let made: T
  return () => {
    if (make !== undefined) made = (make as () => T)()
    make = undefined
    return made
  }
}

/**
 * A constant that is made when it is first used: the build puts it in place of those of definitions that take time to
 * make.
 */
export function onDemand<T>(make: () => T): Later<T> {
  return later<T>(() => {
    const before = isDeferring
    isDeferring = true
    try {
      return make()
    } finally {
      isDeferring = before
    }
  })
}

/** What is declared step by step, and may wait with each step. */
export abstract class Deferred {
  /** What was declared and is not built, in order; undefined once it is built. */
  private waiting: (() => void)[] | undefined = isDeferring ? [] : undefined

  /** Sets the properties that `builtOnUse` names to what they are before the first step. */
  protected abstract begin(): void

  protected get isWaiting(): boolean {
    return this.waiting !== undefined
  }

  /** Takes a step: now, or when this is first used. */
  protected step(work: () => void): void {
    if (this.waiting === undefined) work()
    else this.waiting.push(work)
  }

  /** Builds what was declared. */
  protected build(): void {
    const { waiting } = this
    if (waiting === undefined) return
    this.waiting = undefined
    this.begin()
    for (const work of waiting) work()
  }
}

/**
 * Lets the first look at a property of a class build what was declared. After that it is a property of the object
 * itself, so that reading it costs nothing more.
 */
export function builtOnUse<T extends object>({ prototype }: { readonly prototype: T }, ...keys: readonly (keyof T)[]) {
  for (const key of keys)
    Object.defineProperty(prototype, key, {
      get(this: T) {
        ;(this as unknown as { build(): void }).build()
        return this[key]
      },
      set(this: T, value: unknown) {
        Object.defineProperty(this, key, { value, writable: true, enumerable: true, configurable: true })
      },
    })
}
