/** `onwire follow` and `onwire export` against tshark, on the project's captures. */
import { createHash } from 'node:crypto'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { onwire } from '../support/onwire.ts'

const missing = spawnSync('tshark', ['--version']).error !== undefined
const parent = mkdtempSync(join(tmpdir(), 'onwire-follow-oracle-'))
afterAll(() => rmSync(parent, { recursive: true }))
const tshark = (...words: readonly string[]) =>
  execFileSync('tshark', ['-n', '-2', '-o', 'tcp.reassemble_out_of_order:TRUE', ...words], {
    encoding: 'latin1',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, WIRESHARK_CONFIG_DIR: '/nonexistent' },
  })

/** The bytes of a stream in hexadecimal digits. */
const theirs = (path: string, stream: number) =>
  tshark('-q', '-r', path, '-z', `follow,tcp,raw,${stream}`)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^[0-9a-f]+$/.test(line))
    .join('')

describe.skipIf(missing)('as in tshark', () => {
  test.each(['web', 'http-post', 'lossy', 'tls', 'redis', 'zero-window', 'tcp-fastopen'])(
    'the streams of %s',
    async (name) => {
      const path = `captures/${name}.pcapng`
      for (const stream of [0, 1]) {
        const { stdout } = await onwire(['follow', path, 'tcp', `${stream}`, '--format', 'json'])
        const expected = theirs(path, stream)
        const chunks = stdout === '' ? [] : (JSON.parse(stdout) as { chunks: readonly Chunk[] }).chunks
        expect(
          chunks
            .filter(({ acknowledged }) => acknowledged !== false)
            .map(hexOf)
            .join(''),
        ).toBe(expected)
      }
    },
  )

  test.each(['web', 'http-post', 'http'])('the files of %s', async (name) => {
    const [ours, other] = [join(parent, `${name}-ours`), join(parent, `${name}-theirs`)]
    tshark('-q', '-r', `captures/${name}.pcapng`, '--export-objects', `http,${other}`)
    await onwire(['export', `captures/${name}.pcapng`, '-d', ours])
    expect(digests(ours)).toEqual(digests(other))
  })
})

interface Chunk {
  readonly data: string
  readonly missing?: number
  readonly acknowledged?: boolean
}

function hexOf({ data, missing: absent = 0 }: Chunk): string {
  const gap = absent === 0 ? '' : `[${absent} bytes missing in capture file]\0`
  return Buffer.concat([Buffer.from(gap), Buffer.from(data, 'base64')]).toString('hex')
}

const digests = (folder: string) =>
  readdirSync(folder)
    .map((file) =>
      createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest('hex'),
    )
    .toSorted()
