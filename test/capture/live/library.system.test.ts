/** `openLive` as programs use it: often, several at once, in threads, with a signal, and to send. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inProgram, leftOut, whyLeftOut } from '../../support/live.ts'
import { Network } from '../../support/network.ts'

describe.skipIf(leftOut)(`openLive${whyLeftOut}`, () => {
  let network: Network
  beforeAll(() => {
    network = new Network()
  })
  afterAll(() => network.close())

  test('400 captures, one after another and four at once, leave no descriptors, threads or memory behind', async () => {
    const [before, after] = await inProgram<
      { descriptors: number; threads: number; memory: number; listeners: number }[]
    >(
      network.b,
      `
      const { readdirSync } = await import('node:fs')
      const { getEventListeners } = await import('node:events')
      const { signal } = new AbortController()
      const capture = async () => (await onwire.openLive({ interfaces: [wire], signal })).close()
      const rounds = async (count) => { for (let round = 0; round < count; round++) await Promise.all([capture(), capture(), capture(), capture()]) }
      const state = () => {
        gc()
        return {
          descriptors: readdirSync('/proc/self/fd').length, threads: readdirSync('/proc/self/task').length,
          memory: process.memoryUsage.rss(), listeners: getEventListeners(signal, 'abort').length,
        }
      }
      // The memory of a process that begins grows until about here.
      await rounds(40)
      for (let each = 0; each < 40; each++) await capture()
      const before = state()
      await rounds(40)
      for (let each = 0; each < 40; each++) await capture()
      return [before, state()]`,
    )
    expect(after).toMatchObject({ descriptors: before!.descriptors, threads: before!.threads, listeners: 0 })
    // What is measured goes up and down by some 8 MB; packets' memory of one capture is 16 MB.
    expect(after!.memory - before!.memory).toBeLessThan(16e6)
  })

  test('two captures at once have all packets each', async () => {
    const counts = await inProgram<number[]>(
      network.b,
      `
      const captures = await Promise.all([1, 2].map(() => onwire.openLive({ interfaces: [wire], captureFilter: 'ether proto 0x88b5', immediate: true })))
      const counts = captures.map(async (capture) => {
        let frames = 0
        for await (const batch of capture) if ((frames += batch.length) >= 100) break
        return frames
      })
      ${injecting(100)}
      return Promise.all(counts)`,
    )
    expect(counts).toEqual([100, 100])
  })

  test('in a worker thread', async () => {
    const count = await inProgram<number>(
      network.b,
      `
      const { Worker } = await import('node:worker_threads')
      const worker = new Worker(\`
        const { parentPort, workerData } = require('node:worker_threads')
        import(workerData.library).then(async ({ openLive }) => {
          const capture = await openLive({ interfaces: [workerData.wire], captureFilter: 'ether proto 0x88b5' })
          parentPort.postMessage('listening')
          let frames = 0
          for await (const batch of capture) if ((frames += batch.length) >= 50) break
          parentPort.postMessage(frames)
        })\`, { eval: true, execArgv: [], workerData: { library: libraryPath, wire } })
      // It may have ended before the last frame is known to have been sent.
      const exited = new Promise((resolve) => worker.once('exit', resolve))
      await new Promise((resolve) => worker.once('message', resolve))
      const counted = new Promise((resolve) => worker.once('message', resolve))
      ${injecting(50)}
      const count = await counted
      await exited
      return count`,
    )
    expect(count).toBe(50)
  })

  test('a signal ends it; one that has come already, or comes while it opens, too', async () => {
    expect(
      await inProgram(
        network.b,
        `
      const endings = []
      const controller = new AbortController()
      const capture = await onwire.openLive({ interfaces: [wire], signal: controller.signal })
      setTimeout(() => controller.abort(), 20)
      for await (const batch of capture);
      endings.push('ended')
      await onwire.openLive({ interfaces: [wire], signal: controller.signal }).catch(({ name }) => endings.push(name))
      const second = new AbortController()
      const opening = onwire.openLive({ interfaces: [wire], signal: second.signal })
      await new Promise((resolve) => setImmediate(resolve))
      second.abort()
      for await (const batch of await opening);
      endings.push('ended')
      return endings`,
      ),
    ).toEqual(['ended', 'AbortError', 'ended'])
  })

  test('inject sends a frame as it is, and says why it cannot', async () => {
    const { frame, refusals } = await inProgram<{ frame: number[]; refusals: string[] }>(
      network.b,
      `
      const sender = await onwire.openLive({ interfaces: [wire] })
      const capture = await onwire.openLive({ interfaces: [wire], captureFilter: 'ether proto 0x88b5' })
      const bytes = Uint8Array.from({ length: 60 }, (_, at) => at)
      bytes.set([0x88, 0xb5], 12)
      await sender.inject(bytes)
      let frame
      for await (const batch of capture) { frame = [...batch.frame(0).bytes]; break }
      const refusals = []
      for (const [bytes, id] of [[new Uint8Array(2000), 0], [new Uint8Array(60), 1]]) await sender.inject(bytes, id).catch(({ message }) => refusals.push(message))
      await sender.close()
      await sender.inject(bytes).catch(({ message }) => refusals.push(message))
      return { frame, refusals }`,
    )
    expect(frame.slice(0, 16)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0x88, 0xb5, 14, 15])
    expect(refusals).toEqual([
      expect.stringMatching(/^wire0: expected a frame to be sent, found .*[Mm]essage too long/),
      'expected an interface of this capture, found number 1',
      'wire0: expected a capture to send from, found a capture that has ended',
    ])
  })

  test('what is built is sent', async () => {
    const line = await inProgram<string>(
      network.b,
      `
      const { build, layer, Packet } = onwire
      const { ethernet, ipv4, udp, dns } = layer
      const sender = await onwire.openLive({ interfaces: [wire] })
      const capture = await onwire.openLive({ interfaces: [wire], captureFilter: 'udp port 53' })
      const ends = { source: '192.0.2.1', destination: '192.0.2.53' }
      await sender.inject(build(ethernet(), ipv4(ends), udp(), dns({ questions: [{ name: 'example.test' }] })))
      let line
      for await (const batch of capture) { line = String(new Packet(batch.frame(0).copy())); break }
      await sender.close()
      return line`,
    )
    expect(line).toBe('192.0.2.1:49152 > 192.0.2.53:53 DNS 72 query A example.test')
  })

  test('a loop that is left early ends the capture, and a program that forgets one still ends', async () => {
    expect(
      await inProgram(
        network.b,
        `
      const capture = await onwire.openLive({ interfaces: [wire], captureFilter: 'ether proto 0x88b5' })
      ${injecting(3)}
      for await (const batch of capture) break
      await capture.close()
      const forgotten = await onwire.openLive({ interfaces: [wire] })
      setTimeout(() => process.exit(0), 50)
      return 'done'`,
      ),
    ).toBe('done')
  })

  test('mistakes are refused at once', async () => {
    expect(
      await inProgram(
        network.b,
        `
      const messages = []
      for (const options of [{ interfaces: [] }, { interfaces: ['nope0'] }, { interfaces: [wire], captureFilter: 'tcp prot 80' }, { interfaces: [wire], engine: 'magic' }])
        await onwire.openLive(options).catch(({ name, code, message }) => messages.push([name, code ?? '', message]))
      return messages`,
      ),
    ).toEqual([
      ['TypeError', '', 'openLive() needs at least one interface'],
      [
        'CaptureError',
        'no-such-interface',
        expect.stringMatching(
          /^nope0: expected the name or the number of an interface, found an unknown interface\. Interfaces: .*wire0/,
        ),
      ],
      ['CaptureError', 'bad-filter', expect.stringMatching(/^wire0: expected a capture filter, found "tcp prot 80"/)],
      ['TypeError', '', expect.stringMatching(/unknown engine "magic"; engines: libpcap/)],
    ])
  })
})

/** Sends frames with numbers in them from a capture of its own. */
const injecting = (count: number) => `
  {
    const sender = await onwire.openLive({ interfaces: [wire] })
    for (let number = 0; number < ${count}; number++) {
      const frame = new Uint8Array(60)
      frame.set([0x88, 0xb5, number], 12)
      await sender.inject(frame)
    }
    await sender.close()
  }`
