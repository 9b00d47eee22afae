import { offsetBehind, View } from '../view.ts'

/**
 * A set of fields inside another view, one case of a choice. It shares the scope of the view around it: `start`, `end`
 * and `origin` are those of that view, and so are its properties. `place` is the byte where the set begins.
 */
export abstract class SetView extends View {
  declare readonly outer: View
  declare readonly place: number
  declare private places: number[] | undefined

  override get isDeclaredWhole(): boolean {
    return this.outer.isDeclaredWhole
  }

  override get isShort(): boolean {
    return this.outer.isShort
  }

  override get asIfLonger(): this {
    return this.schema.viewInside(this.outer.asIfLonger, this.place) as this
  }

  override get extent(): number {
    return Math.min(this.end, this.start + Math.ceil(this.offsetOf() / 8)) - this.place
  }

  override offsetOf(index = this.schema.slots.length): number {
    const { slots, fixed } = this.schema
    if (index < fixed.length) return (this.place - this.start) * 8 + fixed[index]!
    this.places ??= []
    return (this.places[index] ??= offsetBehind(this, this.offsetOf(index - 1), slots[index - 1]!.field))
  }
}
