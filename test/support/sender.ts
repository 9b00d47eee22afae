/** Numbered packets sent from a host of a `Network` by `sender.c`, and how to know them again. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, renameSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Host } from './network.ts'

/** Why nothing can be sent here; undefined if it can. */
export function senderTrouble(): string | undefined {
  return spawnSync('cc', ['--version']).error === undefined ? undefined : 'there is no C compiler'
}

export interface SendOptions {
  readonly count: number
  /** Bytes of each packet, from the Ethernet header on: 142 unless given. */
  readonly size?: number
  /** Packets a second, evenly; flat out unless given. */
  readonly rate?: number
  /** Gaps between half and one and a half times as long, at random. */
  readonly jitter?: boolean
  /** Keeps when each packet was sent. */
  readonly times?: boolean
}

export interface Sent {
  readonly sent: number
  readonly seconds: number
  /** How often the system had no room and was asked again. */
  readonly retried: number
  /** Packets the interface dropped without a word: they never were on the wire. */
  readonly refused: number
  /** Seconds it was behind its rate at the worst. */
  readonly late: number
  /** For each packet nanoseconds on the clock of `process.hrtime`. */
  readonly times?: readonly number[]
}

/** Sends packets from a host to the other one, which gives them to captures and answers none. */
export async function send(from: Host, { count, size = 142, rate, jitter, times }: SendOptions): Promise<Sent> {
  const words = [
    from.interface,
    count,
    size,
    ...(rate === undefined ? [] : [rate]),
    ...(jitter ? ['jitter'] : []),
    ...(times ? ['times'] : []),
  ]
  const { stdout, stderr, status } = await from.run([compiled(), ...words.map(String)])
  if (status !== 0) throw new Error(`the sender ended with ${status}: ${stderr}`)
  return JSON.parse(stdout) as Sent
}

/** The number of a packet that begins at `start`, from 0; -1 for one of somebody else. */
export function numberOf(memory: Uint8Array, start: number, capturedLength: number): number {
  if (capturedLength < 62 || memory[start] !== 0x02 || memory[start + 5] !== 0xff || memory[start + 23] !== 17)
    return -1
  return word(memory, start + 42) * 2 ** 32 + word(memory, start + 46)
}

/** The lowest source port: that of packet `number` is `number` modulo 4096 above it. */
export const firstPort = 40_000

const word = (memory: Uint8Array, at: number) =>
  ((memory[at]! << 24) | (memory[at + 1]! << 16) | (memory[at + 2]! << 8) | memory[at + 3]!) >>> 0

/** Where the sender is, compiled if it is older than its source. */
function compiled(): string {
  const [source, program] = [resolve('test/support/sender.c'), resolve('build/sender')]
  if (statSync(source).mtimeMs < (statSync(program, { throwIfNoEntry: false })?.mtimeMs ?? 0)) return program
  mkdirSync('build', { recursive: true })
  const fresh = `${program}-${process.pid}`
  const { status, stderr } = spawnSync('cc', ['-O2', '-o', fresh, source], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the sender does not compile:\n${stderr}`)
  // Two who begin at the same time both end up with a whole one.
  renameSync(fresh, program)
  return program
}
