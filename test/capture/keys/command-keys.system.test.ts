import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'

/** Uses the built library, in a process of its own. */
test('the folder of secrets is removed also if the process is killed', async () => {
  const program = `const { CommandKeys } = await import('./build/library/capture/keys/command-keys.js')
    console.log(new CommandKeys(undefined, {}).variables.SSLKEYLOGFILE)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
  const folder = dirname(line.trim())
  expect(existsSync(folder)).toBe(true)
  child.kill('SIGKILL')
  for (let attempt = 0; attempt < 100 && existsSync(folder); attempt++) await sleep(50)
  expect(existsSync(folder)).toBe(false)
})
