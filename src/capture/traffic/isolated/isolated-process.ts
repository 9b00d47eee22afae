/**
 * The process in the network namespace, started by `isolated-outside.ts`: captures every packet on every interface of
 * the namespace, and starts the command. Sends the packets as a pcapng stream, and the messages of
 * `isolated-messages.ts`. Runs until the last process has left the namespace, so that its uplink or sink lasts as long.
 */
import { closeSync, readdirSync } from 'node:fs'
import { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { CaptureError } from '../../../files/error.ts'
import { captureEncoder } from '../../../files/writer.ts'
import { StreamSink } from '../../writing/byte-sink.ts'
import { FileWriter } from '../../writing/file-writer.ts'
import { networkOf } from '../../processes/descriptors.ts'
import { loadLibc } from '../../libc.ts'
import { openLive } from '../../live.ts'
import type { LiveCapture } from '../../live-capture.ts'
import { loadThreadRights } from '../../privileges/thread-rights.ts'
import { PausedCommand } from '../linux/paused-command.ts'
import {
  isolatedInterfaces,
  packetsDescriptor,
  type IsolatedOrder,
  type IsolatedReport,
  type IsolatedTask,
} from './isolated-messages.ts'
import { layWire, prepareNetwork, uplinkThere, wireEnd } from './isolated-network.ts'
import { withoutOffloads } from '../exact/offloads.ts'
import { Sink } from '../sink/sink.ts'
import { neverQuiet } from '../traffic.ts'

// The terminal sends its signals to the command as well, which decides.
for (const signal of ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})

let capture: LiveCapture | undefined
let command: PausedCommand | undefined
/** Milliseconds: earlier packets are unrelated to the command. */
let since = Infinity
let lastSeen = 0
let delivering = false
/** Why the sink no longer answers. */
let trouble: unknown

process.on('message', (order: IsolatedOrder) => {
  switch (order.kind) {
    case 'task':
      return void begin(order).catch(fail)
    case 'run':
      return run()
    case 'kill':
      return command?.kill(order.signal)
    case 'finish':
      return void finish(order.patience, order.quiet)
    case 'stop':
      return capture?.stop()
  }
})
process.on('disconnect', () => {
  command?.abandon()
  if (capture) capture.stop()
  else process.exit()
})

async function begin(task: IsolatedTask): Promise<void> {
  const [libc, rights] = [await loadLibc(), await loadThreadRights()]
  if (libc === undefined || rights === undefined)
    throw new CaptureError({
      code: 'no-engine',
      expected: 'the package koffi',
      found: 'none',
      advice: 'Install it: npm install koffi',
    })
  const remarks = [...prepareNetwork(task.nameServer, !task.offline)]
  tell({ kind: 'there' })
  if (task.offline) {
    layWire()
    withoutOffloads('net0', libc)
    await serve()
  } else {
    await uplinkThere()
  }
  const { captureFilter, snapLength, memory } = task
  capture = await openLive({ interfaces: isolatedInterfaces, captureFilter, snapLength, memory, reuseMemory: true })
  // The capture threads are set up; the command inherits from this thread.
  if (process.getuid!() !== 0) rights.setCapabilities(allOfThem, allOfThem)
  command = await PausedCommand.start(task, libc)
  for (const descriptor of task.stdio) if (descriptor !== 'ignore') closeSync(descriptor)
  if (!process.connected) command.abandon()
  const { unmet, remarks: ofCapture } = capture
  tell({ kind: 'ready', pid: command.pid, unmet, remarks: [...ofCapture, ...remarks] })
  await deliver(capture)
  while (othersHere() > 0) await sleep(lookSeldom)
  process.exit()
}

/** The lower half; none of them is inherited then, and without koffi's call none is taken away. */
const allOfThem = 0xffff_ffff

function run(): void {
  since = Date.now()
  command!.open()
  void command!.ended.then((outcome) => tell({ kind: 'exited', outcome }))
}

/** Writes the batches of the capture immediately. */
async function deliver(from: LiveCapture): Promise<void> {
  const stream = new Socket({ fd: packetsDescriptor, readable: false, writable: true })
  const writer = new FileWriter(new StreamSink(stream, 'the packets'), () => captureEncoder(from, { format: 'pcapng' }))
  let failure: unknown
  delivering = true
  try {
    await writer.flush()
    for await (const batch of from) {
      batch.keep((_, index) => batch.seconds[index]! * 1000 + batch.nanoseconds[index]! / 1e6 >= since)
      if (batch.length === 0) continue
      lastSeen = Date.now()
      for (let index = 0; index < batch.length; index++) writer.write(batch, index)
      await writer.flush()
    }
    await writer.close()
  } catch (error) {
    failure = error
  }
  tell({ kind: 'ended', statistics: from.statistics, failure: failureOf(failure ?? trouble) })
  stream.destroy()
}

/** Waits for processes the command left running, and then for silence, each with a timeout. */
async function finish(patience: number, quiet: number): Promise<void> {
  await command!.ended
  const began = Date.now()
  while (othersHere() > 0 && Date.now() < began + patience) await sleep(lookOften)
  const count = othersHere()
  if (count > 0) remark(`stopped waiting for ${count} processes of the command after ${patience / 1000} seconds`)
  // Even the first packets may still be in the kernel.
  await sleep(handOver)
  const longest = Date.now() + patience
  while (lastSeen > 0 && lastSeen < longest && Date.now() < Math.max(lastSeen, began) + quiet) await sleep(lookOften)
  if (lastSeen >= longest) remark(neverQuiet(patience))
  capture!.stop()
}

const remark = (text: string) => tell({ kind: 'remark', text })

/** Milliseconds. */
const [lookOften, lookSeldom, handOver] = [20, 500, 40] as const

/**
 * Other processes in this network namespace. Scanned twice, since one may be created while its ending parent is read.
 */
function othersHere(): number {
  return countOthers() || countOthers()
}

function countOthers(): number {
  return readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && Number(name) !== process.pid && networkOf(Number(name)) === ownNetwork,
  ).length
}

const ownNetwork = networkOf('self')

/** Runs the sink at the far end of the wire, as long as this process runs. */
async function serve(): Promise<void> {
  const wire = await openLive({
    interfaces: [wireEnd],
    direction: 'in',
    immediate: true,
    memory: 16 << 20,
    bufferSize: 4 << 20,
    reuseMemory: true,
    engine: 'libpcap',
  })
  const sink = new Sink((frame) => void wire.inject(frame).catch(() => {}))
  setInterval(() => sink.tick(), 1000).unref()
  const answer = async () => {
    for await (const batch of wire)
      for (let index = 0; index < batch.length; index++)
        sink.take(batch.memory.subarray(batch.start[index]!, batch.start[index]! + batch.capturedLength[index]!))
  }
  answer().catch(breakOff)
}

/** Captured packets are still delivered, and the end of the command is still reported. */
function breakOff(error: unknown): void {
  if (!delivering) return fail(error)
  trouble = error
  capture!.stop()
}

/** Before the command starts there is nothing to keep. */
function fail(error: unknown): void {
  tell({ kind: 'ended', statistics: capture?.statistics, failure: failureOf(error) }, () => process.exit(1))
}

function failureOf(error: unknown): (IsolatedReport & { kind: 'ended' })['failure'] {
  if (error === undefined) return undefined
  if (!(error instanceof CaptureError))
    return {
      code: 'interface-failed',
      expected: 'a network namespace for the command',
      found: `${error instanceof Error ? error.message : error}`,
    }
  const { code, path, expected, found, advice } = error
  return { code, path, expected, found, advice }
}

function tell(report: IsolatedReport, said: () => void = () => {}): void {
  if (process.connected) process.send!(report, undefined, undefined, said)
  else said()
}
