import type { Batch } from '../../files/batch.ts'
import { lineOutput } from '../../output/formats/line.ts'
import { TextBuffer } from '../../text/buffer.ts'
import { shownUrls } from '../../text/secrets.ts'

/** Renders single packets of a capture as `onwire read --number` prints them. */
export class PacketLines {
  private readonly text = new TextBuffer(1024)
  private readonly output = lineOutput({ number: true })

  /** `showSecrets`: whether credentials are shown, here and in what is said of the packets. */
  constructor(readonly showSecrets = false) {}

  /** To be called for each packet of the capture, in order: sequence numbers are relative. */
  follow(batch: Batch, index: number): void {
    this.output.follow(batch, index)
  }

  /** The line of the packet that was followed last. */
  line(batch: Batch, index: number): string {
    this.text.clear()
    this.output.packet(batch, index, this.text)
    const line = `${this.text}`.trimEnd()
    return this.showSecrets ? line : shownUrls(line)
  }
}
