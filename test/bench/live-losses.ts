/** Packets flat out to programs that write them to a file, in turn: what arrives, what they say they dropped, what it takes. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openFile } from '../../src/capture/reading/file.ts'
import { CaptureError } from '../../src/files/error.ts'
import type { Network } from '../support/network.ts'
import { numberOf, send } from '../support/sender.ts'
import { Capturing } from './capturing.ts'
import { onwire, onwireTakes } from './onwire-live.ts'

interface Contender {
  readonly name: string
  /** With `file`, where it is to write. */
  readonly command: (file: string) => readonly string[]
  /** Packets a second; flat out unless given. */
  readonly rate?: number
  /** Shows lines instead of writing a file. */
  readonly shows?: boolean
}

interface Run {
  readonly sent: number
  readonly rate: number
  readonly delivered: number
  readonly lost: number
  /** Undefined where there is no file to look for numbers in. */
  readonly doubled: number | undefined
  /** Undefined where the program does not say. */
  readonly dropped: number | undefined
  readonly unaccounted: number | undefined
  readonly cpu: number
  readonly megabytes: number
}

const size = 142

export async function losses(
  network: Network,
  isThere: (program: string) => boolean,
  { packets, rounds }: { packets: number; rounds: number },
): Promise<void> {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'onwire-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const { contenders, leftOut } = contendersHere(network.b.interface, isThere)
  const runs = new Map<Contender, Run[]>(contenders.map((contender) => [contender, []]))
  // In turn and not in blocks, so that a machine that slows down slows all of them.
  for (let round = 1; round <= rounds; round++)
    for (const contender of contenders) {
      const run = await runOf(contender, network, packets, join(folder, 'capture'))
      runs.get(contender)!.push(run)
      console.error(`round ${round}: ${row(contender, run)}`)
    }
  console.log(
    `${packets.toLocaleString('en')} packets of ${size} bytes over a veth pair, medians of ${rounds} round${rounds === 1 ? '' : 's'} in turn, unaccounted the worst; Node ${process.versions.node}.`,
  )
  console.log(
    'No program is given options but those shown: the buffer of tcpdump and of dumpcap in the system is 2 MiB then.',
  )
  console.log(
    'Unaccounted is sent less delivered less said dropped. CPU is user and system from start to end, and memory that of all its processes.\n',
  )
  console.log(
    '| program | sent | packets a second | delivered | lost | doubled | said dropped | unaccounted | CPU | peak memory |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  )
  for (const [contender, of] of runs) console.log(row(contender, overall(of)))
  console.log(['', ...leftOut, 'Where lines are shown, delivered is what the program says it captured.'].join('\n'))
}

function contendersHere(
  name: string,
  isThere: (program: string) => boolean,
): { contenders: readonly Contender[]; leftOut: readonly string[] } {
  const all: readonly (Contender & { readonly without?: string | false })[] = [
    { name: 'onwire live -w', command: (file) => [...onwire, 'live', name, '-w', file] },
    // It would give up its rights, and then may not write.
    {
      name: 'tcpdump -w',
      command: (file) => ['tcpdump', '-Z', 'root', '-i', name, '-w', file],
      without: !isThere('tcpdump') && 'it is not installed',
    },
    {
      name: 'dumpcap -w',
      command: (file) => ['dumpcap', '-q', '-i', name, '-w', file],
      without: !isThere('dumpcap') && 'it is not installed',
    },
    {
      name: 'onwire live --engine cap -w',
      command: (file) => [...onwire, 'live', name, '--engine', 'cap', '-w', file],
      without: !onwireTakes('--engine') && 'there is no such option',
    },
    {
      name: 'onwire live, lines, 200,000 a second',
      command: () => [...onwire, 'live', name],
      rate: 200_000,
      shows: true,
    },
    { name: 'onwire live, lines', command: () => [...onwire, 'live', name], shows: true },
  ]
  return {
    contenders: all.filter(({ without }) => !without),
    leftOut: all.filter(({ without }) => without).map(({ name, without }) => `Left out: ${name}: ${without}.`),
  }
}

async function runOf(
  { command, rate, shows = false }: Contender,
  { a, b }: Network,
  count: number,
  file: string,
): Promise<Run> {
  const program = await Capturing.start(b, command(file))
  const { sent: asked, seconds, refused } = await send(a, { count, size, ...(rate === undefined ? {} : { rate }) })
  await program.quiet()
  const { captured = 0, dropped, cpu, peak } = await program.end()
  // What was never on the wire nobody can deliver.
  const sent = asked - refused
  const { delivered, doubled } = shows ? { delivered: captured, doubled: undefined } : await numbersIn(file, count)
  rmSync(file, { force: true })
  return {
    sent,
    rate: sent / seconds,
    delivered,
    lost: sent - delivered,
    doubled,
    dropped,
    unaccounted: dropped === undefined ? undefined : sent - delivered - dropped,
    cpu,
    megabytes: peak / 2 ** 20,
  }
}

/** How many different packets of the sender are in a file, and how many are there more than once. */
async function numbersIn(file: string, count: number): Promise<{ delivered: number; doubled: number }> {
  const seen = new Uint8Array(count)
  let [delivered, doubled] = [0, 0]
  try {
    for await (const { length, memory, start, capturedLength } of await openFile(file, { reuseMemory: true }))
      for (let index = 0; index < length; index++) {
        const number = numberOf(memory, start[index]!, capturedLength[index]!)
        if (number < 0 || number >= count) continue
        if (seen[number] === 1) doubled++
        else delivered++
        seen[number] = 1
      }
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error
    // What comes before the damage is there.
    console.error(`${error.message}`)
  }
  return { delivered, doubled }
}

function overall(runs: readonly Run[]): Run {
  const median = (value: (run: Run) => number) => runs.map(value).toSorted((a, b) => a - b)[runs.length >> 1]!
  const known = (value: (run: Run) => number | undefined) =>
    runs.some((run) => value(run) === undefined) ? undefined : median((run) => value(run)!)
  const worst = runs
    .map(({ unaccounted }) => unaccounted)
    .toSorted((a, b) => Math.abs(b ?? Infinity) - Math.abs(a ?? Infinity))[0]
  return {
    sent: median(({ sent }) => sent),
    rate: median(({ rate }) => rate),
    delivered: median(({ delivered }) => delivered),
    lost: median(({ lost }) => lost),
    doubled: known(({ doubled }) => doubled),
    dropped: known(({ dropped }) => dropped),
    unaccounted: worst,
    cpu: median(({ cpu }) => cpu),
    megabytes: median(({ megabytes }) => megabytes),
  }
}

function row(
  { name }: Contender,
  { sent, rate, delivered, lost, doubled, dropped, unaccounted, cpu, megabytes }: Run,
): string {
  const counts = [sent, Math.round(rate), delivered, lost, doubled, dropped, unaccounted].map(
    (count) => count?.toLocaleString('en') ?? 'unknown',
  )
  return `| \`${name}\` | ${counts.join(' | ')} | ${cpu.toFixed(2)} s | ${megabytes.toFixed(0)} MB |`
}
