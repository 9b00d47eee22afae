/** Writing to what has no reader yet: it says so, and the first signal ends it. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { exactTrouble } from '../support/exact.ts'
import { outcomeOf, startOnwire } from '../support/onwire.ts'

const trouble = await exactTrouble()
if (trouble !== undefined && process.env.CI) throw new Error(trouble)

const folder = mkdtempSync(join(tmpdir(), 'onwire-waiting-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe.skipIf(trouble !== undefined)(
  `onwire live -w${trouble === undefined ? '' : ` (left out: ${trouble})`}`,
  () => {
    test('waits for the reader of a named pipe until it is ended', async () => {
      const pipe = join(folder, 'pipe')
      execFileSync('mkfifo', [pipe])
      const child = startOnwire(['live', 'lo', '-w', pipe])
      const outcome = outcomeOf(child)
      await sleep(1500)
      expect(child.exitCode).toBe(null)
      child.kill('SIGINT')
      expect(await outcome).toMatchObject({
        status: 3,
        stderr: expect.stringContaining(
          `${pipe}: expected a file that can be written, found a named pipe without a reader`,
        ) as string,
      })
    })

    test('says where it waits for a connection, and until when', async () => {
      const child = startOnwire(['live', 'lo', '-w', 'tcp-listen://:0'])
      const outcome = outcomeOf(child)
      await until(child.stderr, /waiting for a reader at 127\.0\.0\.1:\d+\n/)
      child.kill('SIGINT')
      expect(await outcome).toMatchObject({
        status: 3,
        stderr: expect.stringContaining(
          'expected a connection to a reader, found none until the capture was ended',
        ) as string,
      })
    })

    test('sends to the reader that connects', async () => {
      const child = startOnwire(['live', 'lo', '-w', 'tcp-listen://:0'])
      const outcome = outcomeOf(child)
      const [, port] = await until(child.stderr, /waiting for a reader at 127\.0\.0\.1:(\d+)\n/)
      const reader = createConnection(Number(port), '127.0.0.1').resume()
      await until(child.stderr, /listening on lo/)
      child.kill('SIGINT')
      expect(await outcome).toMatchObject({ status: 0 })
      reader.destroy()
    })
  },
)

/** Waits until a stream has said something. */
function until(stream: NodeJS.ReadableStream, what: RegExp): Promise<RegExpExecArray> {
  let text = ''
  return new Promise((resolve) =>
    stream.on('data', (piece: string) => {
      text += piece
      const found = what.exec(text)
      if (found) resolve(found)
    }),
  )
}
