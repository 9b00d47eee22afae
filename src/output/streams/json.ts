/** A conversation as one JSON document, with the bytes in base64; what is 0 or usual is left out of a chunk. */
import type { StreamChunk, StreamEnds, StreamName } from '../../conversations/streams/index.ts'
import type { TextBuffer } from '../../text/buffer.ts'
import { jsonLine } from '../../text/escape.ts'
import { base64 } from './base64.ts'
import { timeText } from './time-text.ts'

export function jsonStream() {
  let count = 0
  return {
    begin({ protocol, stream, within }: StreamName, { client, server }: StreamEnds, text: TextBuffer): void {
      text.text(`{\n  "protocol": ${jsonLine(protocol)},\n  "stream": ${stream},\n`)
      if (within !== undefined) text.text(`  "within": ${within},\n`)
      text.text(`  "client": ${jsonLine(client)},\n  "server": ${jsonLine(server)},\n  "chunks": [`)
    },
    chunk(chunk: StreamChunk, text: TextBuffer): void {
      text.text(`${count++ === 0 ? '' : ','}\n    ${jsonLine(chunkValues(chunk))}`)
    },
    end(text: TextBuffer): void {
      text.text(count === 0 ? ']\n}\n' : '\n  ]\n}\n')
    },
  }
}

const chunkValues = ({ side, frame, seconds, nanoseconds, missing, cut, isAcknowledged, bytes }: StreamChunk) => ({
  side,
  frame,
  time: timeText(seconds, nanoseconds),
  ...(missing > 0 && { missing }),
  ...(cut > 0 && { cut }),
  ...(!isAcknowledged && { acknowledged: false }),
  data: base64(bytes),
})
