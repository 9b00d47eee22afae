/** The files that were transferred in the conversations of a capture. */
import type { Batch } from '../../files/batch.ts'
import { Layers } from '../../packet/layers.ts'
import { entries } from '../../packet/registry/index.ts'
import { protocols } from '../../protocols/index.ts'
import { ConversationFollower } from '../follower.ts'
import { HttpObjects } from './http-objects.ts'
import { objectKinds, type ObjectDecoders, type ObjectKind } from './kinds.ts'
import type { ObjectReader, TransferredObject } from './transferred-object.ts'

export { fileName, numberedName } from './file-name.ts'
export type { ObjectDecoders, ObjectKind } from './kinds.ts'
export type { TransferredObject } from './transferred-object.ts'

export interface ObjectOptions {
  /** Default: all. */
  readonly kinds?: readonly ObjectKind[]
  /** Codings that the platform knows, such as `br`. */
  readonly decoders?: ObjectDecoders
  /** Whether the objects that end in a frame are wanted. Default: those of all frames. */
  readonly keeps?: (batch: Batch, index: number) => boolean
}

export class ObjectCollector {
  private readonly follower = new ConversationFollower()
  private readonly layers = new Layers()
  private readonly readers: readonly (ObjectReader | undefined)[]

  constructor(private readonly options: ObjectOptions = {}) {
    const { kinds = objectKinds } = options
    const made = new Map(kinds.map((kind) => [kind, readers[kind](options)]))
    this.readers = entries.map(({ schema }) => {
      const kind = kinds.find((each) => schemas[each] === schema)
      return kind && made.get(kind)
    })
  }

  /** The objects that end in the frames of a batch, whose conversations this follows. */
  take(batch: Batch): readonly TransferredObject[] {
    const { layers, readers, follower, options } = this
    const found: TransferredObject[] = []
    follower.follow(batch)
    for (let index = 0; index < batch.length; index++) {
      layers.decode(batch, index)
      const before = found.length
      for (let at = 0; at < layers.count; at++) {
        const objects = readers[layers.protocol[at]!]?.objectsIn(layers, at, batch.number(index))
        if (objects !== undefined) found.push(...objects)
      }
      // Also what is not wanted tells which answer is whose.
      if (found.length > before && options.keeps?.(batch, index) === false) found.length = before
    }
    return found
  }
}

const schemas = { http: protocols.http }
const readers: Readonly<Record<ObjectKind, (options: ObjectOptions) => ObjectReader>> = {
  http: ({ decoders }) => new HttpObjects(decoders),
}

/** The files that were transferred in a capture, each as soon as it ends. */
export async function* objectsIn(
  source: AsyncIterable<Batch>,
  options?: ObjectOptions,
): AsyncGenerator<TransferredObject, void, undefined> {
  const collector = new ObjectCollector(options)
  for await (const batch of source) yield* collector.take(batch)
}
