import type { FlightRecorder } from '../../capture/writing/flight-recorder.ts'
import type { Passes } from './pipeline.ts'
import { compileFilter } from '../filters.ts'
import type { Values } from '../arguments/options.ts'
import { say } from '../say.ts'
import { onSignal } from '../sources/shutdown.ts'

/** The wish of the user, told by SIGUSR2, that a flight recorder writes what it has; at the end it is said how often that was. */
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
      `${triggers} trigger${triggers === 1 ? '' : 's'}, ${frames} packet${frames === 1 ? '' : 's'} written, ${waiting} kept and not written\n`,
    )
  }
}

/** Which packets make a flight recorder write (--trigger). Throws FilterError. */
export async function chosenTrigger({ trigger }: Values): Promise<Passes | undefined> {
  if (trigger === undefined) return undefined
  const filter = await compileFilter('display', trigger)
  return (batch, index) => filter.matches(batch, index)
}
