import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Builds the command before the tests, since they start it as its users do; not where nothing has changed since the last time. */
export function setup(): void {
  if (newest('src') < (statSync('dist/cli/main.js', { throwIfNoEntry: false })?.mtimeMs ?? 0)) return
  const { status, stdout } = spawnSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { encoding: 'utf8' })
  // The type check is a test of its own; what it complains of is built nevertheless.
  if (status !== 0) process.stderr.write(stdout)
}

function newest(folder: string): number {
  return Math.max(...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => statSync(join(folder, file)).mtimeMs))
}
