import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { afterAll, describe, expect, test } from 'vitest'
import { bytesOf, pcap } from '../support/capture-bytes.ts'
import { onwire, outcomeOf, shell, startOnwire } from '../support/onwire.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-read-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A UDP datagram from 192.0.2.1:4000 to 192.0.2.2:4001 that says `hello`. */
const hello = bytesOf(`
  00 11 22 33 44 55 66 77 88 99 aa bb 08 00
  45 00 00 21 00 01 00 00 40 11 00 00 c0 00 02 01 c0 00 02 02
  0f a0 0f a1 00 0d 00 00 68 65 6c 6c 6f`)
const records = Array.from({ length: 8 }, (_, second) => [1_700_000_000 + second, 250_000, hello] as const)
const whole = pcap(records)
const trace = saved('trace.pcap', whole)
const long = saved('long.pcap', pcap(Array.from({ length: 20_000 }, (_, second) => [second, 0, hello] as const)))

describe('what is shown', () => {
  test('is one line a packet, with its time, who sent it to whom, and its protocol', async () => {
    const { stdout, stderr, status } = await onwire(['read', trace])
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    expect(lines(stdout)).toHaveLength(8)
    expect(stdout).toMatch(/^22:13:20\.250000 192\.0\.2\.1:4000 > 192\.0\.2\.2:4001 UDP 47/)
  })

  test.each([
    [['-t'], /^192\.0\.2\.1/],
    [['-tt'], /^1700000000\.250000 /],
    [['-ttt', '-c2'], /\n00:00:01\.000000 /],
    [['-tttt'], /^2023-11-14 22:13:20\.250000 /],
    [['-ttttt', '-c', '3'], /\n00:00:02\.000000 .*\n$/],
    [['--nano'], /^22:13:20\.250000000 /],
    [['-#'], /^1 22:13:20/],
    [['-e'], /66:77:88:99:aa:bb > 00:11:22:33:44:55/],
    [['-x'], /0x0000: {2}4500 0021/],
    [['-xx'], /0x0000: {2}0011 2233/],
    [['-X'], /0x0010: .*hell\n/],
    [['-A'], /hello/],
    [['--payload'], /hello/],
  ])('%j does what it does in tcpdump', async (words, expected) => {
    expect((await onwire(['read', trace, ...words])).stdout).toMatch(expected)
  })

  test.each([
    ['table', /^number +time +source/],
    ['tree', /192\.0\.2\.1/],
    ['hex', /0x0000: {2}0011/],
    ['json', /^\[/],
    ['ndjson', /^\{.*\}\n\{/],
    ['csv', /^[^\n]*,[^\n]*\n/],
  ])('--format %s', async (format, expected) => {
    const { stdout, status } = await onwire(['read', trace, '--format', format])
    expect(status).toBe(0)
    expect(stdout).toMatch(expected)
    if (format === 'json') expect(JSON.parse(stdout)).toHaveLength(8)
  })

  test('--fields chooses what, for formats that have columns', async () => {
    const { stdout } = await onwire(['read', trace, '--format', 'csv', '--fields', 'ip.src,udp.dstport', '-c1'])
    expect(lines(stdout).at(-1)).toBe('192.0.2.1,4001')
    const json = await onwire([
      'read',
      trace,
      '--format',
      'ndjson',
      '--fields',
      'ip.src',
      '--fields',
      'udp.dstport',
      '-c1',
    ])
    expect(Object.keys(JSON.parse(json.stdout) as object)).toEqual(['ip.src', 'udp.dstport'])
  })

  test('-s keeps that many bytes of each packet', async () => {
    expect((await onwire(['read', trace, '-s', '42', '-XX', '-c1'])).stdout).not.toContain('hello')
  })

  test('--utc shows times in UTC wherever it is', async () => {
    const env = { TZ: 'Asia/Tokyo' }
    expect((await onwire(['read', trace, '-c1'], { env })).stdout).toMatch(/^07:13:20/)
    expect((await onwire(['read', trace, '-c1', '--utc'], { env })).stdout).toMatch(/^22:13:20/)
  })
})

describe('the words of tcpdump', () => {
  test.each([
    [['-r', trace]],
    [['-nr', trace]],
    [['-nnr', trace]],
    [['-nn', '-r', trace]],
    [['read', '-r', trace]],
    [['read', '-n', trace]],
    [['read', '--', trace]],
  ])('%j reads the file', async (words) => {
    expect(lines((await onwire(words)).stdout)).toHaveLength(8)
  })

  test.each([[['-c5']], [['-c', '5']], [['-nnc5']], [['--limit', '5']], [['--limit=5']]])(
    '%j stops after five packets',
    async (words) => {
      expect(lines((await onwire(['read', trace, ...words])).stdout)).toHaveLength(5)
    },
  )

  test.each([
    [[], '8 packets\n'],
    [['-c', '3'], '3 packets\n'],
    [['-c', '1'], '1 packet\n'],
  ])('--count %j says how many', async (words, stdout) => {
    expect(await onwire(['-r', trace, '--count', ...words])).toEqual({ stdout, stderr: '', status: 0 })
  })
})

describe('writing', () => {
  test('-w alone shows nothing, and writes what it read', async () => {
    const copy = join(folder, 'copy.pcap')
    expect(await onwire(['read', trace, '-w', copy])).toEqual({ stdout: '', stderr: '', status: 0 })
    expect(readFileSync(copy)).toEqual(Buffer.from(whole))
  })

  test.each([[['--print']], [['--format', 'line']]])('%j shows packets as well', async (words) => {
    const { stdout } = await onwire(['-r', trace, '-w', join(folder, 'shown.pcapng'), '-c2', ...words])
    expect(lines(stdout)).toHaveLength(2)
    expect((await onwire(['read', join(folder, 'shown.pcapng'), '--count'])).stdout).toBe('2 packets\n')
  })

  test('-w - writes to standard output', async () => {
    expect((await shell(`onwire read '${trace}' -w - | onwire read - --count`)).stdout).toBe('8 packets\n')
  })

  test('refuses to overwrite what it reads', async () => {
    const { stderr, status } = await onwire(['read', trace, '-w', trace])
    expect(status).toBe(3)
    expect(stderr).toMatch(/^onwire: .*same file\n$/)
    expect(readFileSync(trace)).toEqual(Buffer.from(whole))
  })
})

describe('standard input', () => {
  test('is read to its end', async () => {
    expect(lines((await onwire(['read', '-'], { input: whole })).stdout)).toHaveLength(8)
  })

  test('shows packets while the pipe is open', async () => {
    const child = startOnwire(['read', '-', '-t'])
    const outcome = outcomeOf(child)
    child.stdin.write(whole.subarray(0, 24 + 16 + hello.length))
    const [shown] = (await once(child.stdout, 'data')) as [string]
    expect(lines(shown)).toHaveLength(1)
    child.stdin.end(whole.subarray(24 + 16 + hello.length))
    expect(lines((await outcome).stdout)).toHaveLength(8)
  })

  test('may be a file, and may be empty', async () => {
    expect((await shell(`onwire read - --count < '${trace}'`)).stdout).toBe('8 packets\n')
    expect(await onwire(['read', '-'], { input: '' })).toMatchObject({
      stdout: '',
      status: 3,
      stderr: expect.stringMatching(/^onwire: standard input/),
    })
  })
})

describe('what goes wrong', () => {
  test('at damage all packets before it are shown, then one message says where', async () => {
    const damaged = saved('damaged.pcap', whole.subarray(0, whole.length - 5))
    const { stdout, stderr, status } = await onwire(['read', damaged])
    expect(lines(stdout)).toHaveLength(7)
    expect(stderr).toMatch(/^onwire: .*damaged\.pcap, byte \d+: expected .*\n$/)
    expect(status).toBe(3)
  })

  test('--count counts what came before', async () => {
    expect(await onwire(['read', join(folder, 'damaged.pcap'), '--count'])).toMatchObject({
      stdout: '7 packets\n',
      status: 3,
    })
  })

  test('JSON is whole also at damage', async () => {
    const { stdout, status } = await onwire(['read', join(folder, 'damaged.pcap'), '--format', 'json'])
    expect(JSON.parse(stdout)).toHaveLength(7)
    expect(status).toBe(3)
  })

  test.each([
    ['a file that is not there', ['read', join(folder, 'none.pcap')], /none\.pcap/],
    ['a folder', ['read', folder], /folder|directory/],
    ['a file that is no capture', ['read', saved('text.pcap', new TextEncoder().encode('some text\n'))], /"some tex"/],
    ['a file that cannot be written', ['read', trace, '-w', join(folder, 'none', 'copy.pcap')], /no such folder/],
  ])('%s gives one message and exit status 3', async (_what, words, expected) => {
    const { stdout, stderr, status } = await onwire(words)
    expect({ stdout, status, count: lines(stderr).length }).toEqual({ stdout: '', status: 3, count: 1 })
    expect(stderr).toMatch(expected)
  })

  test('a reader that has had enough is none', async () => {
    const { stdout, stderr } = await shell(`onwire read '${long}' | head -3; echo "\${PIPESTATUS[0]}"`)
    expect(lines(stdout)).toHaveLength(4)
    expect(lines(stdout).at(-1)).toBe('0')
    expect(stderr).toBe('')
  })

  test('nor is one that never was', async () => {
    expect(await shell(`onwire read '${long}' | true; exit "\${PIPESTATUS[0]}"`)).toEqual({
      stdout: '',
      stderr: '',
      status: 0,
    })
  })

  test('a full disk is', async () => {
    expect(await shell(`onwire read '${long}' > /dev/full`)).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/standard output.*no space left/),
    })
  })

  test('a signal ends it as the shell expects, with the file it wrote in good order', async () => {
    const kept = join(folder, 'kept.pcap')
    const child = startOnwire(['read', '-', '-w', kept, '--print'])
    const outcome = outcomeOf(child)
    child.stdin.write(whole)
    await once(child.stdout, 'data')
    child.kill('SIGINT')
    expect((await outcome).status).toBe('SIGINT')
    expect((await onwire(['read', kept, '--count'])).stdout).toBe('8 packets\n')
  })
})

function saved(name: string, bytes: Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

function lines(text: string): string[] {
  return text.split('\n').slice(0, -1)
}
