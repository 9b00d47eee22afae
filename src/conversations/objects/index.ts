/** The files that were transferred in the conversations of a capture. */
import type { Batch } from '../../files/batch.ts'
import { Layers } from '../../packet/layers.ts'
import { entries } from '../../packet/registry/index.ts'
import { protocols } from '../../protocols/index.ts'
import type { Schema } from '../../schema/index.ts'
import { ConversationFollower, type FollowOptions } from '../follower.ts'
import { FtpObjects } from './ftp-objects.ts'
import { HttpObjects } from './http-objects.ts'
import { HttpStreamObjects } from './http-stream-objects.ts'
import { objectKinds, type ObjectDecoders, type ObjectKind } from './kinds.ts'
import { MailObjects } from './mail-objects.ts'
import { TftpObjects } from './tftp-objects.ts'
import type { ObjectReader, TransferredObject } from './transferred-object.ts'

export { fileName, numberedName } from './file-name.ts'
export type { ObjectDecoders, ObjectKind } from './kinds.ts'
export type { TransferredObject } from './transferred-object.ts'

export interface ObjectOptions extends Pick<FollowOptions, 'keys' | 'decrypt'> {
  /** Default: all. */
  readonly kinds?: readonly ObjectKind[]
  /** Codings that the platform knows, such as `br`. */
  readonly decoders?: ObjectDecoders
  /** Whether the objects that end in a frame are wanted. Default: those of all frames. */
  readonly keeps?: (batch: Batch, index: number) => boolean
}

export class ObjectCollector {
  private readonly follower: ConversationFollower
  private readonly layers = new Layers()
  private readonly made: readonly ObjectReader[]
  /** By protocol. */
  private readonly readers: readonly (readonly ObjectReader[])[]

  constructor(private readonly options: ObjectOptions = {}) {
    const { kinds = objectKinds, keys, decrypt } = options
    this.follower = new ConversationFollower({ keys, decrypt })
    const made = kinds.flatMap((kind) => readers[kind].map(([schemas, make]) => ({ schemas, reader: make(options) })))
    this.made = made.map(({ reader }) => reader)
    this.readers = entries.map(({ schema }) =>
      made.flatMap(({ schemas, reader }) => (schemas.includes(schema) ? [reader] : [])),
    )
  }

  /** The objects that end in the frames of a batch, whose conversations this follows. */
  take(batch: Batch): readonly TransferredObject[] {
    const { layers, readers, follower, options } = this
    const found: TransferredObject[] = []
    follower.follow(batch)
    for (let index = 0; index < batch.length; index++) {
      layers.decode(batch, index)
      const before = found.length
      const isKept = () => options.keeps?.(batch, index) !== false
      for (let at = 0; at < layers.count; at++)
        for (const reader of readers[layers.protocol[at]!]!)
          found.push(...reader.objectsIn(layers, at, batch.number(index), isKept))
      // Also what is not wanted tells which answer is whose.
      if (found.length > before && !isKept()) found.length = before
    }
    return found
  }

  /** Those that have not ended when the capture does. */
  finish(): readonly TransferredObject[] {
    return this.made.flatMap((reader) => reader.finish?.() ?? [])
  }
}

/** What reads the objects of a kind, and from layers of which protocols. */
const readers: Readonly<Record<ObjectKind, readonly Reading[]>> = {
  http: [
    [[protocols.http], ({ decoders }) => new HttpObjects(decoders)],
    [[protocols.http2, protocols.http3], ({ decoders }) => new HttpStreamObjects(decoders)],
  ],
  tftp: [[[protocols.tftp], () => new TftpObjects()]],
  smtp: [[[protocols.imf], () => new MailObjects('smtp')]],
  pop: [[[protocols.imf], () => new MailObjects('pop')]],
  'ftp-data': [[[protocols.ftpData, protocols.tcp], () => new FtpObjects()]],
}

type Reading = readonly [schemas: readonly Schema[], make: (options: ObjectOptions) => ObjectReader]

/** The files that were transferred in a capture, each as soon as it ends. */
export async function* objectsIn(
  source: AsyncIterable<Batch>,
  options?: ObjectOptions,
): AsyncGenerator<TransferredObject, void, undefined> {
  const collector = new ObjectCollector(options)
  for await (const batch of source) yield* collector.take(batch)
  yield* collector.finish()
}
