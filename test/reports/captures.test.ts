import { describe, expect, test } from 'vitest'
import { openFile } from '../../src/capture/reading/file.ts'
import { plainPalette } from '../../src/text/palette.ts'
import { summaryText, TrafficReport } from '../../src/reports/index.ts'
import { batchesOf, framesOf } from '../support/packets.ts'
import { summaryOfFrames } from './conversation.ts'

describe('what the captures of this project come to', () => {
  test.each([
    'web.pcapng',
    'http.pcapng',
    'http-post.pcapng',
    'http-ports.pcapng',
    'tls.pcapng',
    'dns.pcapng',
    'dns-tcp.pcapng',
    'dns-edns.pcapng',
    'redis.pcapng',
    'postgres.pcapng',
    'lossy.pcapng',
    'zero-window.pcapng',
    'ping.pcap',
    'loopback.pcap',
    'udp.pcap',
    'ntp.pcapng',
    'dhcp.pcapng',
    'tcp-refused.pcapng',
    'traceroute.pcapng',
    'unreachable.pcapng',
    'pmtu.pcapng',
    'fragments.pcapng',
    'interfaces.pcapng',
    'tcp-fastopen.pcapng',
    'mptcp.pcapng',
    'snaplen.pcap',
    'offload.pcapng',
    'ipv6.pcapng',
    'vxlan.pcapng',
    'gre.pcapng',
    'arp.pcap',
  ])('%s', async (capture) => {
    await expect(summaryText(summaryOfFrames(framesOf(capture)), plainPalette)).toMatchFileSnapshot(
      `../golden/summaries/${capture}.txt`,
    )
  })

  test.each([
    'http2.pcapng',
    'http2-upgrade.pcapng',
    'http2-tls.pcapng',
    'http2-frames.pcapng',
    'quic.pcapng',
    'grpc.pcapng',
    'websocket.pcapng',
    'tls-sessions.pcapng',
  ])('with its secrets: %s', async (capture) => {
    const report = new TrafficReport()
    for (const batch of batchesOf(capture)) report.take(batch)
    await expect(summaryText(report.summary(), plainPalette)).toMatchFileSnapshot(`../golden/summaries/${capture}.txt`)
  })

  test('as plain values: nothing is lost in JSON', async () => {
    const summary = summaryOfFrames(framesOf('web.pcapng'))
    expect(JSON.parse(JSON.stringify(summary))).toEqual(withoutUndefined(summary))
    await expect(JSON.stringify(summary, undefined, 2)).toMatchFileSnapshot('../golden/summaries/web.pcapng.json')
  })

  test.each(['web.pcapng', 'http.pcapng', 'websocket.pcapng', 'unreachable.pcapng'])(
    'one packet after another or whole batches of them is the same: %s',
    async (capture) => {
      const report = new TrafficReport()
      const lengths: number[] = []
      for await (const batch of await openFile(`captures/${capture}`, { reuseMemory: true })) {
        report.take(batch)
        lengths.push(batch.length)
      }
      expect(Math.max(...lengths)).toBeGreaterThan(1)
      expect(report.summary()).toEqual(summaryOfFrames(framesOf(capture)))
    },
  )

  test('the same packets twice were sent again', () => {
    const frames = framesOf('http.pcapng')
    expect(summaryOfFrames([...frames, ...frames]).connections[0]!.fromClient.retransmissions).toBeGreaterThan(0)
  })
})

/** A value without properties that are undefined. */
function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .map(([key, each]) => [key, withoutUndefined(each)]),
  )
}
