/** Looks for inputs that break what must hold of all: packets, rows of packets, files, filters and regular expressions. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Frame } from '../../src/files/frame.ts'
import { compileDisplayFilter } from '../../src/filter/display/index.ts'
import { hex } from '../../src/schema/index.ts'
import { framesIn } from '../support/packets.ts'
import { randomFrom } from '../support/random.ts'
import { checkFile, checkRow } from './captures.ts'
import { mutated, mutatedText, type Random } from './mutations.ts'
import { compiled, PacketChecks } from './packets.ts'
import { checkCaptureFilter, checkDisplayFilter, checkPattern } from './texts.ts'

export interface Finding {
  readonly kind: Kind
  /** What went wrong. */
  readonly reason: string
  /** The input: a text, or the bytes of a frame or a file in hexadecimal digits. */
  readonly input: string
  /** LINKTYPE_ number of a frame. */
  readonly linkType?: number
}

export interface FuzzOptions {
  readonly seed: number
  /** Capture files to begin from. */
  readonly captures: readonly string[]
  /** Whether to go on, asked before each input with the number of those before. */
  readonly more: (inputs: number) => boolean
  readonly found: (finding: Finding) => void
  /** Milliseconds of processor time that an input may take, and more for a long one. Default: any. */
  readonly slow?: number
}

const kinds = ['packet', 'row', 'file', 'display filter', 'capture filter', 'pattern'] as const
export type Kind = (typeof kinds)[number]
export type Counts = Record<Kind, number>

/** How often each kind has its turn, of all together. */
const shares: Readonly<Counts> = { packet: 60, row: 4, file: 8, 'display filter': 16, 'capture filter': 8, pattern: 4 }

/** Returns how many inputs of each kind were tried. */
export async function fuzz({ seed, captures, more, found, slow = Infinity }: FuzzOptions): Promise<Counts> {
  const random = randomFrom(seed)
  const source = new Source(captures, random)
  const counts: Counts = { packet: 0, row: 0, file: 0, 'display filter': 0, 'capture filter': 0, pattern: 0 }
  for (let inputs = 0; more(inputs); inputs++) {
    const kind = chosen(random)
    const input = source.input(kind)
    counts[kind]++
    const finding = (reason: string) => found({ kind, reason, input: input.text, linkType: input.linkType })
    try {
      await input.check()
      if (slow === Infinity) continue
      // What is slow once may have waited for the compiler or for memory.
      const limit = slow + input.text.length * slowEach
      const times = [Infinity]
      for (let round = 0; round < 4 && Math.min(...times) > limit; round++) times.push(await timeOf(input.check))
      if (Math.min(...times) > limit) finding(`takes ${Math.min(...times).toFixed(0)} ms`)
    } catch (error) {
      finding(error instanceof Error ? (error.stack ?? error.message) : `${error}`)
    }
  }
  return counts
}

/** Milliseconds for each character of an input: long lists of small records take as much. */
const slowEach = 0.003

async function timeOf(work: () => void | Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function chosen(random: Random): Kind {
  let turn = random(kinds.reduce((sum, kind) => sum + shares[kind], 0))
  return kinds.find((kind) => (turn -= shares[kind]) < 0)!
}

interface Input {
  readonly text: string
  readonly linkType: number
  readonly check: () => void | Promise<void>
}

/** Makes inputs from captures and from lists of filters. */
class Source {
  private readonly displayFilters = listOf('display.txt')
  private readonly captureFilters = listOf('capture.txt')
  private readonly patterns = this.displayFilters.flatMap((text) => /(?:matches|~) +r?"(.*?)"/.exec(text)?.[1] ?? [])
  /** Some are refused, for comparison with other programs. */
  private readonly validFilters = this.displayFilters.filter(
    (text) => compiled(() => compileDisplayFilter(text)).length > 0,
  )
  private readonly packets = new PacketChecks(this.validFilters, this.captureFilters)
  private frames: readonly Frame[] = []
  private file: Uint8Array = new Uint8Array(0)
  private uses = 0

  constructor(
    private readonly captures: readonly string[],
    private readonly random: Random,
  ) {}

  input(kind: Kind): Input {
    const { random } = this
    if (this.uses-- === 0 || this.frames.length === 0) this.open()
    const frame = this.frame()
    switch (kind) {
      case 'packet':
        return { text: hex(frame.bytes), linkType: frame.linkType, check: () => this.packets.check(frame, random) }
      case 'row': {
        const first = random(this.frames.length)
        const row = this.frames.slice(first, first + 40).map((each) => (random(4) === 0 ? this.frame() : each))
        const filters = [this.pick(this.validFilters), this.pick(this.validFilters)]
        return {
          text: row.map((each) => `${each.linkType} ${hex(each.bytes)}`).join('\n'),
          linkType: frame.linkType,
          check: () => checkRow(row, filters),
        }
      }
      case 'file': {
        const bytes = mutated(this.file, this.file, random)
        return { text: hex(bytes), linkType: 0, check: () => checkFile(bytes) }
      }
      case 'display filter':
        return this.text(this.displayFilters, frame, checkDisplayFilter)
      case 'capture filter':
        return this.text(this.captureFilters, frame, checkCaptureFilter)
      case 'pattern':
        return this.text(this.patterns, frame, checkPattern)
    }
  }

  private text(all: readonly string[], frame: Frame, check: (text: string, frame: Frame) => void): Input {
    const text = mutatedText(this.pick(all), this.pick(all), this.random)
    return { text, linkType: frame.linkType, check: () => check(text, frame) }
  }

  /** A damaged frame of the current capture, seldom of another link type. */
  private frame(): Frame {
    const { random, frames } = this
    const { bytes, linkType } = this.pick(frames)
    const damaged = mutated(bytes, this.pick(frames).bytes, random).slice(0, longestFrame)
    const cut = random(4) === 0 ? random(200) : 0
    return Frame.of(damaged, {
      linkType: random(50) === 0 ? this.pick(otherLinkTypes) : linkType,
      originalLength: damaged.length + cut,
    })
  }

  /** Goes on to another capture. */
  private open(): void {
    for (let tries = 0; tries < 100; tries++) {
      const path = this.pick(this.captures)
      this.uses = 400
      this.file = new Uint8Array(readFileSync(path)).slice(0, longestFile)
      this.frames = framesOrNone(path).slice(0, 500)
      if (this.frames.length > 0) return
    }
    throw new Error('no capture has a frame')
  }

  private pick<T>(all: readonly T[]): T {
    return all[this.random(all.length)]!
  }
}

const longestFrame = 1 << 16
const longestFile = 1 << 18
const otherLinkTypes = [0, 1, 12, 50, 101, 105, 108, 113, 127, 140, 147, 192, 228, 229, 239, 249, 276]

/** Damaged and compressed captures have none: they serve as files. */
function framesOrNone(path: string): readonly Frame[] {
  try {
    return framesIn(path)
  } catch {
    return []
  }
}

function listOf(name: string): readonly string[] {
  return readFileSync(join('test/conformance/filters', name), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
}

/** All capture files of a folder and the folders in it. */
export const capturesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:pcap|pcapng|cap|dmp|pcap\d+)(?:\.\w+)?$|\.trace$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
