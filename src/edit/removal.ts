/** Frames without some of their headers. */
import { Layers } from '../packet/layers.ts'
import type { Schema, View } from '../schema/index.ts'
import type { Batch } from '../files/batch.ts'
import type { Edit } from './edit.ts'
import { OwnFrames } from './own-frames.ts'

/** The bytes of a frame from `from` to `to`, which are left out, and what the header in front of them says then. */
export interface Removal {
  readonly from: number
  readonly to: number
  readonly type?: NewType | undefined
}

/** What a header at byte `start` says of what comes next: a number, at byte `at`, that is a key of a table. */
export interface NewType {
  readonly header: Schema
  readonly start: number
  readonly table: string
  readonly at: number
  readonly length: number
  readonly value: number
}

/** Leaves out what `removalOf` says; frames of which it says nothing, or whose header cannot say it, stay. */
export function removing(removalOf: (layers: Layers, batch: Batch, index: number) => Removal | undefined): Edit {
  const own = new OwnFrames()
  const layers = new Layers()
  return {
    take(batch) {
      own.begin(batch)
      for (let index = 0; index < batch.length; index++) {
        layers.decode(batch, index)
        const removal = removalOf(layers, batch, index)
        if (removal === undefined || !remove(removal, batch, index, own)) own.copy(batch, index)
      }
      return own.batch
    },
  }
}

function remove({ from, to, type }: Removal, batch: Batch, index: number, own: OwnFrames): boolean {
  const start = batch.start[index]!
  const end = start + batch.capturedLength[index]!
  const { memory } = own.batch
  const length = end - start - (to - from)
  memory.set(batch.memory.subarray(start, from), own.place)
  memory.set(batch.memory.subarray(to, end), own.place + from - start)
  if (type !== undefined && !retype(type, memory, own.place - start, own.place + length)) return false
  own.add(batch, index, length)
  own.batch.originalLength[own.batch.length - 1]! -= to - from
  return true
}

/** Writes what comes next into a header, `shift` bytes from where it was; false if that is not what it says then. */
function retype({ header, start, table, at, length, value }: NewType, bytes: Uint8Array, shift: number, end: number) {
  for (let place = 0; place < length; place++) bytes[at + shift + place] = value >>> (8 * (length - 1 - place))
  return keyIn(header.view(bytes, start + shift, end) as View, table) === value
}

/** The key of a table that a layer has for what comes next. */
export const keyIn = (view: View, table: string): number | string | undefined =>
  view.schema.carries?.tables.find(([name]) => name === table)?.[1](view as never)

/**
 * Where a layer says that `next` follows: the field that has the key. Undefined where no field of its own, or one at no
 * fixed place, says it.
 */
export function typeOf(view: View, next: Schema): Omit<NewType, 'value'> | undefined {
  for (const [table, key] of view.schema.carries?.tables ?? []) {
    const value = key(view as never)
    if (typeof value !== 'number' || !next.over[table]?.includes(value)) continue
    for (const { offset, length } of numbersIn(view.schema)) {
      const at = view.start + offset
      let found = 0
      for (let place = 0; place < length; place++) found = found * 256 + view.bytes[at + place]!
      if (found === value) return { header: view.schema, start: view.start, table, at, length }
    }
  }
  return undefined
}

interface NumberPlace {
  readonly offset: number
  readonly length: number
}

const known = new WeakMap<Schema, readonly NumberPlace[]>()

/** The numbers of a protocol at a fixed place, of two bytes or more: smaller ones are too often the same. */
function numbersIn(schema: Schema): readonly NumberPlace[] {
  let places = known.get(schema)
  if (places === undefined) {
    places = schema.slots.flatMap(({ fixed, field: { wire } }) => {
      if (fixed === undefined || (wire?.kind !== 'number' && wire?.kind !== 'ahead') || wire.order !== undefined)
        return []
      const [bit, size] = [fixed + (wire.kind === 'ahead' ? wire.skip : 0), wire.size]
      return bit % 8 === 0 && (size === 16 || size === 32) ? [{ offset: bit / 8, length: size / 8 }] : []
    })
    known.set(schema, places)
  }
  return places
}
