import { spawnSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Builds the command before the tests, since they start it as its users do; not where nothing has changed since the last time. */
export function setup(): void {
  // The last file of each step.
  const built = ['build/library/protocols/inferred.d.ts', 'dist/cli/main.cjs']
  const oldest = Math.min(...built.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0))
  if (Math.max(newest('src'), newest('scripts')) < oldest) return
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'build'], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the command does not build:\n${stdout}${stderr}`)
}

function newest(folder: string): number {
  return Math.max(
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => statSync(join(folder, file)).mtimeMs),
  )
}
