/** A file for each conversation. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { numberedNames } from '../../../src/capture/writing/file-names.ts'
import { FileOpener } from '../../../src/capture/writing/file-opener.ts'
import { sinkOpener } from '../../../src/capture/writing/open-sink.ts'
import { openFile } from '../../../src/capture/reading/file.ts'
import { openFiles } from '../../../src/capture/reading/merged-files.ts'
import { ConversationWriter } from '../../../src/cli/sinks/conversations/conversation-writer.ts'
import { captureEncoder } from '../../../src/files/writer.ts'

const folder = mkdtempSync(join(tmpdir(), 'onwire-conversations-'))
afterAll(() => rmSync(folder, { recursive: true }))

const inputs = ['captures/web.pcapng', 'captures/dns.pcapng', 'captures/http.pcapng']

interface Written {
  readonly files: readonly string[]
  readonly opened: readonly string[]
  readonly mostAtOnce: number
  readonly gathered: number
}

/** Writes the packets of all inputs. */
async function written(limits: { most?: number; mostOpen?: number }, ending: string): Promise<Written> {
  const own = mkdtempSync(join(folder, 'own-'))
  const source = await openFiles(inputs)
  const opener = new FileOpener()
  const compress = ending.endsWith('.gz') ? ('gzip' as const) : undefined
  const [open, again] = [
    await sinkOpener({ files: opener, compress }),
    await sinkOpener({ files: { open: opener.openAgain, openPipe: opener.openPipe }, compress }),
  ]
  const opened: string[] = []
  let [atOnce, mostAtOnce] = [0, 0]
  const writer = new ConversationWriter({
    name: numberedNames(join(own, `x${ending}`)),
    open: (path, isAgain) => {
      opened.push(path)
      mostAtOnce = Math.max(mostAtOnce, ++atOnce)
      const sink = (isAgain ? again : open)(path)
      return {
        immediate: sink.immediate,
        write: (bytes) => sink.write(bytes),
        close: () => {
          atOnce--
          return sink.close()
        },
      }
    },
    encoder: (path) => captureEncoder(source, { format: 'pcapng' }, path),
    ...limits,
  })
  for await (const batch of source)
    for (let index = 0; index < batch.length; index++) {
      await writer.write(batch, index)
      // So that files are opened again.
      if (index % 3 === 0) await writer.flush()
    }
  await writer.close()
  expect(atOnce).toBe(0)
  const files = readdirSync(own)
    .toSorted()
    .map((file) => join(own, file))
  return { files, opened, mostAtOnce, gathered: writer.gathered }
}

async function times(path: string): Promise<bigint[]> {
  const all: bigint[] = []
  for await (const batch of await openFile(path)) for (const frame of batch) all.push(frame.timestamp!)
  return all
}
const everyTime = async () => (await Promise.all(inputs.map(times))).flat().toSorted((one, two) => Number(one - two))

test.each(['.pcapng', '.pcapng.gz'])(
  'few files are open at once, and all packets are written, as %s',
  async (ending) => {
    const { files, opened, mostAtOnce, gathered } = await written({ mostOpen: 2 }, ending)
    expect(files.length).toBeGreaterThan(4)
    expect(opened.length).toBeGreaterThan(files.length)
    // One more while the oldest is being closed.
    expect(mostAtOnce).toBeLessThanOrEqual(3)
    expect(gathered).toBe(0)
    const found = await Promise.all(files.map(times))
    expect(found.flat().toSorted((one, two) => Number(one - two))).toEqual(await everyTime())
    for (const each of found) expect(each).toEqual(each.toSorted((one, two) => Number(one - two)))
  },
)

test('beyond the most files, the last takes the rest', async () => {
  const { files, gathered } = await written({ most: 2 }, '.pcapng')
  expect(files.length).toBe(2)
  expect(gathered).toBeGreaterThan(0)
  expect((await Promise.all(files.map(times))).flat().length).toBe((await everyTime()).length)
})
