import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openFile } from '../../../src/capture/reading/file.ts'
import type { LiveCapture } from '../../../src/capture/live-capture.ts'
import { isTcpAddress, parseTcpAddress } from '../../../src/capture/remote/tcp-address.ts'
import { openTcp } from '../../../src/capture/remote/tcp.ts'
import { openWriter } from '../../../src/capture/writing/writer.ts'
import { bytesOf, pcap } from '../../support/capture-bytes.ts'

const frame = bytesOf('00 11 22 33 44 55 66 77 88 99 aa bb 08 00')
const bytes = pcap([
  [1, 2, frame],
  [3, 4, frame],
  [5, 6, frame],
])
const folder = mkdtempSync(join(tmpdir(), 'onwire-tcp-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('addresses', () => {
  test.each([
    ['tcp://probe.example:57012', { listen: false, host: 'probe.example', port: 57012 }],
    ['TCP@10.0.0.1:19000', { listen: false, host: '10.0.0.1', port: 19000 }],
    ['tcp://[2001:db8::1]:1', { listen: false, host: '2001:db8::1', port: 1 }],
    ['tcp-listen://:0', { listen: true, host: '', port: 0 }],
    ['tcp-listen://[::]:65535', { listen: true, host: '::', port: 65535 }],
    ['tcp://host:80/', { listen: false, host: 'host', port: 80 }],
  ])('%s', (text, expected) => {
    expect(isTcpAddress(text)).toBe(true)
    expect(parseTcpAddress(text)).toEqual(expected)
  })

  test.each([
    'tcp://',
    'tcp://host',
    'tcp://:80',
    'tcp://host:0',
    'tcp://host:65536',
    'tcp://::1:80',
    'tcp://a b:80',
    'tcp-listen://host',
    'tcp://host:80?listen',
  ])('%s is refused', (text) => expect(() => parseTcpAddress(text)).toThrow(/tcp:\/\/host:port/))

  test.each(['trace.pcap', 'tcp', './tcp://', 'udp://host:1'])('%s is none', (text) =>
    expect(isTcpAddress(text)).toBe(false),
  )
})

describe('a capture that comes over TCP', () => {
  test.each([['127.0.0.1', '127.0.0.1'], ...(hasIpv6() ? [['::1', '[::1]']] : [])])(
    'from a sender at %s',
    async (host, written) => {
      const port = await serve(host!, (socket) => socket.end(bytes))
      expect(await secondsOf(await openTcp(`tcp://${written}:${port}`))).toEqual([1, 3, 5])
    },
  )

  test('in pieces of any size, from a sender that connects', async () => {
    const capture = await waitFor((socket) => {
      socket.setNoDelay()
      for (let at = 0; at < bytes.length; at += 7) setTimeout(() => socket.write(bytes.subarray(at, at + 7)), at)
      setTimeout(() => socket.end(), bytes.length + 20)
    })
    expect(capture).toMatchObject({ engine: 'tcp', linkType: 1 })
    expect(await secondsOf(capture)).toEqual([1, 3, 5])
  })

  test('is over when it is stopped, with what has arrived', async () => {
    const capture = await openTcp(`tcp://127.0.0.1:${await serve('127.0.0.1', (socket) => socket.write(bytes))}`)
    const seconds: number[] = []
    for await (const batch of capture) {
      for (const each of batch) seconds.push(each.seconds)
      capture.stop()
    }
    expect(seconds).toEqual([1, 3, 5])
  })

  test('says what fails', async () => {
    const port = await serve('127.0.0.1', () => {})
    closeServers()
    await expect(openTcp(`tcp://127.0.0.1:${port}`)).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(/connection refused/),
    })
    await expect(openTcp('tcp://nonesuch.invalid:1')).rejects.toMatchObject({
      code: expect.stringMatching(/not-found|unreadable/),
      path: 'tcp://nonesuch.invalid:1',
    })
    await expect(openTcp('tcp://host')).rejects.toThrow(TypeError)
    const silent = await serve('127.0.0.1', (socket) => socket.end())
    await expect(openTcp(`tcp://127.0.0.1:${silent}`)).rejects.toMatchObject({ code: 'truncated' })
  })

  test('gives what came before it was broken off', async () => {
    const port = await serve('127.0.0.1', (socket) =>
      socket.write(bytes, () => setTimeout(() => socket.resetAndDestroy(), 100)),
    )
    const seconds: number[] = []
    const loop = async () => {
      for await (const batch of await openTcp(`tcp://127.0.0.1:${port}`))
        for (const each of batch) seconds.push(each.seconds)
    }
    await expect(loop()).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(/reset by the peer/),
    })
    expect(seconds).toEqual([1, 3, 5])
  })

  test('can be waited for no longer', async () => {
    const abort = new AbortController()
    await expect(openTcp('tcp-listen://:0', { signal: abort.signal, onWaiting: () => abort.abort() })).rejects.toThrow(
      /abort/i,
    )
  })
})

describe('a capture that is sent over TCP', () => {
  test('to a reader that listens', async () => {
    const received = new Promise<Buffer>((resolve) => {
      void serve('127.0.0.1', async (socket) => resolve(Buffer.concat((await socket.toArray()) as Buffer[]))).then(
        (port) => write(`tcp://127.0.0.1:${port}`),
      )
    })
    expect(new Uint8Array(await received)).toEqual(bytes)
  })

  test('to a reader that connects, also a slow one', async () => {
    const port = await freePort()
    const writing = write(`tcp-listen://127.0.0.1:${port}`, 20_000)
    const socket = await connected(port)
    const received: Buffer[] = []
    socket.pause()
    setTimeout(() => socket.resume(), 200)
    for await (const piece of socket) received.push(piece as Buffer)
    await writing
    expect(Buffer.concat(received)).toHaveLength(24 + 3 * 20_000 * 30)
  })

  test('to nobody', async () => {
    await expect(write(`tcp://127.0.0.1:${await freePort()}`)).rejects.toMatchObject({
      code: 'unwritable',
      message: expect.stringMatching(/connection refused/),
    })
  })

  test('to a reader that goes away', async () => {
    const port = await serve('127.0.0.1', (socket) => socket.resetAndDestroy())
    await expect(write(`tcp://127.0.0.1:${port}`, 200_000)).rejects.toMatchObject({
      code: 'unwritable',
      message: expect.stringMatching(/a reader, found (a|connection) .*(by the peer)/),
    })
  })

  async function write(path: string, times = 1): Promise<void> {
    const trace = join(folder, 'trace.pcap')
    writeFileSync(trace, bytes)
    const source = await openFile(trace)
    const writer = await openWriter(path, { source })
    for await (const batch of source) {
      for (let time = 0; time < times; time++) {
        for (let index = 0; index < batch.length; index++) void writer.write(batch, index)
        await writer.drain()
      }
    }
    await writer.close()
  }
})

const servers = new Set<ReturnType<typeof createServer>>()
afterAll(closeServers)

function closeServers(): void {
  for (const server of servers) server.close()
  servers.clear()
}

async function serve(host: string, serving: (socket: Socket) => unknown): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    serving(socket)
  })
  servers.add(server)
  await once(server.listen(0, host), 'listening')
  return (server.address() as AddressInfo).port
}

async function freePort(): Promise<number> {
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Connects to one who is about to listen. */
async function connected(port: number): Promise<Socket> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const outcome = await Promise.race([
      once(socket, 'connect').then(() => socket),
      once(socket, 'close').then(() => undefined),
    ]).catch(() => undefined)
    if (outcome) return outcome
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

function waitFor(sending: (socket: Socket) => void): Promise<LiveCapture> {
  return openTcp('tcp-listen://:0', {
    onWaiting(at) {
      const socket = connect(Number(at.split(':').at(-1)), 'localhost', () => sending(socket))
    },
  })
}

async function secondsOf(capture: LiveCapture): Promise<number[]> {
  const seconds: number[] = []
  for await (const batch of capture) for (const each of batch) seconds.push(each.seconds)
  return seconds
}

function hasIpv6(): boolean {
  return Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === '::1'))
}
