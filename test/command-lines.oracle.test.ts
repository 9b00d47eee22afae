/** The command lines of docs/command-lines.md: ours all work, and those called the same give as many lines or packets. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { onwire, shell } from './support/onwire.ts'

interface Row {
  readonly theirs: string
  readonly ours: string
  readonly result: string
}

const rows = readFileSync('docs/command-lines.md', 'utf8')
  .split('\n')
  .flatMap((line): readonly Row[] => {
    const [, theirs, ours, result] = /^\| `(.*)` \| `(.*)` \| (.*) \|$/.exec(line) ?? []
    return theirs === undefined ? [] : [{ theirs: plain(theirs), ours: plain(ours!), result: result! }]
  })

function plain(cell: string): string {
  return cell.replaceAll('\\|', '|')
}

const parent = mkdtempSync(join(tmpdir(), 'onwire-command-lines-'))
afterAll(() => rmSync(parent, { recursive: true }))
let next = 0

/** A folder with the files that the command lines name. */
function folder(): string {
  const path = join(parent, `${next++}`)
  mkdirSync(path)
  symlinkSync(resolve('captures'), join(path, 'captures'))
  writeFileSync(join(path, 'filter.txt'), 'tcp port 80\n')
  writeFileSync(join(path, 'a.pcapng.gz'), gzipSync(readFileSync('captures/web.pcapng')))
  return path
}

const isLive = ({ ours }: Row) => / -i (?:lo|any)\b|live lo/.test(ours) || /-ni lo|-nn -i any/.test(ours)
const named = (keeps: (row: Row) => boolean) => rows.filter(keeps).map((row) => [row.ours, row] as const)
const has = (program: string) => spawnSync(program, ['--version']).error === undefined
const missing = ['tcpdump', 'tshark', 'editcap', 'mergecap'].filter((program) => !has(program))
const outside = missing.length > 0 ? ` (skipped: no ${missing.join(', ')})` : ''

test('there are many', () => expect(rows.length).toBeGreaterThanOrEqual(120))

describe.skipIf(missing.length > 0)(`on files${outside}`, () => {
  test.each(named((row) => !isLive(row)))('%s', async (_, { theirs, ours, result }) => {
    const own = folder()
    const { stdout, stderr, status } = await shell(ours, { cwd: own })
    expect(status, stderr).toBe(0)
    // Only editing says what it did.
    if (!ours.startsWith('onwire edit')) expect(stderr).toBe('')
    const written = readdirSync(own).filter((name) => name.startsWith('out'))
    expect(stdout !== '' || written.length > 0).toBe(true)
    if (result !== 'same') return
    const other = folder()
    const output = execFileSync('sh', ['-c', theirs], {
      cwd: other,
      env: { ...process.env, TZ: 'UTC' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    if (written.length === 0) expect(linesOf(stdout)).toBe(linesOf(output))
    for (const name of written) expect(await packetsOf(join(own, name))).toBe(await packetsOf(join(other, name)))
  })
})

const rootTrouble =
  process.platform !== 'linux' || process.getuid!() !== 0 || !has('unshare') || !has('ping')
    ? ' (skipped: needs root on Linux)'
    : ''

describe.skipIf(rootTrouble !== '')(`live${rootTrouble}`, () => {
  test.each(named(isLive))('%s', async (_, { ours }) => {
    const own = folder()
    const script = `ip link set lo up; (ping -q -i 0.1 -c 100 127.0.0.1 >/dev/null 2>&1 &); ${ours.replace(/^onwire/, '"$0" "$1"')}`
    const words = ['-n', 'sh', '-c', script, process.execPath, resolve('bin/onwire.js')]
    const { status, stdout, stderr } = spawnSync('unshare', words, { cwd: own, encoding: 'utf8', timeout: 15_000 })
    expect(status, stderr).toBe(0)
    expect(stdout !== '' || readdirSync(own).some((name) => name.startsWith('out'))).toBe(true)
  })
})

const linesOf = (text: string) => text.trimEnd().split('\n').length

async function packetsOf(path: string): Promise<string> {
  return (await onwire(['read', path, '--count'])).stdout
}
