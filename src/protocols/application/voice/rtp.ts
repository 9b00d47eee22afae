/** Real-time Transport Protocol, RFC 3550 section 5. */
import { bits, bytes, fact, flag, list, nameIn, protocol, record, rest, u16, u32, u8, when, type View } from '../../../schema/index.ts'
import { rtpPayloadTypes } from '../../names/rtp.ts'

const lastByte = record('Padding', { count: u8('rtp.padding.count', 'Padding count') }).reader('count')
const isVersion2 = record('Header', { version: bits(2, 'rtp.version', 'Version'), rest: bits(6, 'rtp.cc', 'Rest') })
  .recognizer({ version: 2 })

interface Header {
  readonly padding: boolean
  readonly contributors: number
  readonly extensionLength: number | undefined
}

/** How many bytes at the end are padding, the count of them included: RFC 3550, section 5.1. */
function paddingIn({ bytes, start, end, originalEnd, padding, contributors, extensionLength }: View & Header): number {
  const payload = start + fixedLength + 4 * contributors + (extensionLength === undefined ? 0 : 4 + 4 * extensionLength)
  if (!padding || originalEnd > end || payload >= end) return 0
  return Math.min(lastByte(bytes, end - 1), end - payload)
}
const fixedLength = 12

export const rtp = protocol('rtp', 'Real-Time Transport Protocol', { announced: ['rtp'] })
  .specified('RFC 3550')
  .fields({
    version:      bits(2, 'rtp.version', 'Version'),
    padding:      flag('rtp.padding', 'Padding'),
    extension:    flag('rtp.ext', 'Extension'),
    contributors: bits(4, 'rtp.cc', 'Contributing source identifiers count'),
    marker:       flag('rtp.marker', 'Marker'),
    payloadType:  bits(7, 'rtp.p_type', 'Payload type', { names: rtpPayloadTypes }),
    sequence:     u16('rtp.seq', 'Sequence number'),
    timestamp:    u32('rtp.timestamp', 'Timestamp'),
    source:       u32('rtp.ssrc', 'Synchronization Source identifier', { base: 16 }),
  })
  .fields({
    contributing: list('rtp.csrc.items', 'Contributing Source identifiers', record('Source', {
      source: u32('rtp.csrc.item', 'CSRC item', { base: 16 }),
    }), { count: 'contributors' }),
    extensionProfile: when('extension', u16('rtp.ext.profile', 'Defined by profile', { base: 16 })),
    extensionLength:  when('extension', u16('rtp.ext.len', 'Extension length')),
  })
  .fields({
    extensions:   list('rtp.hdr_exts', 'Header extensions', record('Extension', { value: u32('rtp.hdr_ext', 'Header extension') }), {
      length: 'extensionLength', times: 4,
    }),
  })
  .fields({
    data:         bytes('rtp.payload', 'Payload', (rtp) => {
      const { start, end, contributors, extensionLength } = rtp as unknown as View & Header
      const head = fixedLength + 4 * contributors + (extensionLength === undefined ? 0 : 4 + 4 * extensionLength)
      return end - start - head - paddingIn(rtp as unknown as View & Header)
    }),
    paddingData:  rest('rtp.padding.data', 'Padding data'),
  })
  .accepts(isVersion2)
  .facts({
    setupFrame:  fact.frame('rtp.setup-frame', 'Setup frame'),
    setupMethod: fact.text('rtp.setup-method', 'Setup Method'),
  })
  .colored('datagrams')
  .summarized(({ payloadType, source, sequence, timestamp, marker }) =>
    `PT=${nameIn(rtpPayloadTypes, payloadType) ?? payloadType}, SSRC=0x${source.toString(16).toUpperCase()}, Seq=${sequence}, ` +
    `Time=${timestamp}${marker ? ', Mark' : ''}`)
