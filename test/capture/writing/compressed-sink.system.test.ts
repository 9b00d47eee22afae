import { execFileSync, spawnSync } from 'node:child_process'
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { openFile } from '../../../src/capture/reading/file.ts'
import { openWriter } from '../../../src/capture/writing/writer.ts'
import { readCapture } from '../../support/capture-bytes.ts'
import { ethernet, numberedBatch, numbersIn, numbersTo } from '../../support/numbered.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-compressed-'))
afterAll(() => rmSync(folder, { recursive: true }))
const hasZstd = spawnSync('zstd', ['-V']).status === 0

describe.each([
  ['gzip', 'gz', ['gzip', '-t']],
  ['zstd', 'zst', ['zstd', '-qt']],
] as const)('%s', (compress, ending, [program, ...words]) => {
  const possible = compress === 'gzip' || hasZstd

  test.skipIf(!possible)(
    'is chosen by name or by option, and leaves the format to the rest of the name (zstd needs the program)',
    async () => {
      const compressionOf = async (name: string, options: object) => {
        const path = join(folder, name)
        await (await openWriter(path, { source: ethernet, ...options })).close()
        const { compression, format } = await openFile(path)
        return [compression, format]
      }
      expect(await compressionOf(`a.pcapng.${ending}`, {})).toEqual([compress, 'pcapng'])
      expect(await compressionOf(`a.PCAP.${ending.toUpperCase()}`, {})).toEqual([compress, 'pcap'])
      expect(await compressionOf('b.pcapng', { compress })).toEqual([compress, 'pcapng'])
    },
  )

  test.skipIf(!possible)('is whole at the end, whatever was flushed in between', async () => {
    const path = join(folder, `whole.pcap.${ending}`)
    const writer = await openWriter(path, { source: ethernet })
    for (let number = 1; number <= 3000; number++) {
      await writer.write(numberedBatch(number, number, 60 + (number % 1400)), 0)
      if (number % 1000 === 0) await writer.flush()
      await writer.drain()
    }
    await writer.close()
    expect(spawnSync(program, [...words, path]).status).toBe(0)
    expect(await numbersIn(path)).toEqual(numbersTo(3000))
  })

  test.skipIf(!possible)('can be read as far as it was flushed', async () => {
    const path = join(folder, `flushed.pcapng.${ending}`)
    const writer = await openWriter(path, { source: ethernet })
    for (let number = 1; number <= 100; number++) await writer.write(numberedBatch(number), 0)
    await writer.flush()
    const sofar = readFileSync(path)
    const bytes =
      compress === 'gzip' ? gunzipSync(sofar, { finishFlush: 2 }) : spawnSync('zstd', ['-dc'], { input: sofar }).stdout
    expect(readCapture(new Uint8Array(bytes)).frames).toHaveLength(100)
    await writer.flush()
    expect(readFileSync(path)).toEqual(sofar)
    await writer.close()
  })

  test.skipIf(!possible || !existsSync('/dev/full'))('says when there is no space (needs /dev/full)', async () => {
    const writer = await openWriter('/dev/full', { source: ethernet, compress })
    await writer.write(numberedBatch(1), 0)
    await expect(writer.close()).rejects.toMatchObject({
      code: 'unwritable',
      path: '/dev/full',
      found: expect.stringMatching(/no space left/i),
    })
  })

  test.skipIf(!possible || process.platform === 'win32')('goes through a named pipe (not on Windows)', async () => {
    const pipe = join(folder, `pipe.${ending}`)
    execFileSync('mkfifo', [pipe])
    const pieces: Uint8Array[] = []
    const reading = (async () => {
      for await (const piece of createReadStream(pipe)) pieces.push(piece as Uint8Array)
    })()
    const writer = await openWriter(pipe, { source: ethernet, format: 'pcap' })
    for (let number = 1; number <= 100; number++) await writer.write(numberedBatch(number), 0)
    await writer.close()
    await reading
    const bytes = execFileSync(program, ['-dc'], { input: Buffer.concat(pieces) })
    expect(readCapture(new Uint8Array(bytes)).frames).toHaveLength(100)
  })
})
