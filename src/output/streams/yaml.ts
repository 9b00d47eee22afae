/** A conversation as one YAML document, with the same names as in JSON. */
import type { StreamChunk, StreamEnd, StreamEnds, StreamName } from '../../conversations/streams/index.ts'
import type { TextBuffer } from '../../text/buffer.ts'
import { base64 } from './base64.ts'
import { timeText } from './time-text.ts'

export function yamlStream() {
  let count = 0
  return {
    begin({ protocol, stream, within }: StreamName, { client, server }: StreamEnds, text: TextBuffer): void {
      const inner = within === undefined ? '' : `within: ${within}\n`
      text.text(
        `protocol: ${protocol}\nstream: ${stream}\n${inner}${endLines('client', client)}${endLines('server', server)}`,
      )
    },
    chunk(chunk: StreamChunk, text: TextBuffer): void {
      if (count++ === 0) text.text('chunks:\n')
      text.text(chunkLines(chunk))
    },
    end(text: TextBuffer): void {
      if (count === 0) text.text('chunks: []\n')
    },
  }
}

const endLines = (side: string, { address, port }: StreamEnd) => `${side}:\n  address: "${address}"\n  port: ${port}\n`

function chunkLines({ side, frame, seconds, nanoseconds, missing, cut, isAcknowledged, bytes }: StreamChunk): string {
  const time = timeText(seconds, nanoseconds)
  const lines = [
    `side: ${side}`,
    `frame: ${frame}`,
    ...(time === undefined ? [] : [`time: "${time}"`]),
    ...(missing > 0 ? [`missing: ${missing}`] : []),
    ...(cut > 0 ? [`cut: ${cut}`] : []),
    ...(isAcknowledged ? [] : ['acknowledged: false']),
    ...dataLines(base64(bytes)),
  ]
  return `  - ${lines.join('\n    ')}\n`
}

const dataLines = (data: string) =>
  data === ''
    ? ['data: !!binary ""']
    : ['data: !!binary |', ...(data.match(/.{1,76}/g) ?? []).map((line) => `  ${line}`)]
