import { describe, expect, test } from 'vitest'
import { openFile } from '../../../src/capture/reading/file.ts'
import { Pace } from '../../../src/capture/sending/pace.ts'
import { sendFrames, type SendOptions, type SendOutcome } from '../../../src/capture/sending/send-frames.ts'
import { CaptureError } from '../../../src/files/error.ts'
import { framesOf } from '../../support/packets.ts'

describe('the pace', () => {
  const times = [
    [100, 0],
    [100, 500_000_000],
    [NaN, 0],
    [100, 250_000_000],
    [102, 0],
  ] as const
  const dueTimes = (pace: Pace) => times.map(([seconds, nanoseconds]) => pace.due(seconds, nanoseconds))

  test('is that of the capture; what has no time, or an earlier one, does not wait', () => {
    expect(dueTimes(new Pace({}, 1000))).toEqual([1000, 1500, 1500, 1500, 3000])
  })

  test('may be faster, slower, or without pauses', () => {
    expect(dueTimes(new Pace({ speed: 2 }, 0))).toEqual([0, 250, 250, 250, 1000])
    expect(dueTimes(new Pace({ speed: 0.5 }, 0))).toEqual([0, 1000, 1000, 1000, 4000])
    expect(dueTimes(new Pace({ speed: Infinity }, 7))).toEqual([7, 7, 7, 7, 7])
  })

  test('may be a number of frames a second', () => {
    expect(dueTimes(new Pace({ rate: 100 }, 0))).toEqual([0, 10, 20, 30, 40])
  })

  test('goes on with the next round', () => {
    const [slow, even] = [new Pace({}, 0), new Pace({ rate: 100 }, 0)]
    for (const pace of [slow, even]) {
      dueTimes(pace)
      pace.again()
    }
    expect(dueTimes(slow)).toEqual([2000, 2500, 2500, 2500, 4000])
    expect(dueTimes(even)[0]).toBe(50)
  })
})

describe('the frames of a file', () => {
  /** Sends those of a capture into a list. */
  async function sent(capture: string, options: Partial<SendOptions> = {}) {
    const frames: Uint8Array[] = []
    const outcome: SendOutcome = { frames: 0, bytes: 0, refused: new Map(), lastDue: 0 }
    const sender = { inject: async (bytes: Uint8Array) => void frames.push(bytes) }
    const way = { sender, name: 'wire0', linkType: 1, limit: Infinity, signal: new AbortController().signal }
    const pace = new Pace({ speed: Infinity }, 0)
    const source = await openFile(`captures/${capture}`, { reuseMemory: true })
    const sending = sendFrames(source, { ...way, pace, ...options }, outcome)
    const count = await sending.catch((error: unknown) => error)
    return { frames, outcome, count }
  }

  test('are sent as they are, in their order', async () => {
    const { frames, outcome, count } = await sent('web.pcapng')
    const expected = framesOf('web.pcapng').map(({ bytes }) => bytes)
    expect(frames).toEqual(expected)
    expect([count, outcome.frames, outcome.bytes]).toEqual([
      18,
      18,
      expected.reduce((sum, { length }) => sum + length, 0),
    ])
  })

  test('are those that a filter keeps, and no more than asked for', async () => {
    const { frames } = await sent('web.pcapng', { keeps: (batch, index) => batch.number(index) % 2 === 0, limit: 3 })
    expect(frames).toEqual([2, 4, 6].map((number) => framesOf('web.pcapng')[number - 1]!.bytes))
  })

  test('wait until they are due', async () => {
    const begun = performance.now()
    await sent('web.pcapng', { pace: new Pace({ rate: 200 }, begun), limit: 11 })
    expect(performance.now() - begun).toBeGreaterThan(45)
  })

  test('end when they are interrupted', async () => {
    const signal = AbortSignal.timeout(30)
    const { frames } = await sent('web.pcapng', { pace: new Pace({ rate: 0.01 }, performance.now()), signal })
    expect(frames.length).toBe(1)
  })

  test('that were cut are left out, and what is refused is counted by its reason', async () => {
    const cut = framesOf('snaplen.pcap').filter((frame) => frame.capturedLength < frame.originalLength)
    const { outcome } = await sent('snaplen.pcap')
    expect([...outcome.refused]).toEqual([['not captured whole', { count: cut.length, first: cut[0]!.number }]])
    const failure = new CaptureError({ code: 'interface-failed', expected: 'a frame to be sent', found: 'too long' })
    const refusing = await sent('web.pcapng', { sender: { inject: () => Promise.reject(failure) } })
    expect([...refusing.outcome.refused]).toEqual([['too long', { count: 18, first: 1 }]])
    expect(refusing.outcome.frames).toBe(0)
  })

  test('end where the engine cannot send', async () => {
    const failure = new CaptureError({ code: 'unsupported', expected: 'an engine that sends', found: 'tcpdump' })
    const { count, outcome } = await sent('web.pcapng', { sender: { inject: () => Promise.reject(failure) } })
    expect(count).toBe(failure)
    expect([outcome.frames, outcome.refused.size]).toEqual([0, 0])
  })

  test('of another link type are refused', async () => {
    const { count, frames } = await sent('cooked.pcap')
    expect(count).toMatchObject({
      code: 'unsupported',
      expected: 'packets of link type ETHERNET, as wire0 sends them',
      found: 'LINUX_SLL2 in packet 1',
    })
    expect(frames).toEqual([])
  })

  test('are only counted where nothing sends', async () => {
    const { outcome } = await sent('web.pcapng', { sender: undefined, pace: new Pace({ rate: 0.1 }, 0) })
    expect([outcome.frames, outcome.lastDue]).toEqual([18, 170_000])
  })
})
