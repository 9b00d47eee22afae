import type { FileOpener } from '../../../capture/writing/file-opener.ts'
import { numberedNames } from '../../../capture/writing/file-names.ts'
import { sinkOpener } from '../../../capture/writing/open-sink.ts'
import type { Batch } from '../../../files/batch.ts'
import type { FrameStream } from '../../../files/streams/frame-stream.ts'
import { captureEncoder, compressionOfPath, formatOfPath } from '../../../files/writer.ts'
import type { WritePlan } from '../../arguments/plans/parts/writing.ts'
import { say } from '../../say.ts'
import { ConversationWriter } from './conversation-writer.ts'
import type { PacketSink } from '../pipeline.ts'

/** A file for each conversation. */
export async function openConversationFiles(
  source: FrameStream,
  { path, format = formatOfPath(path), compress = compressionOfPath(path) }: WritePlan,
  files: FileOpener,
): Promise<PacketSink> {
  const sink = { sources: source.paths ?? [source.name], compress }
  const [open, append] = await Promise.all([
    sinkOpener({ ...sink, files }),
    sinkOpener({ ...sink, files: { open: files.openAgain, openPipe: files.openPipe } }),
  ])
  const writer = new ConversationWriter({
    name: numberedNames(path),
    open: (name, again) => (again ? append : open)(name),
    encoder: (name) => captureEncoder(source, { format }, name),
  })
  return {
    async take(batch: Batch): Promise<void> {
      for (let index = 0; index < batch.length; index++) {
        const waits = writer.write(batch, index)
        if (waits) await waits
      }
    },
    async end(): Promise<void> {
      await writer.close()
      if (writer.gathered > 0)
        say(`onwire: too many conversations: ${writer.gathered} packets of later ones are in the last file\n`)
    },
  }
}
