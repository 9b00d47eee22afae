import { TextBuffer } from '../../text/buffer.ts'

/** What a function writes to a buffer, as a string. */
export class Written {
  private readonly buffer = new TextBuffer(1024)
  private readonly decoder = new TextDecoder()

  of(write: (text: TextBuffer) => void): string {
    this.buffer.clear()
    write(this.buffer)
    return this.decoder.decode(this.buffer.written)
  }
}
