/** The programs of examples/, as they are, with the packed package. */
import { spawn } from 'node:child_process'
import { cpSync, createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build, layer, openWriter, Packet } from '../../src/index.ts'
import { leftOut, whyLeftOut } from '../support/live.ts'
import { outcomeOf } from '../support/onwire.ts'
import { installPacked, runIn } from '../support/packed.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-examples-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeAll(async () => {
  installPacked(folder)
  cpSync('examples', folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  const writer = await openWriter(join(folder, 'acme.pcap'))
  const alarm = build(
    layer.ethernet(),
    layer.ipv4(),
    layer.tcp({ destinationPort: 9999 }),
    Uint8Array.of(2, 0xff, 0xfe, 0x43),
  )
  await writer.write(Packet.of(alarm).frame)
  await writer.close()
}, 60_000)

const web = resolve('captures/web.pcapng')
const run = async (name: string, ...words: readonly string[]) => {
  const { status, stdout, stderr } = await runIn(folder, process.execPath, [`${name}.js`, ...words])
  expect([status, stderr]).toEqual([0, ''])
  return stdout
}

describe('the examples', () => {
  test.each([
    ['packets-by-protocol', [web], /│ dns +│ 4 +│/],
    ['dns-names', [web], /^example\.test 192\.0\.2\.2$/m],
    ['http-requests', [web], /^GET http:\/\/example\.test\/ 200 0\.\d+$/m],
    ['conversations', [web], /^ {2}> GET \/ HTTP\/1\.1$/m],
    ['bytes-per-connection', [web], /^774 tcp 192\.0\.2\.1 192\.0\.2\.2 80\n136 udp /],
    ['filter-to-file', [web, 'dns', 'part.pcapng'], /^4 packets$/m],
    ['decode-bytes', ['450000140000000040fd0000c0000201c0000202', '228'], /totalLength: 20,/],
    ['own-protocol', ['acme.pcap'], /^-2 C$/m],
    ['json', [web], /^\{"frame":\{"number":1,.*\}\n/],
  ] as const)('%s', async (name, words, expected) => {
    expect(await run(name, ...words)).toMatch(expected)
  })

  test('read-stream, of standard input and of a response', async () => {
    const reader = spawn(process.execPath, ['read-stream.js'], { cwd: folder })
    createReadStream(web).pipe(reader.stdin)
    const { stdout, status } = await outcomeOf(reader)
    expect([status, stdout.split('\n').length]).toEqual([0, 19])
    const address = `data:application/octet-stream;base64,${readFileSync(web).toString('base64')}`
    expect(await run('read-stream', address)).toBe(stdout)
  })

  test.skipIf(leftOut)(`live and make-and-send${whyLeftOut}`, async () => {
    const script = `ip link set lo up; ping -q -c 50 -i 0.2 127.0.0.1 >/dev/null 2>&1 &
      "$0" live.js lo && "$0" make-and-send.js lo`
    const { status, stdout, stderr } = await runIn(folder, 'unshare', ['-n', 'sh', '-c', script, process.execPath])
    expect([status, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^127\.0\.0\.1 > 127\.0\.0\.1 ICMP 98 Echo request/)
  })

  test('are all of them, in the list, and short', () => {
    const programs = readdirSync('examples').filter((name) => name.endsWith('.js'))
    const list = readFileSync('examples/README.md', 'utf8')
    expect(programs).toHaveLength(12)
    for (const name of programs) {
      expect(list).toContain(`](${name})`)
      expect(readFileSync(join('examples', name), 'utf8').split('\n').length, name).toBeLessThan(18)
    }
  })
})
