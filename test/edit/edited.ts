/** Edited captures as bytes, for tests. */
import { openBytes, openFile, type FrameStream } from '../../src/index.ts'
import { edited, type Edit } from '../../src/edit/index.ts'
import { captureEncoder } from '../../src/files/writer.ts'
import { OutputBytes } from '../../src/files/output-bytes.ts'
import type { CaptureFormat } from '../../src/files/description.ts'

/** A capture file, with edits, as the bytes of a file. */
export async function editedBytes(path: string, edits: readonly Edit[], format?: CaptureFormat): Promise<Uint8Array> {
  return bytesOfStream(edited(await openFile(path, { reuseMemory: true }), edits), format)
}

async function bytesOfStream(stream: FrameStream, format?: CaptureFormat): Promise<Uint8Array> {
  const encoder = captureEncoder(stream, { format: format ?? stream.format })
  const output = new OutputBytes(encoder.littleEndian)
  encoder.start(output)
  for await (const batch of stream)
    for (let index = 0; index < batch.length; index++) encoder.frame(output, batch, index)
  encoder.finish(output)
  return output.bytes.slice(0, output.length)
}

export const opened = (bytes: Uint8Array) => openBytes(bytes)
