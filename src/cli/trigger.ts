import type { FlightRecorder } from '../capture/flight-recorder.ts'

/** The wish of the user, told by SIGUSR2, that a flight recorder writes what it has; at the end it is said how often that was. */
export class Trigger {
  constructor(private readonly recorder: FlightRecorder, private readonly triggered: (writing: Promise<void>) => void) {
    if (process.platform !== 'win32') process.on('SIGUSR2', this.told)
  }

  end(): void {
    process.off('SIGUSR2', this.told)
    const { triggers, frames, waiting } = this.recorder
    process.stderr.write(`${triggers} trigger${triggers === 1 ? '' : 's'}, ${frames} packet${frames === 1 ? '' : 's'} written, ${waiting} kept and not written\n`)
  }

  private readonly told = () => this.triggered(this.recorder.trigger())
}
