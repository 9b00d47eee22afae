/** RTP Control Protocol, RFC 3550 section 6, RFC 4585 (feedback), RFC 3611 (extended reports): packets one after another. */
import {
  bits, fact, flag, list, nameIn, otherwise, parts, protocol, range, record, rest, text, time, tlv, u16, u24, u32, u8, overlay,
} from '../../../schema/index.ts'
import { rtcpItems, rtcpPacketTypes } from '../../names/rtp.ts'

/** RFC 3550, section 6.4.1. */
const report = record('Source', {
  source:     u32('rtcp.ssrc.identifier', 'Identifier', { base: 16 }),
  fraction:   u8('rtcp.ssrc.fraction', 'Fraction lost'),
  lost:       u24('rtcp.ssrc.cum_nr', 'Cumulative number of packets lost', { signed: true }),
  highest:    overlay(u32('rtcp.ssrc.ext_high', 'Extended highest sequence number received')),
  cycles:     u16('rtcp.ssrc.high_cycles', 'Sequence number cycles count'),
  sequence:   u16('rtcp.ssrc.high_seq', 'Highest sequence number received'),
  jitter:     u32('rtcp.ssrc.jitter', 'Interarrival jitter'),
  lastReport: u32('rtcp.ssrc.lsr', 'Last SR timestamp'),
  delay:      u32('rtcp.ssrc.dlsr', 'Delay since last SR timestamp'),
})

const item = tlv('Item', {
  type:   u8('rtcp.sdes.type', 'Type', { names: rtcpItems }),
  length: u8('rtcp.sdes.length', 'Length'),
}, { bare: [0] }).fields({ text: text('rtcp.sdes.text', 'Text') })

/** Section 6.5: items up to one of type 0, and on to the next multiple of 4 bytes. */
const chunk = record('Chunk', {
  source: u32('rtcp.ssrc.identifier', 'Identifier', { base: 16 }),
  items:  parts('Items', item, { last: ({ type }) => type === 0 }),
}).aligned(4)

const sender = { sender: u32('rtcp.senderssrc', 'Sender SSRC', { base: 16 }) }
const identifier = { source: u32('rtcp.ssrc.identifier', 'Identifier', { base: 16 }) }
const media = { media: u32('rtcp.mediassrc', 'Media source SSRC', { base: 16 }) }
const reports = { reports: list('rtcp.reports', 'Reports', report, { count: 'count' }) }
const extension = { extension: rest('rtcp.profile-specific-extension', 'Profile-specific extension') }

const header = {
  version: bits(2, 'rtcp.version', 'Version'),
  padding: flag('rtcp.padding', 'Padding'),
  count:   bits(5, 'rtcp.rc', 'Count'),
  type:    u8('rtcp.pt', 'Packet type', { names: rtcpPacketTypes }),
  length:  u16('rtcp.length', 'Length'),
}
const headerRecord = record('Header', header)
const lengthAt = headerRecord.reader('length')
const isPacket = headerRecord.recognizer({ version: 2, type: range(200, 207) })
const isFirst = headerRecord.recognizer({ version: 2, type: [200, 201, 202, 203, 204, 205, 206, 207] })

/** Whether packets follow one another up to the very end: what a datagram on any port is known by. */
function isCompound(bytes: Uint8Array, start: number, end: number): boolean {
  if (!isFirst(bytes, start, end)) return false
  let at = start
  for (let packets = 0; at < end && packets < mostPackets; packets++) {
    if (!isPacket(bytes, at, end)) return false
    at += 4 * lengthAt(bytes, at) + 4
  }
  return at === end
}
const mostPackets = 32

/**
 * Whether a report begins here whose length is that of so many sources, and more follows it: the rest may be encrypted
 * (RFC 3711, section 3.4).
 */
function isSecured(bytes: Uint8Array, start: number, end: number): boolean {
  const isSender = isSenderReport(bytes, start, end)
  if (!isSender && !isReceiverReport(bytes, start, end)) return false
  const words = (isSender ? 6 : 1) + 6 * countAt(bytes, start)
  return lengthAt(bytes, start) === words && end - start >= 4 * words + 8
}
const isSenderReport = headerRecord.recognizer({ version: 2, padding: false, type: 200 })
const isReceiverReport = headerRecord.recognizer({ version: 2, padding: false, type: 201 })
const countAt = headerRecord.reader('count')

export const rtcp = protocol('rtcp', 'Real-time Transport Control Protocol', { 'rtcp.next': [1], 'announced': ['rtcp'], 'udp': [] })
  .specified('RFC 3550')
  .fields(header)
  .length({ length: 'length', times: 4, plus: 4 })
  .cases(
    [{ type: 200 }, {
      ...sender,
      timestampHigh: overlay(u32('rtcp.timestamp.ntp.msw', 'Timestamp, MSW')),
      timestamp:     time('rtcp.timestamp.ntp', 'MSW and LSW as NTP timestamp', 'ntp'),
      rtpTimestamp:  u32('rtcp.timestamp.rtp', 'RTP timestamp'),
      packets:       u32('rtcp.sender.packetcount', "Sender's packet count"),
      octets:        u32('rtcp.sender.octetcount', "Sender's octet count"),
      ...reports, ...extension,
    }],
    [{ type: 201 }, { ...sender, ...reports, ...extension }],
    [{ type: 202 }, { chunks: list('rtcp.chunks', 'Chunks', chunk, { count: 'count' }) }],
    [{ type: 203 }, { sources: list('rtcp.sources', 'Sources', record('Source', identifier), { count: 'count' }) }],
    [{ type: 204 }, {
      ...identifier,
      name:          text('rtcp.app.name', 'Name (ASCII)', 4),
      data:          rest('rtcp.app.data', 'Application specific data'),
    }],
    [{ type: [205, 206] }, { ...sender, ...media, feedback: rest('rtcp.feedback', 'Feedback control information') }],
    [{ type: 207 }, { ...sender, blocks: rest('rtcp.xr', 'Report blocks') }],
    [otherwise, { unknown: rest('rtcp.unknown', 'Data') }],
  )
  .accepts((bytes, start, end) => isCompound(bytes, start, end) || isSecured(bytes, start, end), 'heuristic')
  .trustedTo((bytes, start, end) => (isPacket(bytes, start, end) ? end : start))
  .payload({ tables: [['rtcp.next', () => 1]] })
  .facts({
    setupFrame:  fact.frame('rtcp.setup-frame', 'Setup frame'),
    setupMethod: fact.text('rtcp.setup-method', 'Setup Method'),
  })
  .colored('datagrams')
  .summarized(({ type }) => nameIn(rtcpPacketTypes, type) ?? `type ${type}`)
