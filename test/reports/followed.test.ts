import { expect, test } from 'vitest'
import { ConversationFollower } from '../../src/conversations/follower.ts'
import { TrafficReport } from '../../src/reports/index.ts'
import { batchesOf } from '../support/packets.ts'

test.each(['fragments.pcapng', 'http-post.pcapng', 'dns-tcp.pcapng', 'web.pcapng', 'http2-tls.pcapng', 'quic.pcapng'])(
  'a summary is the same where the conversations were followed: %s',
  (capture) => {
    const [alone, followed] = [false, true].map((follows) => {
      const follower = new ConversationFollower()
      const report = new TrafficReport()
      for (const batch of batchesOf(capture)) {
        if (follows) follower.follow(batch)
        report.take(batch)
      }
      return report.summary()
    })
    expect(followed).toEqual(alone)
  },
)
