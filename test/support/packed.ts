/** The package as it is packed, in a project. It was built before the tests. */
import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Packs the package into a folder; returns the path of the tarball. */
export function pack(folder: string): string {
  const words = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
  const [{ filename }] = JSON.parse(execFileSync('npm', words, { encoding: 'utf8' })) as [{ filename: string }]
  return join(folder, filename)
}

/** Unpacks the package into the project in a folder, beside the packages that are installed here. */
export function installPacked(folder: string): void {
  const packages = join(folder, 'node_modules')
  mkdirSync(join(packages, 'onwire'), { recursive: true })
  for (const name of readdirSync('node_modules')) symlinkSync(resolve('node_modules', name), join(packages, name))
  execFileSync('tar', ['xzf', pack(folder), '--strip-components=1', '-C', join(packages, 'onwire')])
}

export interface ProgramOutcome {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program in a folder to its end. */
export function runIn(cwd: string, program: string, words: readonly string[]): Promise<ProgramOutcome> {
  return new Promise((done) => {
    const { SUDO_UID: _, ...env } = process.env
    execFile(program, words, { cwd, encoding: 'utf8', env, timeout: 60_000 }, (error, stdout, stderr) =>
      done({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
    )
  })
}
