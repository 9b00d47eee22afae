/** What tshark makes of display filters, and what onwire makes of them. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Batch } from '../../src/files/batch.ts'
import type { Frame } from '../../src/files/frame.ts'
import { FilterError } from '../../src/filter/error.ts'
import { compileDisplayFilter } from '../../src/filter/display/index.ts'

/** The numbers of the frames that pass, or `refused`. */
export type Verdict = string

/** Whether there is a tshark that runs Lua. */
export const present = spawnSync('tshark', ['--version'], { encoding: 'utf8' }).stdout?.includes('with Lua') ?? false

/** As the rest of the comparison sees packets: each by itself. */
const options = [
  'tcp.desegment_tcp_streams:FALSE',
  'tcp.no_subdissector_on_error:FALSE',
  'ip.defragment:FALSE',
  'ipv6.defragment:FALSE',
].flatMap((option) => ['-o', option])

/** The verdicts of tshark on one capture. */
export function theirs(capture: string, filters: readonly string[]): Verdict[] {
  const folder = mkdtempSync(join(tmpdir(), 'onwire-filters-'))
  try {
    const list = join(folder, 'filters.txt')
    writeFileSync(list, `${filters.join('\n')}\n`)
    const script = fileURLToPath(new URL('verdicts.lua', import.meta.url))
    const text = execFileSync(
      'tshark',
      ['-n', ...options, '-T', 'fields', '-e', 'frame.number', '-X', `lua_script:${script}`, '-r', capture],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        maxBuffer: 1 << 28,
        env: { ...process.env, ONWIRE_FILTERS: list, TZ: 'UTC', WIRESHARK_CONFIG_DIR: folder },
      },
    )
    // Asked for fields, tshark makes whole trees, as it does for -Y: lengths of protocols depend on that. It prints them as well, without a tab.
    const verdicts = new Map(
      text
        .split('\n')
        .filter((line) => line.includes('\t'))
        .map((line) => line.split('\t') as [string, string]),
    )
    return filters.map((_filter, index) => verdicts.get(`${index + 1}`) ?? 'nothing')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The verdicts of onwire on frames. */
export function ours(frames: readonly Frame[], filters: readonly string[]): Verdict[] {
  const batches = frames.map((frame) => new Batch().hold(frame))
  return filters.map((text) => {
    try {
      const filter = compileDisplayFilter(text)
      return batches
        .filter((batch) => filter.matches(batch, 0))
        .map((batch) => batch.number(0))
        .join(' ')
    } catch (error) {
      if (error instanceof FilterError) return 'refused'
      throw error
    }
  })
}
