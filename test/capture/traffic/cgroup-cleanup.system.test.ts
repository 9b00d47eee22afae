/** The cleanup of a control group in a process of its own: what keeps that process alive after `clean`. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

test.skipIf(process.platform === 'win32')('once the group is removed, no timer delays the end of the process', () => {
  // Any empty folder is removed as a control group is.
  const group = mkdtempSync(join(tmpdir(), 'onwire-cleanup-'))
  const program = `
    import { CgroupCleanup } from ${JSON.stringify(pathToFileURL(resolve('build/library/capture/traffic/linux/cgroup-cleanup.js')).href)}
    await new CgroupCleanup(${JSON.stringify(group)}).clean()
    console.log(JSON.stringify(process.getActiveResourcesInfo()))`
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' })
  expect(existsSync(group)).toBe(false)
  expect(JSON.parse(said) as string[]).not.toContain('Timeout')
})
