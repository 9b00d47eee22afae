/** The built command, as the benchmarks of live capture start it. */
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'

export const onwire = [process.execPath, resolve('bin/onwire.js')]

/** Whether `onwire live` has an option: not every build does. */
export function onwireTakes(option: string): boolean {
  return spawnSync(onwire[0]!, [onwire[1]!, 'live', '--help'], { encoding: 'utf8' }).stdout.includes(option)
}
