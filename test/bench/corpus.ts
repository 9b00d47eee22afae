/** The file the benchmarks read: real captures, merged and repeated to about 500 MB, as classic Ethernet pcap. */
import { existsSync, mkdirSync, readdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openFile } from '../../src/capture/reading/file.ts'
import { openWriter } from '../../src/capture/writing/writer.ts'
import { CaptureError } from '../../src/files/error.ts'

export interface Corpus {
  readonly path: string
  readonly packets: number
  readonly bytes: number
  /** What it was made of. */
  readonly source: string
}

const size = 500e6
const folder = 'bench-data'

/** Builds the file, or takes the one built before. */
export async function corpus(): Promise<Corpus> {
  const root = existsSync('../shared/captures') ? '../shared/captures' : 'captures'
  const path = join(folder, `ethernet-${root === 'captures' ? 'own' : 'shared'}.pcap`)
  if (!existsSync(path)) await build(root, path)
  return {
    path,
    packets: await packetsOf(path),
    bytes: statSync(path).size,
    source: `the Ethernet frames of ${captures(root).length} captures, ${root === 'captures' ? "the project's own" : 'of other projects’ test suites'}, repeated`,
  }
}

async function build(root: string, path: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const once = `${path}.once`
  await merge(captures(root), once, 1)
  await merge([once], `${path}.part`, Math.ceil(size / statSync(once).size))
  renameSync(`${path}.part`, path)
}

/** Writes every Ethernet frame of the captures, all of them `times` times over. */
async function merge(paths: readonly string[], target: string, times: number): Promise<void> {
  const ethernet = { interfaces: [{ linkType: 1, snapLength: 262144 }], sections: [], names: [], secrets: [] }
  const writer = await openWriter(target, { source: ethernet as never, format: 'pcap' })
  for (let time = 0; time < times; time++)
    for (const path of paths)
      try {
        for await (const batch of await openFile(path, { reuseMemory: true })) {
          for (let index = 0; index < batch.length; index++)
            if (batch.linkType[index] === 1 && !Number.isNaN(batch.seconds[index]!)) void writer.write(batch, index)
          await writer.drain()
        }
      } catch (error) {
        if (!(error instanceof CaptureError)) throw error // what comes before the damage is taken
      }
  await writer.close()
}

const captures = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((name) => join(root, name))
    .filter((path) => /\.(pcap|pcapng|cap|dmp)$/.test(path))
    .sort()

async function packetsOf(path: string): Promise<number> {
  let packets = 0
  for await (const batch of await openFile(path, { reuseMemory: true })) packets += batch.length
  return packets
}
