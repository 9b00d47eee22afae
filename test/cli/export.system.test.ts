import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { captureBytes, handshake, server } from '../support/segments.ts'
import { onwire } from '../support/onwire.ts'

const parent = mkdtempSync(join(tmpdir(), 'onwire-export-'))
afterAll(() => rmSync(parent, { recursive: true }))
let next = 0
const folder = () => join(parent, `${next++}`)

interface Listed {
  readonly file: string
  readonly size: number
  readonly sha256: string
  readonly isCut: boolean
}

describe('onwire export', () => {
  test('writes files, and lists them', async () => {
    const own = folder()
    const { stdout, stderr, status } = await onwire(['export', 'captures/http-post.pcapng', '-d', own])
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
    await expect(stdout).toMatchFileSnapshot('../golden/streams/http-post.export.txt')
    expect(readdirSync(own).toSorted()).toEqual(['form', 'form-2', 'form-3', 'form-4', 'form-5', 'form-6'])
  })

  test('the list as JSON is what is in the folder', async () => {
    const own = folder()
    const { stdout } = await onwire([
      'export',
      'captures/web.pcapng',
      '--objects',
      'http',
      '-d',
      own,
      '--format',
      'json',
    ])
    const listed = JSON.parse(stdout) as readonly Listed[]
    expect(listed.map(({ file }) => file)).toEqual(['http-object.html', 'missing'])
    for (const { file, size, sha256 } of listed) {
      const bytes = readFileSync(join(own, file))
      expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([size, sha256])
    }
  })

  test('writes files of other protocols, chosen by kind', async () => {
    const own = folder()
    const { stdout, status } = await onwire(['export', 'captures/ftp.pcapng', '--objects', 'ftp-data,tftp', '-d', own])
    expect(status).toBe(0)
    expect(stdout).toContain('numbers.txt')
    expect(readdirSync(own).toSorted()).toEqual(['LIST', 'line.txt', 'numbers.txt', 'upload.txt'])
    const other = folder()
    expect((await onwire(['export', 'captures/ftp.pcapng', '--objects', 'smtp', '-d', other])).status).toBe(1)
  })

  test('a filter chooses among them', async () => {
    const { stdout } = await onwire(['export', 'captures/web.pcapng', 'http.response.code == 404', '-d', folder()])
    expect(stdout.trimEnd().split('\n')).toHaveLength(2)
  })

  test('overwrites nothing', async () => {
    const own = folder()
    await onwire(['export', 'captures/web.pcapng', '-d', own])
    writeFileSync(join(own, 'missing'), 'mine')
    const refused = await onwire(['export', 'captures/web.pcapng', '-d', own])
    expect([refused.stdout, refused.status]).toEqual(['', 3])
    expect(refused.stderr).toMatch(/expected an empty folder, found one with files in it\. --force writes to it/)
    expect((await onwire(['export', 'captures/web.pcapng', '-d', own, '--force'])).status).toBe(0)
    expect(readFileSync(join(own, 'missing'), 'utf8')).toBe('mine')
    expect(readdirSync(own)).toHaveLength(4)
  })

  test('decompresses, and says what is cut', async () => {
    const own = folder()
    const body = brotliCompressSync('hello '.repeat(100))
    const head = `HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: ${body.length}\r\n\r\n`
    const more = { port: 80, ack: 1 }
    const whole = server(1, Uint8Array.from([...Buffer.from(head), ...body]), more)
    const length = head.length + body.length
    const cut = server(1 + length, 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\ncut short', { ...more, cut: 4 })
    const input = captureBytes([...handshake.map((each) => ({ ...each, port: 80 })), whole, cut])
    const { stderr, stdout } = await onwire(['export', '-', '-d', own, '--format', 'json'], { input })
    expect((JSON.parse(stdout) as readonly Listed[]).map(({ isCut, size }) => [isCut, size])).toEqual([
      [false, 600],
      [true, 5],
    ])
    expect(stderr).toBe('onwire: 1 file cut: not all bytes were captured, or could be decoded\n')
  })

  test.each([
    [['export'], 2, /^onwire: export needs a capture file/],
    [['export', 'captures/web.pcapng'], 2, /^onwire: export needs a folder to write to: onwire export captures\/web/],
    [
      ['export', 'captures/web.pcapng', '-d', 'x', '--objects', 'imap'],
      2,
      /^onwire: --objects: onwire finds the files that these protocols transfer: http, tftp, .*; not those of "imap"/,
    ],
    [['export', 'captures/web.pcapng', '-d', 'captures/web.pcapng/x'], 3, /./],
    [['export', 'nowhere.pcap', '-d', 'x'], 3, /nowhere\.pcap/],
  ])('%j fails', async (words, expected, message) => {
    const { stderr, status } = await onwire(words)
    expect(stderr).toMatch(message)
    expect(status).toBe(expected)
  })

  test('says where there are none', async () => {
    const { stdout, stderr, status } = await onwire(['export', 'captures/arp.pcap', '-d', folder()])
    expect([stdout, stderr, status]).toEqual([
      '',
      'onwire: no files of http, tftp, smtp, pop, ftp-data were found\n',
      1,
    ])
  })
})

const isRoot = process.platform === 'linux' && process.getuid!() === 0

test.skipIf(!isRoot)(
  `what root exports is of the user who called sudo${isRoot ? '' : ' (left out: it needs root)'}`,
  async () => {
    const shared = mkdtempSync(join(tmpdir(), 'onwire-export-'))
    chmodSync(shared, 0o777)
    const env = { SUDO_UID: '4321', SUDO_GID: '4322', SUDO_USER: 'caller' }
    const { status } = await onwire(['export', 'captures/http-post.pcapng', '-d', join(shared, 'files')], { env })
    expect(status).toBe(0)
    const owners = readdirSync(join(shared, 'files')).map((name) => statSync(join(shared, 'files', name)).uid)
    expect(new Set(owners)).toEqual(new Set([4321]))
    rmSync(shared, { recursive: true })
  },
)
