/** `--keep-on-failure FILE`: a capture file that is removed where nothing fails. */
import { randomBytes } from 'node:crypto'
import { lstatSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { FileOpener } from '../../capture/writing/file-opener.ts'
import { writeFailure } from '../../capture/writing/write-failure.ts'
import type { Batch } from '../../files/batch.ts'
import { UsageError } from '../usage-error.ts'
import type { PacketSink } from './pipeline.ts'
import { Recorder, type RecordedSource } from './recorder.ts'

/** Writes to a file beside the one it is for, with a name nobody can guess, until it is known whether to keep it. */
export class FailureCapture implements PacketSink {
  private constructor(
    readonly path: string,
    private readonly temporary: string,
    private readonly recorder: Recorder,
    private readonly files: FileOpener,
  ) {}

  /** Rejects with a UsageError where something else than a file is there, and with a CaptureError. */
  static async open(source: RecordedSource, path: string, files: FileOpener): Promise<FailureCapture> {
    requireReplaceable(path)
    const temporary = join(dirname(path), `.${randomBytes(8).toString('hex')}-${basename(path)}`)
    const recorder = await Recorder.open(source, 'second', { path: temporary }, { files })
    return new FailureCapture(path, temporary, recorder, files)
  }

  take(batch: Batch): Promise<void> {
    return this.recorder.take(batch)
  }

  end(): Promise<void> {
    return this.recorder.end()
  }

  /** Keeps the file or removes it, once it is ended. Throws a CaptureError. */
  settle(failed: boolean): void {
    const { files, temporary, path } = this
    try {
      if (failed) files.rename(temporary, path)
      else files.remove(temporary)
    } catch (error) {
      throw writeFailure(error, path)
    }
  }
}

function requireReplaceable(path: string): void {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats !== undefined && !stats.isFile())
    throw new UsageError(`--keep-on-failure ${path}: a regular file is replaced, and nothing else`)
}
