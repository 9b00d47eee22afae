/** Frames of whole folders of captures, cut at many lengths, with different bytes after them. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Frame } from '../../src/files/frame.ts'
import { framesIn } from './packets.ts'
import { randomFrom } from './random.ts'
import { differenceIn } from './surroundings.ts'

/** The capture files of a folder. */
export const captures = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(pcap|pcapng|cap)$/.test(name))
    .sort()
    .map((name) => join(folder, name))

/** Cuts frames at up to `most` lengths each, and says what differs: one line for each kind of difference. */
export function differences(paths: readonly string[], frames: number, most: number, until = Infinity): string[] {
  const random = randomFrom(7)
  const found = new Map<string, string>()
  for (const path of paths) {
    if (performance.now() > until) break
    for (const frame of sampled(framesOf(path), frames, random)) {
      for (const length of lengthsOf(frame.capturedLength, most, random)) {
        // Either the capture cut the frame, or it was no longer on the wire.
        const originalLength = random(4) === 0 ? length : frame.originalLength
        const { bytes, linkType } = frame
        const difference = differenceIn({ bytes, linkType, length, originalLength }, random(50) === 0)
        if (difference !== undefined)
          found.set(difference.replace(/\d+/g, '#'), `${path} ${frame.number}, ${length} bytes: ${difference}`)
      }
    }
  }
  return [...found.values()]
}

/** The frames of a capture; none of those that are no captures. */
function framesOf(path: string): readonly Frame[] {
  try {
    return framesIn(path)
  } catch {
    return []
  }
}

export function sampled<T>(all: readonly T[], most: number, random: (below: number) => number): readonly T[] {
  return all.length <= most ? all : Array.from({ length: most }, () => all[random(all.length)]!)
}

/** Every length up to that of the frame, or as many as are wanted of them, most of them in its headers. */
function lengthsOf(length: number, most: number, random: (below: number) => number): readonly number[] {
  const all = Array.from({ length: length + 1 }, (_, index) => index)
  if (length < most) return all
  return Array.from({ length: most }, () => random(random(4) === 0 ? length + 1 : Math.min(length + 1, 160)))
}
