/** `--snapshot FILE`: what was sent, against what was sent when it was recorded. */
import type { SnapshotOutcome } from '../check/snapshotFile.ts'
import type { Batch } from '../files/batch.ts'
import { printable } from '../output/printable.ts'
import { palette } from './color.ts'
import type { Receiver } from './delivery.ts'
import { exitStatus } from './exit-status.ts'
import { Misuse } from './misuse.ts'
import type { Values } from './options.ts'

export interface Snapshot extends Receiver {
  /** Compares, or records, and shows what comes of it; returns the exit status. Where there is `trouble`, nothing is recorded. Throws Misuse. */
  report(trouble: string | undefined, show: (text: string) => Promise<void>, descriptor?: number): Promise<number>
}

/** The snapshot that was asked for, if one was. Throws Misuse. */
export async function chosenSnapshot(values: Values): Promise<Snapshot | undefined> {
  const { snapshot: path, update = false, ignore, color } = values
  if (path === undefined) {
    if (update || ignore !== undefined) throw new Misuse(`--${update ? 'update' : 'ignore'} goes with --snapshot FILE`)
    return undefined
  }
  const [{ Transcriber }, { matchSnapshotFile }] = await Promise.all([import('../check/transcript/transcriber.ts'), import('../check/snapshotFile.ts')])
  const transcriber = transcriberOf(() => new Transcriber({ ignore }))
  const given = process.env.CI ? 'none' : 'new'
  return {
    take: (batch: Batch) => transcriber.take(batch),
    end() {},
    async report(trouble, show, descriptor) {
      const colours = await palette(color, descriptor)
      const outcome = opened(path, () => matchSnapshotFile(path, transcriber.text(), { update: trouble !== undefined ? 'none' : update ? 'all' : given, palette: colours }))
      const passed = trouble === undefined && outcome.kind !== 'missing' && outcome.kind !== 'different'
      const mark = passed ? colours.success('✓') : colours.trouble('✗')
      await show(`${mark} ${printable(`snapshot ${path}: ${wordsOf(outcome, trouble)}`)}\n${outcome.kind === 'different' ? `\n${outcome.difference}` : ''}`)
      return passed ? exitStatus.done : exitStatus.failed
    },
  }
}

function wordsOf({ kind }: SnapshotOutcome, trouble: string | undefined): string {
  switch (kind) {
    case 'same': return trouble === undefined ? 'the same was sent' : `the same was sent, but ${trouble}`
    case 'written': return 'recorded'
    case 'updated': return 'recorded anew'
    case 'different': return trouble === undefined ? 'something else was sent; --update accepts it' : `something else was sent, and ${trouble}`
    case 'missing': return trouble === undefined ? 'there is none, and with CI set none is recorded but with --update' : `there is none, and none is recorded: ${trouble}`
  }
}

function transcriberOf<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (error instanceof TypeError) throw new Misuse(`--ignore: ${error.message}`)
    throw error
  }
}

function opened<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new Misuse(`--snapshot ${path}: ${(error as Error).message}`)
  }
}
