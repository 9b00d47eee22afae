import type { Batch } from '../files/batch.ts'
import type { CaptureDescription } from '../files/description.ts'
import type { FrameStream } from '../files/streams/frame-stream.ts'

/** A capture made of another: what is said of it is what is said of that one. */
export abstract class DerivedStream implements FrameStream {
  constructor(protected readonly source: FrameStream) {}

  get name(): string {
    return this.source.name
  }
  get paths(): readonly string[] {
    return this.source.paths ?? [this.source.name]
  }
  get format(): CaptureDescription['format'] {
    return this.source.format
  }
  get linkType(): number | undefined {
    return this.source.linkType
  }
  get interfaces(): CaptureDescription['interfaces'] {
    return this.source.interfaces
  }
  get sections(): CaptureDescription['sections'] {
    return this.source.sections
  }
  get names(): CaptureDescription['names'] {
    return this.source.names
  }
  get secrets(): CaptureDescription['secrets'] {
    return this.source.secrets
  }
  get pcapHeader(): CaptureDescription['pcapHeader'] {
    return this.source.pcapHeader
  }

  close(): void | Promise<void> {
    return this.source.close()
  }

  abstract [Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined>
}
