import { spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { connect, createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from 'node:net'
import { resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TrafficCapture } from '../../../src/capture/traffic/index.ts'
import { canRecordTraffic, recordingTrouble, recordTraffic } from '../../../src/check/index.ts'
import { recordFrom } from '../../../src/check/testing/record.ts'
import '../../../src/check/vitest.ts'
import { Batch } from '../../../src/files/batch.ts'
import { CaptureError } from '../../../src/files/error.ts'
import { framesOf } from '../../support/packets.ts'

const trouble = await recordingTrouble()
if (trouble !== undefined && process.env.CI) throw new Error(`what this process sends cannot be recorded: ${trouble}`)

describe.skipIf(trouble !== undefined)(
  `what this process sends${trouble === undefined ? '' : ` (left out: ${trouble})`}`,
  () => {
    let server: Server
    let echo: TcpServer
    let url = ''
    beforeAll(async () => {
      server = createServer((request, response) => {
        response.setHeader('X-Asked', request.url!)
        if (request.url === '/long') return void response.end(Buffer.alloc(300_000, 'long '))
        response.write('answer to ')
        setTimeout(() => response.end(`${request.url}\n`), request.url === '/slow' ? 60 : 5 + Math.random() * 4)
      }).listen(0, '127.0.0.1')
      echo = createTcpServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1')
      await Promise.all([once(server, 'listening'), once(echo, 'listening')])
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    })
    afterAll(() => {
      server.closeAllConnections()
      server.close()
      echo.close()
    })

    const text = async (path: string, options?: RequestInit) => (await fetch(url + path, options)).text()

    test('is there, with what came of the action', async () => {
      expect(await canRecordTraffic()).toBe(true)
      const traffic = await recordTraffic(() => text('/a'))
      expect(traffic.result).toBe('answer to /a\n')
      expect(traffic.scope).toMatch(/^exact: /)
      expect(traffic.requests).toMatchObject([{ method: 'GET', url: `${url}/a`, status: 200, complete: true }])
      expect(traffic).toHaveSent('http.request.uri == "/a"')
      expect(traffic).toHaveSentOnly(`tcp.port == ${(server.address() as AddressInfo).port}`)
      expect(traffic).toHaveConnectedTo('127.0.0.1')
      expect(traffic).not.toHaveSent('dns')
    })

    test('is told the same each time, though ports, times, and the order of what is parallel differ', async () => {
      async function script() {
        await text('/first')
        await Promise.all(['/slow', '/b', '/c'].map((path) => text(path)))
        await text('/post', {
          method: 'POST',
          body: JSON.stringify({ name: 'alice' }),
          headers: { 'content-type': 'application/json' },
        })
        await text('/long')
        const form = new FormData()
        form.set('file', new Blob(['a small file']), 'note.txt')
        await text('/form', { method: 'POST', body: form })
        const socket = connect((echo.address() as AddressInfo).port, '127.0.0.1')
        for (const part of ['to be ', 'or not ', 'to be\n']) {
          socket.write(part)
          await once(socket, 'data')
        }
        socket.destroy()
        const datagrams = createSocket('udp4')
        await new Promise((sent) => datagrams.send('a datagram', 9, '127.0.0.1', sent))
        datagrams.close()
      }
      const texts = new Set<string>()
      // The first leaves connections that the next would use again.
      await script()
      for (let run = 0; run < 3; run++) texts.add((await recordTraffic(script)).transcript())
      expect([...texts]).toHaveLength(1)
      const [told] = texts
      for (const line of [
        '  > GET /first HTTP/1.1',
        '  > {"name":"alice"}',
        '  < (300,000 bytes, SHA-256 ',
        '  > Content-Disposition: form-data; name="file"; filename="note.txt"',
        '  > a datagram',
        '  < answer to /slow',
      ])
        expect(told).toContain(line)
    })

    test('ends with the action, whatever comes of it', async () => {
      const before = readFileSync('/proc/self/cgroup', 'utf8')
      await expect(
        recordTraffic(async () => {
          await text('/a')
          throw new Error('the action failed')
        }),
      ).rejects.toThrow('the action failed')
      await expect(
        recordTraffic(() => {
          throw new TypeError('at once')
        }),
      ).rejects.toThrow('at once')
      expect(readFileSync('/proc/self/cgroup', 'utf8')).toBe(before)
      expect((await recordTraffic(() => 7)).result).toBe(7)
    })

    test('is nothing where nothing is sent', async () => {
      const traffic = await recordTraffic(() => sleep(20))
      expect(traffic).toHaveLength(0)
      expect(traffic.transcript()).toBe('nothing was sent\n')
      expect(traffic).not.toHaveConnectedTo('127.0.0.1')
    })

    test('has what children send, too', async () => {
      const traffic = await recordTraffic(
        () =>
          new Promise((done) => {
            void import('node:child_process').then(({ execFile }) =>
              execFile(process.execPath, ['-e', `fetch('${url}/child').then((response) => response.text())`], done),
            )
          }),
      )
      expect(traffic).toHaveSent('http.request.uri == "/child"')
    })

    test('cannot be recorded twice at a time, unless that is accepted', async () => {
      const first = recordTraffic(() => text('/slow'))
      const refusal = /^recordTraffic\(\) was called while another one of this process has not ended: .*shared: true/
      await expect(recordTraffic(() => text('/b'))).rejects.toThrow(refusal)
      await expect(recordTraffic(() => text('/b'), { shared: true })).rejects.toThrow(refusal)
      expect((await first).requests.map(({ url }) => url)).toEqual([`${url}/slow`])
      const both = await Promise.all(['/slow', '/c'].map((path) => recordTraffic(() => text(path), { shared: true })))
      expect(both.map(({ result }) => result)).toEqual(['answer to /slow\n', 'answer to /c\n'])
      expect((await recordTraffic(() => text('/d'))).requests).toHaveLength(1)
    })

    test('cannot be recorded by two threads at a time', async () => {
      const first = recordTraffic(() => {
        const code = `import('${resolve('dist/library/check.js')}')
          .then(({ recordTraffic }) => recordTraffic(() => {}))
          .catch(({ message }) => require('node:worker_threads').parentPort.postMessage(message))`
        return new Promise((said) => new Worker(code, { eval: true }).on('message', said))
      })
      expect((await first).result).toMatch(/^recordTraffic\(\) was called while one of another thread of this process/)
    })

    test('is not more than was asked for', async () => {
      await expect(recordTraffic(() => text('/a'), { limit: 3 })).rejects.toThrow(
        /expected no more than 3 packets, found \d+\. Record less at once, or raise `limit`/,
      )
    })
  },
)

describe('without the rights it takes', () => {
  const program = (code: string) =>
    `import { recordTraffic, recordingTrouble, canRecordTraffic } from './dist/library/check.js'\n${code}`
  const root = process.getuid?.() === 0
  const asNobody = (code: string) => {
    const words = ['--input-type=module', '-e', program(code)]
    const [command, ...rest] = root
      ? ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups', process.execPath, ...words]
      : [process.execPath, ...words]
    return spawnSync(command!, rest, { encoding: 'utf8' })
  }

  test('it says so, and may fail or skip', () => {
    const { stdout, stderr, status } = asNobody(`
      console.log(await canRecordTraffic(), await recordingTrouble())
      await recordTraffic(() => console.log('not reached')).catch(({ name, code }) => console.log(name, code))
      await recordTraffic(() => console.log('not reached'), { without(reason) { console.log('skipped:', reason); process.exit(7) } })
    `)
    expect(stderr).toBe('')
    expect(status).toBe(7)
    expect(stdout).toMatch(
      /^false expected what it takes to record what this process sends, found .*test\.skipIf\(!\(await canRecordTraffic\(\)\)\)/,
    )
    expect(stdout).toMatch(/\nCaptureError no-permission\nskipped: expected what it takes to record/)
    expect(stdout).not.toContain('not reached')
  })
})

describe('a recording', () => {
  const frames = framesOf('web.pcapng')

  /** A capture that gives some packets, and is quiet only if it is told to be. */
  function fakeCapture({ quiet = true, dropped = 0, failure = undefined as Error | undefined }) {
    let stop = () => {}
    const stopped = new Promise<void>((resolve) => {
      stop = resolve
    })
    const capture = {
      scope: 'a fake',
      statistics: { droppedByKernel: dropped },
      stop,
      finish: () => (quiet ? Promise.resolve(stop()) : stopped),
      async *[Symbol.asyncIterator]() {
        for (const frame of frames) yield new Batch().hold(frame)
        if (failure !== undefined) throw failure
        await stopped
      },
    }
    // What is not used here need not be there.
    return { open: () => Promise.resolve(capture as unknown as TrafficCapture), stopped }
  }

  test('has all packets in order', async () => {
    const traffic = await recordFrom(fakeCapture({}).open, () => 'done', {})
    expect(traffic.result).toBe('done')
    expect(traffic.packets.map(({ frame }) => frame.number)).toEqual(frames.map(({ number }) => number))
    expect(traffic.incomplete).toBeUndefined()
  })

  test('does not wait for ever', async () => {
    const { open, stopped } = fakeCapture({ quiet: false })
    const start = performance.now()
    await recordFrom(open, () => {}, { patience: 50 })
    await stopped
    expect(performance.now() - start).toBeLessThan(2000)
  })

  test('knows that packets were lost', async () => {
    const traffic = await recordFrom(fakeCapture({ dropped: 2 }).open, () => {}, {})
    expect(traffic.incomplete).toBe('2 packets were lost')
    expect(() => expect(traffic).not.toHaveSent('tls')).toThrow('2 packets were lost')
  })

  test('fails where the capture fails', async () => {
    const failure = new CaptureError({ code: 'interface-failed', expected: 'packets', found: 'none' })
    await expect(recordFrom(fakeCapture({ failure }).open, () => sleep(10), {})).rejects.toBe(failure)
  })

  test('stops where the action fails', async () => {
    const { open, stopped } = fakeCapture({ quiet: false })
    await expect(recordFrom(open, () => Promise.reject(new Error('no')), {})).rejects.toThrow('no')
    await stopped
  })
})
