/** `onwire send FILE -i INTERFACE`: sends the packets of a capture file. */
import { listInterfaces } from '../../capture/interfaces.ts'
import { openLive } from '../../capture/live.ts'
import type { LiveCapture } from '../../capture/live-capture.ts'
import { dropPrivileges } from '../../capture/privileges/privileges.ts'
import { chooseTargetUser } from '../../capture/privileges/target-user.ts'
import { openFile } from '../../capture/reading/file.ts'
import { Pace } from '../../capture/sending/pace.ts'
import { sendFrames, type SendOutcome } from '../../capture/sending/send-frames.ts'
import { CaptureError } from '../../files/error.ts'
import type { FrameStream } from '../../files/streams/frame-stream.ts'
import { linkTypes } from '../../protocols/names/link-types.ts'
import { counted, duration, size } from '../../text/amounts.ts'
import { printable } from '../../text/escape.ts'
import type { Values } from '../arguments/options.ts'
import { sendPlan, type SendPlan } from '../arguments/plans/send.ts'
import { exitStatus } from '../exit-status.ts'
import { compileFilters, framePredicate, type Filters } from '../filters.ts'
import { say } from '../say.ts'
import { Shutdown } from '../sources/shutdown.ts'
import { reportUndecided } from '../undecided.ts'

/** Returns the exit status: that of a failed interface if a packet was not sent. */
export async function send(values: Values, operands: readonly string[]): Promise<number> {
  const plan = sendPlan(values, operands)
  const filters = await compileFilters(plan.filter)
  const target = chooseTargetUser(plan.user)
  const source = await openFile(plan.path, { reuseMemory: true })
  const outcome: SendOutcome = { frames: 0, bytes: 0, refused: new Map(), lastDue: 0 }
  let sender: LiveCapture | undefined
  let isOver = false
  const aborting = new AbortController()
  const shutdown = new Shutdown(() => aborting.abort())
  try {
    const linkType = plan.isDry ? await linkTypeOf(plan.interface) : undefined
    sender = plan.isDry ? undefined : await openSender(plan.interface)
    const { remarks } = await dropPrivileges(target)
    if (plan.verbose) say([...(sender?.remarks ?? []), ...remarks].map((text) => `onwire: ${text}\n`).join(''))
    const started = performance.now()
    const way = { sender, linkType: sender?.interfaces[0]?.linkType ?? linkType, signal: aborting.signal }
    try {
      await sendRounds(source, plan, filters, way, outcome)
      isOver = true
    } finally {
      const milliseconds = sender === undefined ? outcome.lastDue : performance.now() - started
      if (isOver || outcome.frames > 0) report(outcome, plan, milliseconds)
    }
  } finally {
    source.close()
    await sender?.close()
  }
  shutdown.obey()
  const status = reportUndecided(filters.display)
  return outcome.refused.size > 0 ? exitStatus.capture : status
}

interface Way {
  readonly sender: LiveCapture | undefined
  readonly linkType: number | undefined
  readonly signal: AbortSignal
}

/** The first round reads the file that was opened before privileges were dropped. */
async function sendRounds(
  first: FrameStream,
  { path, interface: name, limit, speed, rate, rounds }: SendPlan,
  filters: Filters,
  way: Way,
  outcome: SendOutcome,
): Promise<void> {
  const pace = new Pace({ speed, rate }, way.sender === undefined ? 0 : performance.now())
  let left = limit
  for (let round = 0; round < rounds && left > 0 && !way.signal.aborted; round++) {
    const source = round === 0 ? first : await openFile(path, { reuseMemory: true })
    try {
      const keeps = await framePredicate(source, filters)
      left -= await sendFrames(source, { ...way, name, pace, limit: left, keeps }, outcome)
    } finally {
      await source.close()
    }
    pace.again()
  }
}

/** Opens an interface to send from: of what it receives, nothing is kept. */
const openSender = (name: string): Promise<LiveCapture> =>
  openLive({
    interfaces: [name],
    captureFilter: nothing,
    snapLength: 64,
    promiscuous: false,
    bufferSize: 64 << 10,
    memory: 1 << 20,
    reuseMemory: true,
  })

/** No packet is so short. */
const nothing = 'less 1'

/** The link type of an interface that is not opened, as a number; undefined if it is not known. */
async function linkTypeOf(name: string): Promise<number | undefined> {
  const interfaces = await listInterfaces()
  const found = interfaces.find((each) => each.name === name || `${each.number}` === name)
  if (found === undefined) {
    const names = interfaces.map((each) => each.name).join(', ')
    throw new CaptureError({
      code: 'no-such-interface',
      path: name,
      expected: 'the name or the number of an interface',
      found: 'an unknown interface',
      advice: `Interfaces: ${names}`,
    })
  }
  const number = Object.entries(linkTypes).find(([, each]) => each === found.linkType)?.[0]
  return number === undefined ? undefined : Number(number)
}

/** What was sent, and what was not. */
function report({ frames, bytes, refused }: SendOutcome, plan: SendPlan, milliseconds: number): void {
  const amount = `${counted(frames, 'packet')} (${size(bytes)})`
  const time = duration(milliseconds / 1000)
  const sent = plan.isDry ? `would send ${amount} onto` : `sent ${amount} onto`
  const lines = [...refused].map(
    ([reason, { count, first }]) =>
      `${counted(count, 'packet')} not sent: ${printable(reason)} (first: packet ${first})`,
  )
  say([`${sent} ${printable(plan.interface)} in ${time}`, ...lines, ''].join('\n'))
}
