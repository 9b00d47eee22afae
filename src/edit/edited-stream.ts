/** A capture as edits make it. */
import type { Batch } from '../files/batch.ts'
import {
  commonLinkType,
  type CaptureDescription,
  type CaptureInterface,
  type PcapHeader,
  type Secret,
} from '../files/description.ts'
import type { FrameStream } from '../files/streams/frame-stream.ts'
import { DerivedStream } from './derived-stream.ts'
import type { Edit, MetadataEdit } from './edit.ts'

/**
 * The packets of a source, and its metadata, as edits make them, one after the other. A batch is valid only until the
 * next is requested.
 *
 *     const edits = [truncate(96), anonymise({ key })]
 *     const source = edited(await openFile('trace.pcapng'), edits)
 *     const writer = await openWriter('safe.pcapng', { source })
 */
export function edited(source: FrameStream, edits: readonly Edit[]): FrameStream {
  return new EditedStream(source, edits)
}

class EditedStream extends DerivedStream {
  private readonly metadata: readonly MetadataEdit[]
  private readonly described: CaptureInterface[] = []
  private readonly added: readonly Secret[]
  /** With those of the source, which grow. */
  private readonly allSecrets: Secret[]

  constructor(
    source: FrameStream,
    private readonly edits: readonly Edit[],
  ) {
    super(source)
    this.metadata = edits.flatMap(({ metadata }) => metadata ?? [])
    this.added = this.metadata.flatMap(({ secrets }) => secrets ?? [])
    this.allSecrets = [...this.added]
  }

  override get linkType(): number | undefined {
    return commonLinkType(this.interfaces)
  }
  override get names(): CaptureDescription['names'] {
    return this.metadata.some(({ withoutNames }) => withoutNames) ? [] : this.source.names
  }
  override get secrets(): CaptureDescription['secrets'] {
    const { allSecrets, source, added } = this
    if (this.metadata.some(({ withoutSecrets }) => withoutSecrets)) return added
    if (added.length === 0) return source.secrets
    while (allSecrets.length < added.length + source.secrets.length)
      allSecrets.push(source.secrets[allSecrets.length - added.length]!)
    return allSecrets
  }
  override get sections(): CaptureDescription['sections'] {
    return this.source.sections.map((section, index) =>
      this.metadata.reduce((described, edit) => edit.section?.(described, index) ?? described, section),
    )
  }

  /** Grows with that of the source: an encoder looks at it before each frame. */
  override get interfaces(): CaptureDescription['interfaces'] {
    const { interfaces } = this.source
    while (this.described.length < interfaces.length) this.describe(interfaces[this.described.length]!)
    return this.described
  }

  override get pcapHeader(): PcapHeader | undefined {
    const header = this.source.pcapHeader
    const linkType = this.metadata.findLast((edit) => edit.linkType !== undefined)?.linkType
    return header === undefined || linkType === undefined ? header : { ...header, linkTypeWord: linkType }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined> {
    for await (const batch of this.source) yield this.edits.reduce((taken, edit) => edit.take(taken), batch)
  }

  private describe(source: CaptureInterface): void {
    const described = this.metadata.reduce<Omit<CaptureInterface, 'statistics'>>(
      (before, edit) => ({ ...(edit.interface?.(before) ?? before), ...linkTypeOf(edit) }),
      source,
    )
    // Statistics come after the frames.
    this.described.push({
      ...described,
      get statistics() {
        return source.statistics
      },
    })
  }
}

const linkTypeOf = ({ linkType }: MetadataEdit) => (linkType === undefined ? {} : { linkType })
