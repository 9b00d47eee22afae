/** Statistics and one conversation of an interface, as packets arrive. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { follow, leftOut, onwireWords, whyLeftOut } from '../support/live.ts'
import { Network } from '../support/network.ts'
import { send } from '../support/sender.ts'

describe.skipIf(leftOut)(`of an interface${whyLeftOut}`, () => {
  let network: Network
  beforeEach(() => {
    network = new Network()
  })
  afterEach(() => network.close())

  const start = (command: string, words: readonly string[]) =>
    follow(network.b, [...onwireWords, command, '-i', network.b.interface, ...words])

  test('onwire stats --interval shows the tables again and again, and at the end', async () => {
    const live = start('stats', ['lengths', '--interval', '100ms', '--format', 'csv', '-f', 'udp'])
    await live.said(/^listening on wire0/m)
    await send(network.a, { count: 20, rate: 1000 })
    await live.shown(/(^length,[\s\S]*){3}^\d+-\d+,20,/m)
    const { stdout, stderr, status } = await live.end()
    expect(status).toBe(0)
    expect(stderr).toMatch(/^20 packets captured$/m)
    const last = stdout.slice(stdout.lastIndexOf('length,'))
    expect(last).toMatch(/^\d+-\d+,20,/m)
  })

  test('onwire stats without an interval shows them once, and -c ends it', async () => {
    const live = start('stats', ['endpoints', 'udp', '-c', '5', '--format', 'csv', '-f', 'udp'])
    await live.said(/^listening on wire0/m)
    await send(network.a, { count: 20, rate: 1000 })
    const { stdout, status } = await live.outcome
    expect(status).toBe(0)
    expect(stdout.match(/^address,/gm)).toHaveLength(1)
    const packets = stdout
      .split('\n')
      .slice(1, -1)
      .map((line) => Number(line.split(',')[2]))
    expect(packets.reduce((sum, each) => sum + each, 0)).toBe(10)
  })

  test('onwire follow shows a conversation until Ctrl-C', async () => {
    const live = start('follow', ['udp', '0', '--format', 'hex'])
    let isShown = false
    const shown = live.shown(/^.*0000 .*$/m).finally(() => {
      isShown = true
    })
    // It does not say when it listens.
    for (let attempt = 0; attempt < 40 && !isShown; attempt++) {
      await send(network.a, { count: 2, rate: 1000 })
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    expect((await shown)[0]).toContain('0000')
    expect((await live.end()).status).toBe(0)
  })

  test('onwire follow says that there was none', async () => {
    const live = start('follow', ['tcp', '0'])
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const { stdout, stderr, status } = await live.end()
    expect([stdout, status]).toEqual(['', 1])
    expect(stderr).toContain('there is no TCP stream 0')
  })
})
