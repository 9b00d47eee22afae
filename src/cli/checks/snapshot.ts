/** `--snapshot FILE`: compares what was sent with what was sent when the snapshot was recorded. */
import type { SnapshotResult } from '../../check/expectations/result.ts'
import type { SnapshotOutcome } from '../../check/snapshot/snapshot-file.ts'
import type { Batch } from '../../files/batch.ts'
import type { Receiver } from '../sinks/pipeline.ts'
import { UsageError } from '../usage-error.ts'
import type { Values } from '../arguments/options.ts'

export interface Snapshot extends Receiver {
  /** Compares, or records; no more packets are taken afterwards. Throws UsageError. */
  compare(circumstances: Circumstances): SnapshotResult
}

export interface Circumstances {
  /** Why the packets are not all there were: then nothing is recorded. */
  readonly trouble?: string | undefined
  /** Whether the command failed: then it is recorded only if that is asked for. */
  readonly failed?: boolean
}

/** The snapshot that was asked for, if one was. Throws UsageError. */
export async function chosenSnapshot(values: Values): Promise<Snapshot | undefined> {
  const { snapshot: path, update = false, ignore } = values
  if (path === undefined) {
    if (update || ignore !== undefined)
      throw new UsageError(`--${update ? 'update' : 'ignore'} goes with --snapshot FILE`)
    return undefined
  }
  const [{ Transcriber }, { matchSnapshotFile }] = await Promise.all([
    import('../../check/snapshot/transcript/transcriber.ts'),
    import('../../check/snapshot/snapshot-file.ts'),
  ])
  const transcriber = transcriberOf(() => new Transcriber({ ignore }))
  return {
    take: (batch: Batch) => transcriber.take(batch),
    end() {},
    compare({ trouble, failed = false }) {
      const writing = trouble !== undefined ? 'none' : update ? 'all' : failed || process.env.CI ? 'none' : 'new'
      const outcome = opened(path, () => matchSnapshotFile(path, transcriber.text(), { update: writing }))
      return {
        file: path,
        passed: trouble === undefined && outcome.kind !== 'missing' && outcome.kind !== 'different',
        status: statuses[outcome.kind],
        found: wordsOf(outcome, trouble, failed),
        difference: outcome.kind === 'different' ? outcome.difference : undefined,
      }
    },
  }
}

const statuses = {
  same: 'equal',
  written: 'recorded',
  updated: 'updated',
  missing: 'missing',
  different: 'different',
} as const satisfies Record<SnapshotOutcome['kind'], SnapshotResult['status']>

function wordsOf({ kind }: SnapshotOutcome, trouble: string | undefined, failed: boolean): string {
  switch (kind) {
    case 'same':
      return trouble === undefined ? 'the same was sent' : `the same was sent, but ${trouble}`
    case 'written':
      return `recorded${failed ? ', though the command failed' : ''}`
    case 'updated':
      return `recorded anew${failed ? ', though the command failed' : ''}`
    case 'different':
      return trouble === undefined
        ? 'something else was sent; --update accepts it'
        : `something else was sent, and ${trouble}`
    case 'missing':
      return trouble === undefined
        ? `there is none, and ${failed ? 'as the command failed' : 'with CI set'} none is recorded but with --update`
        : `there is none, and none is recorded: ${trouble}`
  }
}

function transcriberOf<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(`--ignore: ${error.message}`)
    throw error
  }
}

function opened<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new UsageError(`--snapshot ${path}: ${(error as Error).message}`)
  }
}
