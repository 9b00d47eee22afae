import { describe, expect, test } from 'vitest'
import { followedPacketsOf } from '../../../support/followed-packets.ts'
import { expectGolden, packetOf, summariesOf, valuesOf } from '../../../support/packets.ts'

/** Calls of SIPp, and media of GStreamer: captures/scenes/voice.sh. */
const call = followedPacketsOf('rtp.pcapng')
const packet = (number: number) => call[number - 1]!

describe('a call and its media', () => {
  test.each([
    ['sip', 3, 'captured-sip-invite'],
    ['sip', 4, 'captured-sip-ringing'],
    ['rtp', 7, 'captured-rtp'],
    ['rtcp', 27, 'captured-rtcp'],
  ] as const)('tree of %s in packet %i', (layer, number, golden) => expectGolden(packet(number), golden, layer))

  test('the port of the media is that of the answer', () => {
    expect(valuesOf(packet(5), 'sdp.media.port')).toEqual([5004])
    expect(valuesOf(packet(7), 'rtp.seq')).toEqual([5820])
    expect(summariesOf(packet(7), 'rtp')).toEqual([
      'PT=ITU-T G.711 PCMU, SSRC=0x8C7980F3, Seq=5820, Time=3199156639, Mark',
    ])
    expect(valuesOf(packetOf('rtp.pcapng', 27), 'rtcp.sender.packetcount')).toEqual([20])
  })

  test.each([
    [3, 'Request: INVITE sip:alice@192.0.2.2:5060'],
    [4, 'Status: 180 Ringing'],
    [6, 'Request: ACK sip:alice@192.0.2.2:5060'],
    [8, 'Status: 200 OK'],
  ] as const)('line of sip.pcapng, packet %i', (number, line) =>
    expect(summariesOf(packetOf('sip.pcapng', number), 'sip')).toEqual([line]),
  )
})
