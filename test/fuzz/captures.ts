/** What must hold of any capture file and any run of packets. */
import { Check } from '../../src/check/expectations/check.ts'
import { reporters } from '../../src/check/reporters/index.ts'
import { Transcriber } from '../../src/check/snapshot/transcript/transcriber.ts'
import { openBytes } from '../../src/capture/reading/stream.ts'
import { Batch } from '../../src/files/batch.ts'
import { CaptureError } from '../../src/files/error.ts'
import type { Frame } from '../../src/files/frame.ts'
import { captureEncoder } from '../../src/files/writer.ts'
import { OutputBytes } from '../../src/files/output-bytes.ts'
import { plainPalette } from '../../src/output/index.ts'
import { summaryText, TrafficReport } from '../../src/reports/index.ts'

/** More of a file is not looked at: decompressed it may be long. */
const mostFrames = 20_000

/** Reads a file that may be damaged, writes what it holds and reads it again. Throws where that differs. */
export async function checkFile(bytes: Uint8Array): Promise<void> {
  const frames: string[] = []
  try {
    const capture = await openBytes(bytes)
    const output = new OutputBytes(true)
    const encoder = captureEncoder(capture, { format: 'pcapng' })
    encoder.start(output)
    for await (const batch of capture) {
      for (let index = 0; index < batch.length; index++) {
        encoder.frame(output, batch, index)
        frames.push(described(batch, index))
      }
      if (frames.length > mostFrames) return
    }
    encoder.finish(output)
    const again: string[] = []
    for await (const batch of await openBytes(output.bytes.slice(0, output.length)))
      for (let index = 0; index < batch.length; index++) again.push(described(batch, index))
    const different = frames.findIndex((frame, index) => frame !== again[index])
    if (different >= 0) throw new Error(`written and read again: ${frames[different]}, then ${again[different]}`)
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error
  }
}

function described(batch: Batch, index: number): string {
  const [start, length] = [batch.start[index]!, batch.capturedLength[index]!]
  if (!(start >= 0 && start + length <= batch.memory.length)) throw new Error(`a frame at ${start}, ${length} bytes`)
  const bytes = batch.memory.subarray(start, start + length)
  // A frame without a time has none in a simple packet only, which not all can be.
  const time = `${batch.seconds[index] || 0}.${batch.nanoseconds[index]}`
  return `${time} ${length}/${batch.originalLength[index]} ${batch.linkType[index]} ${Buffer.from(bytes).toString('base64')}`
}

/** Summary, transcript and expectations of a row of packets. */
export function checkRow(frames: readonly Frame[], filters: readonly string[]): void {
  const report = new TrafficReport()
  const transcriber = new Transcriber()
  const check = new Check(
    filters.flatMap(
      (filter) =>
        [
          { kind: 'some', filter },
          { kind: 'none', filter },
        ] as const,
    ),
  )
  for (const frame of frames) {
    const batch = new Batch().hold(frame)
    for (const each of [report, transcriber, check]) each.take(batch)
  }
  const summary = report.summary()
  JSON.parse(JSON.stringify(summary))
  summaryText(summary, plainPalette)
  transcriber.text()
  const result = check.result()
  for (const reporter of Object.values(reporters)) reporter(result, { subject: 'a row' })
}
