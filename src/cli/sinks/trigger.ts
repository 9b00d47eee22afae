import type { FlightRecorder } from '../../capture/writing/flight-recorder.ts'
import type { Filter } from '../../filter/filter.ts'
import { compileFilter } from '../filters.ts'
import { say } from '../say.ts'
import { onSignal } from '../sources/shutdown.ts'

/** Makes a flight recorder write what it has on SIGUSR2, and reports at the end how often it was triggered. */
export class Trigger {
  private readonly signal: { release(): void }

  constructor(
    private readonly recorder: FlightRecorder,
    triggered: (writing: Promise<void>) => void,
  ) {
    this.signal = onSignal('SIGUSR2', () => triggered(recorder.trigger()))
  }

  end(): void {
    this.signal.release()
    const { triggers, frames, waiting } = this.recorder
    say(
      `${triggers} trigger${triggers === 1 ? '' : 's'}, ${frames} packet${frames === 1 ? '' : 's'} written, ` +
        `${waiting} kept and not written${triggers === 0 ? '; --trigger FILTER says when to write' : ''}\n`,
    )
  }
}

/** The display filter whose packets trigger a flight recorder. Throws FilterError. */
export async function compileTrigger(text: string | undefined): Promise<Filter | undefined> {
  return text === undefined ? undefined : compileFilter('display', text)
}
