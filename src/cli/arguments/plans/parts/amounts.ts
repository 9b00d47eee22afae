/** Sizes and times as options state them. All functions throw UsageError. */
import type { Keeping } from '../../../../capture/writing/frame-ring.ts'
import { durationExamples, parseDuration } from '../../../../text/duration.ts'
import { UsageError } from '../../../usage-error.ts'

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
  if (words.length === 0) refuseAmount('')
  return Object.fromEntries(
    words.map((word) => {
      const milliseconds = parseDuration(word.toLowerCase())
      if (milliseconds !== undefined) return ['seconds', milliseconds / 1000 || refuseAmount(word)]
      const [, digits, unit] = /^(\d{1,9}(?:\.\d+)?)(kb|mb|gb|p)$/i.exec(word) ?? refuseAmount(word)
      const { name, each } = amounts[unit!.toLowerCase()]!
      return [name, Number(digits) * each || refuseAmount(word)]
    }),
  )
}

function refuseAmount(word: string): never {
  const expected = '--keep takes a time, megabytes or packets, such as 30s, 50MB or 10000p'
  throw new UsageError(`${expected}, not ${JSON.stringify(word)}`)
}

const amounts: Readonly<Record<string, { readonly name: keyof Keeping; readonly each: number }>> = {
  p: { name: 'packets', each: 1 },
  kb: { name: 'bytes', each: 1e3 },
  mb: { name: 'bytes', each: 1e6 },
  gb: { name: 'bytes', each: 1e9 },
}

/** The milliseconds of an option. A number without a unit has the unit `plain`, that of older versions. */
export function timeOf(option: string, text: string, plain: 's' | 'ms'): number {
  const time = parseDuration(/^\d+(\.\d+)?$/.test(text) ? `${text}${plain}` : text)
  if (time !== undefined) return time
  throw new UsageError(`--${option} takes a time, such as ${durationExamples}, not ${JSON.stringify(text)}`)
}
