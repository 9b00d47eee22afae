/** action.yml, whose script runs as a workflow would run it. */
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { recordingTrouble } from '../../src/check/index.ts'

interface Step {
  readonly id?: string
  readonly env?: Readonly<Record<string, string>>
  readonly run?: string
  readonly if?: string
  readonly uses?: string
}

const action = parse(readFileSync('action.yml', 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>
  readonly runs: { readonly using: string; readonly steps: readonly Step[] }
}
const { steps } = action.runs
const main = steps.find(({ id }) => id === 'run')!

const folder = mkdtempSync(join(tmpdir(), 'onwire-action-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string) => join(folder, name)

test('uploads nothing unless told to', () => {
  expect(action.inputs.upload!.default).toBe('false')
  for (const step of steps.filter(({ uses }) => uses !== undefined)) {
    expect(step.if).toMatch(/inputs\.upload == 'true'/)
  }
})

test('has each input as a variable of its script, and in no script itself', () => {
  const given = Object.values(main.env!).map((value) => /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1])
  expect(given.filter((name) => name !== undefined)).toEqual(
    Object.keys(action.inputs).filter((name) => name !== 'upload'),
  )
  for (const { run } of steps) expect(run ?? '').not.toContain('${{')
})

const trouble = await recordingTrouble()
describe.skipIf(trouble !== undefined)(`its script${trouble === undefined ? '' : ` (left out: ${trouble})`}`, () => {
  const send = 'exec 3<>/dev/udp/127.0.0.1/9; echo hello >&3'

  test('passes where the packets are as expected, and writes both files', async () => {
    writeFileSync(file('one.yaml'), 'expectations:\n  - filter: udp.dstport == 9\n')
    writeFileSync(file('two.yaml'), 'expectations:\n  - filter: tcp\n    kind: none\n')
    const status = await act({
      command: send,
      expectations: `${file('one.yaml')}\n${file('two.yaml')}\n`,
      options: '--expect-count\nudp.dstport == 9 and not icmp\n1\n',
      'report-file': file('report.xml'),
      'capture-file': file('trace.pcapng'),
    })
    expect(status).toMatchObject({ status: 0 })
    expect(readFileSync(file('report.xml'), 'utf8')).toContain('tests="3" failures="0"')
    expect(existsSync(file('trace.pcapng'))).toBe(true)
  })

  test('fails and annotates where they are not', async () => {
    const { status, text } = await act({ command: send, options: '--expect\ndns' })
    expect(status).toBe(1)
    expect(text).toMatch(/^::error /m)
  })

  test('fails as its command does, with its exit status', async () => {
    expect(await act({ command: `${send}; exit 7`, options: '--expect\nudp' })).toMatchObject({ status: 7 })
  })
})

/** Runs the script with inputs, as GitHub's runner does. */
function act(inputs: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly text: string }> {
  const env = Object.entries(main.env!).map(([name, value]) => [
    name,
    value
      .replace('${{ github.action_path }}', resolve('.'))
      .replace(/\$\{\{ inputs\.([\w-]+) \}\}/, (_, input: string) => inputs[input] ?? action.inputs[input]!.default!),
  ])
  return new Promise((done) => {
    const options = {
      cwd: folder,
      env: { PATH: process.env.PATH, ...Object.fromEntries(env) } as Record<string, string>,
    }
    execFile('bash', ['-eo', 'pipefail', '-c', main.run!], options, (error, stdout, stderr) =>
      done({ status: error === null ? 0 : Number(error.code), text: stdout + stderr }),
    )
  })
}
