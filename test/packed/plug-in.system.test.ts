/** A protocol from outside, in a project that has the packed package and not a word from inside: as a library and on the command line. */
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { otherNode } from '../support/other-node.ts'
import { installPacked, runIn } from '../support/packed.ts'
import { bytesOf } from '../support/packets.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-plug-in-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
cpSync(fileURLToPath(new URL('plug-in', import.meta.url)), folder, { recursive: true })
installPacked(folder)
writeCapture(join(folder, 'acme.pcap'))

const command = join(folder, 'node_modules', 'onwire', 'bin', 'onwire.js')

describe('a protocol from outside', { timeout: 120_000 }, () => {
  test('is typed, and all that a program sees', async () => {
    expect(await run(join(folder, 'node_modules', '.bin', 'tsc'), [])).toEqual({ status: 0, stdout: '', stderr: '' })
    const { stdout, stderr, status } = await run(process.execPath, ['built/program.js'])
    expect([stderr, status]).toEqual(['', 0])
    const seen = JSON.parse(stdout) as { tree: string }
    expect(seen).toMatchObject({
      values: [
        [1, 21, '°C'],
        [7, 265, ''],
        [2, -5, '°C'],
      ],
      alarms: [2],
      columns: [
        { 'frame.number': 1, 'acme.value': [21, 265], 'acme.unit': ['°C', ''] },
        { 'frame.number': 2, 'acme.value': [-5], 'acme.unit': ['°C'] },
      ],
      completion: ['acme.version', 'acme.value'],
    })
    expect(seen.tree).toMatch(/Acme Sensors\n {2}Version: 1\n {2}Kind: Alarm \(2\)\n {2}Count: 1\n/)
    expect(seen.tree).toMatch(/Sensor: 2\n {6}Value: -5\n/)
  })

  const programs = [['this Node', process.execPath] as const, ...['20.19.0', '22.23.5', '24.22.3'].map(nodeOf)]
  test.each(programs)('is decoded by the command that is given its file: %s', async (_, node) => {
    // In a folder of its own, where no package is installed.
    const alone = join(folder, 'built', 'alone')
    mkdirSync(alone, { recursive: true })
    cpSync(join(folder, 'built', 'acme.js'), join(alone, 'acme.mjs'))
    const words = ['acme.pcap', '--protocol', 'built/alone/acme.mjs']
    expect(await run(node, [command, 'read', ...words, '-Y', 'acme.value < 0', '-t'])).toEqual({
      status: 0,
      stdout: '192.0.2.1:40000 > 192.0.2.2:9999 ACME 64 alarm of 1 readings\n',
      stderr: '',
    })
    const { stdout } = await run(node, [
      command,
      'read',
      ...words,
      '--format',
      'csv',
      '--fields',
      'acme.kind,acme.value',
    ])
    expect(stdout).toBe('acme.kind,acme.value\n1,"21,265"\n2,-5\n')
    expect(await run(node, [command, 'check', ...words, '--expect', 'acme.kind == 2'])).toMatchObject({ status: 0 })
  })

  test('is explained, and listed', async () => {
    const given = ['--protocol', 'built/acme.js']
    const { stdout } = await run(process.execPath, [command, 'filter', ...given, 'acme.kind == Alarm'])
    expect(stdout).toBe('display filter: any acme.kind == Alarm\n')
    const listed = await run(process.execPath, [command, 'fields', ...given, 'acme', 'val'])
    expect(listed.stdout).toBe('acme.value  number  Value\n')
  })

  test('may be TypeScript where Node strips types, and is refused in words where not', async () => {
    for (const [name, node] of programs) {
      const { stdout, stderr, status } = await run(node, [command, 'read', 'acme.pcap', '--protocol', 'acme.ts', '-t'])
      if (/this Node|20\./.test(name))
        expect([status, stderr]).toEqual([
          2,
          expect.stringMatching(/onwire: --protocol acme.ts: Node.js v\S+ does not run TypeScript/),
        ])
      else expect([stderr, status, stdout]).toEqual(['', 0, expect.stringContaining('ACME 64 alarm of 1 readings')])
    }
  })

  test.each([
    ['a file that is not there', 'none.mjs', undefined, /--protocol none.mjs: .*(Cannot find|ENOENT)/],
    ['a file of another kind', 'acme.pcap', undefined, /a protocol is a module: a file whose name ends in/],
    ['a module without a protocol', 'empty.mjs', 'export const port = 9999', /empty.mjs: it exports no protocol/],
    ['a module that fails', 'fails.mjs', 'throw new RangeError("no sensors")', /fails.mjs: RangeError: no sensors/],
    ['a module that is no JavaScript', 'odd.mjs', 'export cons', /odd.mjs: SyntaxError/],
    [
      'a name that is taken',
      'tcp.mjs',
      'import { protocol } from "onwire/schema"\nexport const mine = protocol("tcp", "Mine")',
      /tcp.mjs: mine: there is a protocol "tcp" already/,
    ],
  ])('is an error of the command line: %s', async (_, file, code, message) => {
    if (code !== undefined) writeFileSync(join(folder, file), code)
    const { status, stderr } = await run(process.execPath, [command, 'read', 'acme.pcap', '--protocol', file])
    expect([status, stderr]).toEqual([2, expect.stringMatching(message)])
  })

  test.skipIf(process.geteuid?.() !== 0)('is not run as root from a file that others can write', async () => {
    const path = join(folder, 'built', 'acme.js')
    const words = [command, 'read', 'acme.pcap', '--protocol', path]
    try {
      chmodSync(path, 0o666)
      expect(await run(process.execPath, words)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining(`other users can write ${path}`) as unknown,
      })
      chmodSync(path, 0o644)
      chmodSync(join(folder, 'built'), 0o777)
      expect(await run(process.execPath, words)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('it is not run as root') as unknown,
      })
    } finally {
      chmodSync(path, 0o644)
      chmodSync(join(folder, 'built'), 0o755)
    }
    expect(await run(process.execPath, words)).toMatchObject({ status: 0 })
  })
})

function nodeOf(version: string): readonly [name: string, program: string] {
  const node = otherNode(version)
  if (!('program' in node)) throw new Error(node.trouble)
  return [version, node.program]
}

/** Two segments to TCP port 9999: a report of two readings, and an alarm. */
function writeCapture(path: string): void {
  const frames = ['01 01 02 01 0015 03 c2b043 07 0109 00', '01 02 01 02 fffb 03 c2b043'].map((payload, index) => {
    const length = (40 + bytesOf(payload).length).toString(16).padStart(4, '0')
    return bytesOf(`020000000001 020000000002 0800 4500 ${length} 0000 0000 40 06 0000 c0000201 c0000202
      9c40 270f 0000000${index} 00000000 50 18 0400 0000 0000 ${payload}`)
  })
  const header = bytesOf('d4c3b2a1 0200 0400 00000000 00000000 00000400 01000000')
  const records = frames.flatMap((frame, index) => {
    const words = Uint32Array.of(index, 0, frame.length, frame.length)
    return [new Uint8Array(words.buffer), frame]
  })
  writeFileSync(path, Buffer.concat([header, ...records]))
}

const run = (program: string, words: readonly string[]) => runIn(folder, program, words)
