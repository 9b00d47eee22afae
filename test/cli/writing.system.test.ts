import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openFile } from '../../src/capture/reading/file.ts'
import { readCapture } from '../support/capture-bytes.ts'
import { numberedPcap, numbersIn, numbersTo } from '../support/numbered.ts'
import { onwire, outcomeOf, shell, startOnwire } from '../support/onwire.ts'

const base = mkdtempSync(join(tmpdir(), 'onwire-writing-'))
afterAll(() => rmSync(base, { recursive: true }))
const count = 60_000
const bytes = numberedPcap(count, 0.01)
const trace = join(base, 'trace.pcap')
writeFileSync(trace, bytes)
const small = join(base, 'small.pcap')
writeFileSync(small, numberedPcap(100))

let folder = base
let made = 0
beforeEach(() => {
  folder = join(base, `${made++}`)
  mkdirSync(folder)
})

const has = (program: string) => spawnSync(program, ['--version']).error === undefined
const files = (of = folder) => readdirSync(of).sort()
const write = (name: string, ...words: readonly string[]) => onwire(['read', trace, '-w', join(folder, name), ...words])
const done = { stdout: '', stderr: '', status: 0 }

describe('-C, -G and -W', () => {
  test
    .skipIf(!has('tcpdump'))
    .each([
      [['-C', '1']],
      [['-C', '1', '-W', '2']],
      [['-C', '1', '-W', '3']],
      [['-C', '1', '-W', '11']],
      [['-C', '1', '-W', '1']],
      [['-C', '1', '-W', '100']],
    ])('%j makes the files that tcpdump makes, byte for byte (needs tcpdump)', async (words) => {
    const theirs = join(folder, 'theirs')
    const ours = join(folder, 'ours')
    for (const each of [theirs, ours]) mkdirSync(each)
    const user = process.getuid?.() === 0 ? ['-Z', 'root'] : []
    expect(spawnSync('tcpdump', ['-r', trace, '-w', join(theirs, 'out.pcap'), ...user, ...words]).status).toBe(0)
    expect(await onwire(['read', trace, '-w', join(ours, 'out.pcap'), ...words])).toEqual(done)
    expect(files(ours)).toEqual(files(theirs))
    for (const name of files(ours))
      expect(readFileSync(join(ours, name)).equals(readFileSync(join(theirs, name)))).toBe(true)
  })

  test.each([
    ['64k', 65_536],
    ['1M', 1_048_576],
    ['2', 2_000_000],
  ])('-C %s is a file of a little more than %d bytes', async (size, expected) => {
    expect(await write('out.pcap', '-C', size)).toEqual(done)
    const first = statSync(join(folder, 'out.pcap')).size
    expect(first).toBeGreaterThan(expected)
    expect(first).toBeLessThan(expected + 200)
    const rest = files()
      .map((name) => name.replace('out.pcap', ''))
      .filter(Boolean)
      .map(Number)
      .sort((a, b) => a - b)
    const numbers = await Promise.all(['', ...rest].map((number) => numbersIn(join(folder, `out.pcap${number}`))))
    expect(numbers.flat()).toEqual(numbersTo(count))
  })

  test('-G follows the times of the packets of a file', async () => {
    expect(await write('out-%H%M%S.pcap', '-G', '120')).toEqual(done)
    expect(files()).toEqual([
      'out-221320.pcap',
      'out-221520.pcap',
      'out-221720.pcap',
      'out-221920.pcap',
      'out-222120.pcap',
    ])
    expect((await Promise.all(files().map((name) => numbersIn(join(folder, name))))).flat()).toEqual(numbersTo(count))
  })

  test('-G with -W ends after so many files', async () => {
    expect(await write('out-%s.pcap', '-G', '60', '-W', '3', '--count')).toEqual({ ...done, stdout: '18000 packets\n' })
    expect(files()).toEqual(['out-1700000000.pcap', 'out-1700000060.pcap', 'out-1700000120.pcap'])
  })

  test('-G without a time in the name leaves the last, as tcpdump does, but says so', async () => {
    const { stderr, status } = await write('out.pcap', '-G', '300')
    expect({ status, files: files() }).toEqual({ status: 0, files: ['out.pcap'] })
    expect(stderr).toMatch(/^onwire: -G without a time in the file name/)
    expect(await numbersIn(join(folder, 'out.pcap'))).toEqual(numbersTo(count, 30_001))
    expect(await write('out.pcap', '-G', '300', '-W', '1')).toEqual(done)
    expect(await numbersIn(join(folder, 'out.pcap'))).toEqual(numbersTo(30_000))
  })

  test('-G with -C counts anew with each time', async () => {
    expect(await write('%H%M-', '-G', '300', '-C', '1')).toEqual(done)
    expect(files()).toEqual(['2213-', '2213-1', '2213-2', '2218-', '2218-1', '2218-2'])
  })
})

describe('-b', () => {
  test.each([
    [
      ['-b', 'packets:25000'],
      ['out_00001_20231114221320.pcapng', 'out_00002_20231114221730.pcapng', 'out_00003_20231114222140.pcapng'],
    ],
    [
      ['-b', 'duration:250'],
      ['out_00001_20231114221320.pcapng', 'out_00002_20231114221730.pcapng', 'out_00003_20231114222140.pcapng'],
    ],
    [
      ['-b', 'duration:250', '-b', 'files:2'],
      ['out_00002_20231114221730.pcapng', 'out_00003_20231114222140.pcapng'],
    ],
    [
      ['-b', 'interval:300,nametimenum:2'],
      ['out_20231114221320_00001.pcapng', 'out_20231114221500_00002.pcapng', 'out_20231114222000_00003.pcapng'],
    ],
    [
      ['-b', 'filesize:3000'],
      ['out_00001_20231114221320.pcapng', 'out_00002_20231114221834.pcapng'],
    ],
    [
      ['-b', 'filesize:1000', '-a', 'files:2'],
      ['out_00001_20231114221320.pcapng', 'out_00002_20231114221504.pcapng'],
    ],
  ])('%j', async (words, expected) => {
    expect(await write('out.pcapng', ...words)).toEqual(done)
    expect(files()).toEqual(expected)
  })

  test.skipIf(!has('dumpcap'))(
    'makes the files that dumpcap makes, but for the time and an empty one at the end (needs dumpcap)',
    async () => {
      const theirs = join(folder, 'theirs')
      const ours = join(folder, 'ours')
      for (const each of [theirs, ours]) mkdirSync(each)
      const words = ['-b', 'packets:7', '-b', 'files:5']
      expect(
        (await shell(`dumpcap -q -P -i - -w '${join(theirs, 'out.pcap')}' ${words.join(' ')} < '${small}'`)).status,
      ).toBe(0)
      expect(await onwire(['read', small, '-w', join(ours, 'out.pcap'), ...words])).toEqual(done)
      const shape = (of: string) =>
        Promise.all(files(of).map(async (name) => [name.replace(/\d{14}/, 'TIME'), await numbersIn(join(of, name))]))
      expect(await shape(ours)).toEqual(await shape(theirs))
    },
  )

  test.skipIf(!has('capinfos'))('each file is a capture to capinfos (needs capinfos)', async () => {
    expect(await write('out.pcapng', '-b', 'packets:10000')).toEqual(done)
    const { stdout } = spawnSync('capinfos', ['-crTM', ...files().map((name) => join(folder, name))], {
      encoding: 'utf8',
    })
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split('\t').at(-1)),
    ).toEqual(Array.from({ length: 6 }, () => '10000'))
  })
})

describe('-a', () => {
  test.each([
    [['-a', 'packets:123'], 123],
    [['-a', 'duration:2.5'], 250],
    [['-a', 'packets:10', '-a', 'duration:1'], 10],
    [['-a', 'packets:10,duration:0.05'], 5],
    [['-a', 'packets:5000', '-c', '4000'], 4000],
  ])('%j ends as well where nothing is written', async (words, expected) => {
    expect(await onwire(['read', trace, '--count', ...words])).toEqual({ ...done, stdout: `${expected} packets\n` })
    expect(await write('out.pcap', ...words)).toEqual(done)
    expect(await numbersIn(join(folder, 'out.pcap'))).toEqual(numbersTo(expected))
  })

  test('filesize ends one file, and shows no packet that is not in it', async () => {
    const { stdout } = await write('out.pcap', '-a', 'filesize:50', '--print')
    const { size } = statSync(join(folder, 'out.pcap'))
    expect(size).toBeGreaterThanOrEqual(50_000)
    expect(size).toBeLessThan(50_200)
    expect(await numbersIn(join(folder, 'out.pcap'))).toEqual(numbersTo(stdout.split('\n').length - 1))
  })
})

describe('names and formats', () => {
  test('a name may hold the time of the first packet', async () => {
    expect(await write('%Y-%j.pcap')).toEqual(done)
    expect(files()).toEqual(['2023-318.pcap'])
    expect(readFileSync(join(folder, '2023-318.pcap')).equals(bytes)).toBe(true)
  })

  test('times in names are local, or UTC', async () => {
    const env = { TZ: 'Asia/Tokyo' }
    await onwire(['read', small, '-w', join(folder, 'a-%H')], { env })
    await onwire(['read', small, '-w', join(folder, 'b-%H'), '--utc'], { env })
    expect(files()).toEqual(['a-07', 'b-22'])
  })

  test.each([
    ['a', [], 'pcap'],
    ['a.pcapng', [], 'pcapng'],
    ['a.pcapng.gz', [], 'pcapng'],
    ['a.dmp', [], 'pcap'],
    ['a', ['--file-type', 'pcapng'], 'pcapng'],
    ['a.pcapng', ['--file-type', 'pcap'], 'pcap'],
  ])('%s with %j is %s', async (name, words, format) => {
    expect(await onwire(['read', small, '-w', join(folder, name), ...words])).toEqual(done)
    expect((await openFile(join(folder, name))).format).toBe(format)
    expect(await numbersIn(join(folder, name))).toEqual(numbersTo(100))
  })
})

describe('while packets come', () => {
  const part = bytes.subarray(0, 100_000)
  const whole = readCapture(part).frames.length

  test.each([
    ['plain.pcapng', []],
    ['compressed.pcap.gz', []],
    ['each.pcap', ['-U']],
    ['named-%H.pcap', []],
    ['ring.pcap', ['-b', 'packets:100000']],
  ])('a file is readable up to the last second when it is killed: %s %j', async (name, words) => {
    const child = startOnwire(['read', '-', '-w', join(folder, name), ...words])
    const outcome = outcomeOf(child)
    child.stdin.write(part)
    // Written in full, or the test runs out of time.
    while ((await packetsIn(folder)) < whole) await setTimeout(50)
    child.kill('SIGKILL')
    expect((await outcome).status).toBe('SIGKILL')
    const { stdout } = await onwire(['read', join(folder, files()[0]!), '--count'])
    expect(stdout).toBe(`${whole} packets\n`)
  })

  test.skipIf(!has('zstd') || process.platform === 'win32')(
    'what stops onwire from a terminal does not stop zstd (needs the program zstd)',
    async () => {
      const path = join(folder, 'a.pcap.zst')
      const child = spawn(process.execPath, [resolve('bin/onwire.js'), 'read', '-', '-w', path], {
        detached: true,
        stdio: 'pipe',
        timeout: 15_000,
      })
      const outcome = outcomeOf(child)
      child.stdin.write(part)
      while ((await packetsIn(folder)) < whole) await setTimeout(50)
      process.kill(-child.pid!, 'SIGINT')
      expect((await outcome).status).toBe('SIGINT')
      expect(spawnSync('zstd', ['-qt', path]).status).toBe(0)
      expect(await numbersIn(path)).toEqual(numbersTo(whole))
    },
  )

  test.skipIf(process.platform === 'win32')('SIGUSR2 makes --keep write (not on Windows)', async () => {
    const path = join(folder, 'kept.pcap')
    const child = startOnwire(['read', '-', '-w', path, '--keep', '100p', '--print', '-t'])
    const outcome = outcomeOf(child)
    const shown = { lines: 0 }
    child.stdout.on('data', (text: string) => {
      shown.lines += text.split('\n').length - 1
    })
    const until = async (lines: number) => {
      while (shown.lines < lines) await setTimeout(20)
    }
    child.stdin.write(part)
    await until(whole)
    child.kill('SIGUSR2')
    while ((await packetsIn(folder)) < 100) await setTimeout(20)
    const second = numberedPcap(whole + 30, 0.01).subarray(part.length)
    child.stdin.write(second)
    await until(whole + 30)
    child.kill('SIGUSR2')
    while ((await packetsIn(folder)) < 130) await setTimeout(20)
    child.stdin.end()
    expect((await outcome).stderr).toMatch(/^2 triggers, 130 packets written, 0 kept and not written\n$/)
    expect(await numbersIn(path)).toEqual(numbersTo(whole + 30, whole - 99))
  })
})

test.skipIf(process.platform === 'win32')(
  'a full disk ends it, with whole packets in the file (not on Windows)',
  async () => {
    const path = join(folder, 'full.pcap')
    const { status, stderr } = await shell(`trap '' XFSZ; ulimit -f 1000; onwire read '${trace}' -w '${path}'`)
    expect(status).toBe(3)
    expect(stderr).toMatch(/^onwire: .*full\.pcap: .*a file size limit that was reached\n$/)
    const numbers = await numbersIn(path)
    expect(numbers.length).toBeGreaterThan(1000)
    expect(numbers).toEqual(numbersTo(numbers.length))
  },
)

describe('a usage error is refused before anything is written', () => {
  test.each([
    [['-b', 'packets:5', '-C', '1'], /-b \(as in dumpcap\) and --rotate-size \(as in tcpdump\) both rotate files/],
    [['-b', 'packets:5', '-W', '1'], /-b \(as in dumpcap\) and --rotate-count/],
    [['-b', 'files:5'], /-b files:N needs a criterion for the next file/],
    [
      ['-b', 'file:5'],
      /-b takes one of duration, interval, filesize, packets, files, nametimenum, such as duration:60, not "file:5"/,
    ],
    [['-b', 'packets'], /-b packets takes a whole number of at least 1, not ""/],
    [['-b', 'packets:0'], /-b packets takes a whole number of at least 1, not "0"/],
    [['-b', 'packets:1.5'], /-b packets takes a whole number of at least 1, not "1.5"/],
    [['-b', 'duration:soon'], /-b duration takes seconds, not "soon"/],
    [['-b', ','], /-b takes one of/],
    [['-a', 'time:5'], /-a takes one of duration, filesize, files, packets, such as duration:60, not "time:5"/],
    [['-a', 'duration:-1'], /-a duration takes seconds, not "-1"/],
    [['-a', 'files:5'], /-a files counts the files of -b/],
    [['-a', 'files:5', '-G', '5'], /with -G, use -W/],
    [['-a', 'filesize:5', '-C', '5'], /use one of them/],
    [['-C', '1x'], /-C takes millions of bytes, or a number with k, m or g, such as 100 or 64k, not "1x"/],
    [['-C', '0'], /-C takes millions of bytes/],
    [['-G', '0'], /-G \(--rotate-seconds\) takes a whole number of at least 1, not "0"/],
    [['-W', '5'], /-W counts the files of -C or -G/],
    [['--keep', '30'], /--keep takes a time, megabytes or packets, such as 30s, 50MB or 10000p, not "30"/],
    [['--keep', '0s'], /not "0s"/],
    [['--after', '5s'], /it needs --keep/],
    [['--keep', '5p', '--after', 'long'], /--after takes a time, such as 500ms, 2s or 1.5min, not "long"/],
    [['--compress', 'lz4'], /--compress is gzip or zstd, not "lz4"/],
    [['--file-type', 'snoop'], /--file-type is pcap or pcapng, not "snoop"/],
  ])('%j', async (words, expected) => {
    const { stdout, stderr, status } = await write('out.pcap', ...words)
    expect({ stdout, status, files: files() }).toEqual({ stdout: '', status: 2, files: [] })
    expect(stderr).toMatch(expected)
  })

  test.each([
    [['-b', 'packets:5'], /--ring-buffer is about a file: it needs -w FILE/],
    [['-C', '5'], /--rotate-size/],
    [['--keep', '5s'], /--keep/],
    [['--compress', 'gzip'], /--compress/],
    [['-a', 'filesize:5'], /-a filesize and files are about files/],
    [['-w', '-', '-C', '5'], /-w - is one file: it cannot be several/],
  ])('%j without a file', async (words, expected) => {
    expect(await onwire(['read', small, ...words])).toEqual({
      stdout: '',
      stderr: expect.stringMatching(expected),
      status: 2,
    })
  })
})

/** The packets that are in the first file so far. */
async function packetsIn(of: string): Promise<number> {
  const [name] = files(of)
  if (name === undefined) return 0
  return Number(/^\d+/.exec((await onwire(['read', join(of, name), '--count'])).stdout)?.[0] ?? 0)
}
