import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, describe, expect, test } from 'vitest'
import {
  annotated,
  FlightRecorder,
  openBytes,
  openFile,
  openFiles,
  openStream,
  openTcp,
  openWriter,
  type CaptureWriter,
  type FileStream,
  type LiveCapture,
} from '../../src/index.ts'
import { pcap } from '../support/capture-bytes.ts'

const path = 'captures/web.pcapng'
const folder = mkdtempSync(join(tmpdir(), 'onwire-disposal-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('using', () => {
  test.each([
    ['a file', async () => openFile(path)],
    ['several files', async () => openFiles([path, 'captures/dns.pcapng'])],
    ['bytes', async () => openBytes(new Uint8Array(readFileSync(path)))],
  ])('closes %s', async (_, open) => {
    for (const asynchronous of [true, false]) {
      const opened: FileStream & Disposable & AsyncDisposable = await open()
      let closed = 0
      const { close } = opened
      opened.close = () => (closed++, close.call(opened))
      if (asynchronous) await opened[Symbol.asyncDispose]()
      else opened[Symbol.dispose]()
      expect(closed).toBe(1)
    }
  })

  test('releases a stream', async () => {
    const stream = new PassThrough()
    stream.write(pcap([[1, 0, new Uint8Array(14)]]))
    const capture = await openStream(stream)
    capture[Symbol.dispose]()
    expect(stream.destroyed).toBe(true)
  })

  test('closes a live capture, with the owners that annotate it', async () => {
    const server = createServer((socket) => void socket.write(pcap([[1, 0, new Uint8Array(14)]]))).listen(0)
    const capture: LiveCapture & AsyncDisposable = await openTcp(
      `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    )
    let closed = 0
    const owners = { close: () => closed++ } as never
    const disposable: AsyncDisposable = annotated(capture, owners)
    await disposable[Symbol.asyncDispose]()
    expect(closed).toBe(1)
    for await (const batch of capture) expect(batch.length).toBeLessThan(2)
    server.close()
  })

  test.each([
    ['a writer', (writer: CaptureWriter) => writer],
    ['a flight recorder', (writer: CaptureWriter) => new FlightRecorder(writer, { keep: { packets: 1 } })],
  ])('closes %s, so that the file is whole', async (name, wrap) => {
    const to = join(folder, `${name}.pcap`)
    const source = await openFile(path)
    const writer: CaptureWriter & AsyncDisposable = wrap(await openWriter(to, { source }))
    for await (const batch of source) for (const frame of batch) void writer.write(frame)
    if (writer instanceof FlightRecorder) await writer.trigger()
    await writer[Symbol.asyncDispose]()
    let frames = 0
    for await (const batch of await openFile(to)) frames += batch.length
    expect(frames).toBe(writer.frames)
    expect(frames).toBeGreaterThan(0)
    await expect(writer[Symbol.asyncDispose]()).resolves.toBeUndefined()
  })
})
