import type { Batch } from '../../files/batch.ts'
import { CaptureError } from '../../files/error.ts'
import { AsyncClosing } from '../../files/streams/disposal.ts'
import type { LiveCapture, LiveStatistics } from '../live-capture.ts'

/** A live capture made of another, `inner`: what is said of it is what is said of that one. */
export abstract class DerivedCapture extends AsyncClosing implements LiveCapture {
  abstract readonly name: string
  protected abstract readonly inner: LiveCapture

  get engine(): string {
    return this.inner.engine
  }
  get unmet(): readonly string[] {
    return this.inner.unmet
  }
  get remarks(): readonly string[] {
    return this.inner.remarks
  }
  get format(): LiveCapture['format'] {
    return this.inner.format
  }
  get sections(): LiveCapture['sections'] {
    return this.inner.sections
  }
  get names(): LiveCapture['names'] {
    return this.inner.names
  }
  get secrets(): LiveCapture['secrets'] {
    return this.inner.secrets
  }
  get linkType(): number | undefined {
    return this.inner.linkType
  }
  get interfaces(): LiveCapture['interfaces'] {
    return this.inner.interfaces
  }
  get statistics(): LiveStatistics | undefined {
    return this.inner.statistics
  }

  stop(): void {
    this.inner.stop()
  }

  inject(bytes: Uint8Array, interfaceId?: number): Promise<void> {
    return this.inner.inject(bytes, interfaceId)
  }

  abstract override close(): Promise<void>
  abstract [Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined>
}

/** Opens a capture of cooked frames with the number of their interface, or where there are none, as they are. */
export async function openCooked(open: (format: { readonly linkType?: string }) => Promise<LiveCapture>) {
  try {
    return await open({ linkType: 'LINUX_SLL2' })
  } catch (error) {
    // libpcap before 1.10 supports only LINUX_SLL.
    if (!(error instanceof CaptureError) || error.code !== 'unsupported') throw error
    return open({})
  }
}
