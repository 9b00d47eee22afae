import { describe, expect, test } from 'vitest'
import { NameResolver } from '../../src/cli/names/resolver.ts'
import { NameAsking } from '../../src/cli/sinks/name-asking.ts'
import { lineOutput, TextBuffer } from '../../src/output/index.ts'
import { batchesOf } from '../support/packets.ts'

const noName = Object.assign(new Error('none'), { code: 'ENOTFOUND' })
const soon = (name: string) => new Promise<readonly string[]>((resolve) => setTimeout(() => resolve([name]), 5))

describe('names from a resolver', () => {
  test('are there when it has settled, each asked for once', async () => {
    const asked: string[] = []
    const resolver = new NameResolver(async (address) => {
      asked.push(address)
      if (address === '192.0.2.9') throw noName
      return soon(`host-${address.at(-1)}.example.`)
    })
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.1', '192.0.2.9']) resolver.ask(address)
    await resolver.settled()
    resolver.ask('192.0.2.9')
    await resolver.settled()
    expect(asked).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.9'])
    expect([...resolver.names]).toEqual([
      ['192.0.2.1', 'host-1.example'],
      ['192.0.2.2', 'host-2.example'],
    ])
  })

  test('are escaped and cut', async () => {
    const resolver = new NameResolver(async (address) => [address === '192.0.2.1' ? 'a\u001b[31m' : 'x'.repeat(300)])
    resolver.ask('192.0.2.1')
    resolver.ask('192.0.2.2')
    await resolver.settled()
    expect(resolver.names.get('192.0.2.1')).toBe('a\\x1b[31m')
    expect(resolver.names.get('192.0.2.2')).toHaveLength(64)
  })

  test('are asked for by a bounded number of questions at a time', async () => {
    let [active, most] = [0, 0]
    const resolver = new NameResolver(
      async (address) => {
        most = Math.max(most, ++active)
        const names = await soon(address)
        active--
        return names
      },
      { inFlight: 3 },
    )
    for (let last = 1; last <= 20; last++) resolver.ask(`192.0.2.${last}`)
    await resolver.settled()
    expect([most, resolver.names.size]).toEqual([3, 20])
  })

  test('are waited for only so long, and not asked for where nothing answers', async () => {
    let asked = 0
    const resolver = new NameResolver(
      () => {
        asked++
        return new Promise(() => {})
      },
      { inFlight: 2, patience: 5, unanswered: 4 },
    )
    for (let last = 1; last <= 50; last++) resolver.ask(`192.0.2.${last}`)
    await resolver.settled()
    // One more may have been in flight.
    expect(asked).toBeLessThanOrEqual(5)
    const before = asked
    resolver.ask('192.0.2.99')
    await resolver.settled()
    expect([asked, resolver.names.size]).toEqual([before, 0])
  })

  test('take bounded memory', async () => {
    const resolver = new NameResolver(async (address) => [address], { kept: 3 })
    for (let last = 1; last <= 9; last++) resolver.ask(`192.0.2.${last}`)
    await resolver.settled()
    expect([...resolver.names.keys()]).toEqual(['192.0.2.7', '192.0.2.8', '192.0.2.9'])
  })
})

describe('packets of a file', () => {
  test('are shown with the names of all their addresses, in order', async () => {
    const resolver = new NameResolver(async (address) => soon(address === '192.0.2.2' ? 'server.example' : ''))
    const sink = new NameAsking(resolver, true)
    const output = lineOutput({ time: 'none', names: { resolved: resolver.names } })
    const text = new TextBuffer()
    for (const batch of batchesOf('web.pcapng')) {
      await sink.take(batch)
      for (let index = 0; index < batch.length; index++) output.packet(batch, index, text)
    }
    const lines = new TextDecoder().decode(text.written).split('\n')
    expect(lines[3]).toMatch(/^192\.0\.2\.1:\d+ > server\.example:53 DNS /)
    expect(lines[9]).toMatch(/^192\.0\.2\.1:\d+ > server\.example:80 HTTP /)
  })

  test('are not kept from being shown live', () => {
    const sink = new NameAsking(new NameResolver(() => new Promise(() => {}), { patience: 1 }), false)
    for (const batch of batchesOf('web.pcapng')) expect(sink.take(batch)).toBeUndefined()
  })
})
