/** `--snapshot FILE`: compares a conversation with the recorded one. */
import type { SnapshotResult } from '../../check/expectations/result.ts'
import type { SnapshotOutcome } from '../../check/snapshot/snapshot-file.ts'
import type { ObservesCarried } from '../../conversations/carried/carried-role.ts'
import type { Batch } from '../../files/batch.ts'
import type { SnapshotPlan } from '../arguments/plans/parts/checks.ts'
import type { PacketSink } from '../sinks/pipeline.ts'
import { UsageError } from '../usage-error.ts'

export interface Snapshot extends PacketSink {
  readonly needsConversations: boolean
  /** Whether it shows bodies without their codings. */
  readonly showsContent: boolean
  /** Is given what is decrypted. */
  readonly observe: ObservesCarried
  /** Compares or records; takes no more packets after that. Throws UsageError. */
  compare(circumstances: Circumstances): SnapshotResult
}

export interface Circumstances {
  /** Why packets are missing: then nothing is recorded. */
  readonly trouble?: string | undefined
  /** Whether the command failed: then it is recorded only with `--update`. */
  readonly failed?: boolean
}

/**
 * Undefined without a plan. Throws UsageError for a field that does not exist, a mask that is not a regular expression
 * and a file that cannot be a snapshot.
 */
export async function openSnapshot(plan: SnapshotPlan | undefined): Promise<Snapshot | undefined> {
  if (plan === undefined) return undefined
  const { path, update, options } = plan
  const [{ Transcriber }, { matchSnapshotFile, requireSnapshotFile }] = await Promise.all([
    import('../../check/snapshot/transcript/transcriber.ts'),
    import('../../check/snapshot/snapshot-file.ts'),
  ])
  const transcriber = transcriberOf(() => new Transcriber(options))
  opened(path, () => requireSnapshotFile(path))
  return {
    needsConversations: true,
    showsContent: false,
    observe: (piece) => transcriber.observe(piece),
    take: (batch: Batch) => transcriber.take(batch),
    end() {},
    compare({ trouble, failed = false }) {
      const writing = trouble !== undefined ? 'none' : update ? 'all' : failed || process.env.CI ? 'none' : 'new'
      const outcome = opened(path, () =>
        matchSnapshotFile(path, transcriber.text(), { update: writing, unordered: options.unordered }),
      )
      const notes = transcriber.notes()
      return {
        file: path,
        passed: trouble === undefined && outcome.kind !== 'missing' && outcome.kind !== 'different',
        status: statuses[outcome.kind],
        found: outcomeText(outcome, trouble, failed),
        difference: outcome.kind === 'different' ? outcome.difference : undefined,
        notes: notes.length === 0 ? undefined : notes,
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

function outcomeText(outcome: SnapshotOutcome, trouble: string | undefined, failed: boolean): string {
  switch (outcome.kind) {
    case 'same':
      return trouble === undefined ? 'the same was sent' : `the same was sent, but ${trouble}`
    case 'written':
      return `recorded${failed ? ', though the command failed' : ''}`
    case 'updated':
      return `recorded again${failed ? ', though the command failed' : ''}`
    case 'different':
      if (trouble === undefined && outcome.reordered)
        return 'the same was sent in another order; --unordered accepts any order, --update this one'
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
    if (error instanceof TypeError) throw new UsageError(`--snapshot: ${error.message}`)
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
