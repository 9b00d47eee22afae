import { openSink, standardError, type ByteSink } from '../capture/writing/byte-sink.ts'
import type { Values } from './options.ts'

/** Where `onwire run` shows packets and reports, so that they never mix with what the command itself says. */
export interface ReportSink {
  readonly sink: ByteSink
  print(text: string): Promise<void>
  close(): Promise<void>
}

/** `--output FILE`, opened as `open` does it, otherwise standard error. */
export async function openReportSink({ output }: Values, open: (path: string) => number): Promise<ReportSink> {
  const sink = output === undefined ? standardError() : await openSink(output, { open })
  return {
    sink,
    async print(text) {
      if (text !== '') await sink.write(new TextEncoder().encode(text))
    },
    async close() {
      await sink.close()
    },
  }
}
