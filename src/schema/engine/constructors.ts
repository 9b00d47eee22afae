/**
 * The constructors of views. Each schema has a copy of its own, compiled when its first view is made: all views have the
 * same properties but prototypes of their own, and one constructor for all would meet a new shape with each.
 */
import type { View } from '../view.ts'
import { copyOf } from './specialize.ts'

export type ViewConstructor<V = View> = new (
  bytes: Uint8Array,
  start: number,
  end: number,
  origin: number,
  limit: number,
  originalEnd: number,
) => V
export type SetConstructor = new (outer: View, place: number) => View

/** The constructor of views with a prototype; `name` is for profiles. */
export const viewConstructor = (prototype: object, name: string): ViewConstructor =>
  copyOf(constructorOfView, name)(prototype)

/** The same for the sets of fields in a view. */
export const setConstructor = (prototype: object, name: string): SetConstructor =>
  copyOf(constructorOfSet, name)(prototype)

function constructorOfView(prototype: object): ViewConstructor {
  function View(
    this: Record<string, unknown>,
    bytes: Uint8Array,
    start: number,
    end: number,
    origin: number,
    limit: number,
    originalEnd: number,
  ) {
    this.bytes = bytes
    this.start = start
    this.end = end
    this.origin = origin
    this.limit = limit
    this.originalEnd = originalEnd
    this.offsets = undefined
    this.knownShort = undefined
    this.remembered = undefined
    this.facts = undefined
  }
  View.prototype = prototype
  return View as unknown as ViewConstructor
}

function constructorOfSet(prototype: object): SetConstructor {
  function View(this: Record<string, unknown>, outer: View, place: number) {
    this.bytes = outer.bytes
    this.start = outer.start
    this.end = outer.end
    this.origin = outer.origin
    this.limit = outer.limit
    this.originalEnd = outer.originalEnd
    this.remembered = undefined
    this.facts = outer.facts
    this.outer = outer
    this.place = place
    this.places = undefined
  }
  View.prototype = prototype
  return View as unknown as SetConstructor
}
