/** Sizes and times as options state them. All functions throw UsageError. */
import type { Keeping } from '../../../capture/writing/frame-ring.ts'
import { UsageError } from '../../usage-error.ts'

/** The size of `-C`, as in tcpdump: millions of bytes, or KiB, MiB and GiB. */
export function bytesOf(text: string): number {
  const [, digits, unit = ''] = /^(\d{1,9})([kmg]?)$/i.exec(text) ?? []
  if (Number(digits) > 0) return Number(digits) * sizeUnits[unit.toLowerCase()]!
  const expected = '-C takes millions of bytes, or a number with k, m or g, such as 100 or 64k'
  throw new UsageError(`${expected}, not ${JSON.stringify(text)}`)
}

const sizeUnits: Readonly<Record<string, number>> = { '': 1e6, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 }

/** The amounts of `--keep`. */
export function keepingOf(words: readonly string[]): Keeping {
  const found = words.map((word) => /^(\d{1,9}(?:\.\d+)?)(s|kb|mb|gb|p)$/i.exec(word) ?? refuseAmount(word))
  if (found.length === 0) refuseAmount('')
  return Object.fromEntries(
    found.map(([word, digits, unit]) => {
      const { name, each } = amounts[unit!.toLowerCase()]!
      return [name, Number(digits) * each || refuseAmount(word)]
    }),
  )
}

function refuseAmount(word: string): never {
  const expected = '--keep takes seconds, megabytes or packets, such as 30s, 50MB or 10000p'
  throw new UsageError(`${expected}, not ${JSON.stringify(word)}`)
}

const amounts: Readonly<Record<string, { readonly name: keyof Keeping; readonly each: number }>> = {
  s: { name: 'seconds', each: 1 },
  p: { name: 'packets', each: 1 },
  kb: { name: 'bytes', each: 1e3 },
  mb: { name: 'bytes', each: 1e6 },
  gb: { name: 'bytes', each: 1e9 },
}

/** The seconds of `--after`. */
export function secondsOf(text: string): number {
  const [, digits] = /^(\d{1,9}(?:\.\d+)?)s?$/.exec(text) ?? []
  if (digits === undefined) throw new UsageError(`--after takes seconds, such as 5s, not ${JSON.stringify(text)}`)
  return Number(digits)
}
