import { Batch } from './batch.ts'
import type { CaptureEncoder } from './capture-encoder.ts'
import type { CaptureDescription, CaptureInterface } from './description.ts'
import type { OutputBytes } from './output-bytes.ts'

/**
 * Encodes frames of no source that is described, such as those that a program made: each link type gets an interface.
 * The file header is written with the first frame, whose link type a pcap file has.
 */
export class SourcelessEncoder implements CaptureEncoder {
  private readonly interfaces: CaptureInterface[] = []
  private readonly single = new Batch()
  private inner: CaptureEncoder | undefined

  /** `encoderFor` makes the encoder for a source. */
  constructor(
    private readonly encoderFor: (source: CaptureDescription) => CaptureEncoder,
    readonly littleEndian: boolean,
  ) {}

  start(): void {}

  frame(output: OutputBytes, batch: Batch, index: number): void {
    const single = this.single.hold(batch.frame(index))
    single.interfaceId[0] = this.interfaceOf(single.linkType[0]!)
    this.started(output).frame(output, single, 0)
  }

  finish(output: OutputBytes): void {
    this.started(output).finish(output)
  }

  private started(output: OutputBytes): CaptureEncoder {
    if (this.inner !== undefined) return this.inner
    this.inner = this.encoderFor({ ...nothingKnown, interfaces: this.interfaces })
    this.inner.start(output)
    return this.inner
  }

  private interfaceOf(linkType: number): number {
    const known = this.interfaces.findIndex((one) => one.linkType === linkType)
    return known >= 0 ? known : this.interfaces.push({ linkType, snapLength: 0, timeResolution: 9 }) - 1
  }
}

const nothingKnown = { format: 'pcap', sections: [], names: [], secrets: [] } as const
