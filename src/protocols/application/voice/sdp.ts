/** Session Description Protocol, RFC 8866: lines of a letter, an equals sign and a value; each `m=` begins a medium. */
import {
  afterLine, computedText, converted, emptyLine, holding, isAt, line, lineRecord, lineStop, numberWord, octets, otherwise, parts,
  positionOf, protocol, record, space, text, upTo, wholeLine, word, type Announced, type TableKey, type View,
} from '../../../schema/index.ts'
import { rtpPayloadTypes } from '../../names/rtp.ts'

const medium = octets('m=')
const isMedium = (bytes: Uint8Array, start: number, end: number) => isAt(medium, bytes, start, end)
/** Other lines than those that begin a medium. */
const isOther = (bytes: Uint8Array, start: number, end: number) => !isMedium(bytes, start, end)

/** The letter and the equals sign, which say what the rest of the line is. */
const letter = { letter: { ...text('sdp.type', 'Type', 2), hidden: true } }

/** Section 5.7: `IN IP4 192.0.2.1`. */
const connection = {
  connection:     wholeLine('sdp.connection_info', 'Connection Information (c)'),
  networkType:    holding(word('sdp.connection_info.network_type', 'Connection Network Type'), 'vocabulary'),
  addressType:    holding(word('sdp.connection_info.address_type', 'Connection Address Type'), 'vocabulary'),
  address:        line('sdp.connection_info.address', 'Connection Address'),
}
/** Section 5.8: `AS:128`. */
const bandwidth = {
  bandwidth:      wholeLine('sdp.bandwidth', 'Bandwidth Information (b)'),
  modifier:       upTo(':', 'sdp.bandwidth.modifier', 'Bandwidth Modifier'),
  amount:         line('sdp.bandwidth.value', 'Bandwidth Value'),
}
const key = { key: line('sdp.encryption_key', 'Encryption Key (k)') }

const sessionLine = lineRecord('Line').fields(letter).choice('letter', {
  'v=': { version: line('sdp.version', 'Session Description Protocol Version (v)') },
  'o=': {
    owner:            wholeLine('sdp.owner', 'Owner/Creator, Session Id (o)'),
    username:         word('sdp.owner.username', 'Owner Username'),
    sessionId:        word('sdp.owner.sessionid', 'Session ID'),
    sessionVersion:   word('sdp.owner.version', 'Session Version'),
    ownerNetworkType: holding(word('sdp.owner.network_type', 'Owner Network Type'), 'vocabulary'),
    ownerAddressType: holding(word('sdp.owner.address_type', 'Owner Address Type'), 'vocabulary'),
    ownerAddress:     line('sdp.owner.address', 'Owner Address'),
  },
  's=': { name: line('sdp.session_name', 'Session Name (s)') },
  'i=': { information: line('sdp.session_info', 'Session Information (i)') },
  'u=': { uri: line('sdp.uri', 'URI of Description (u)') },
  'e=': { email: line('sdp.email', 'E-mail Address (e)') },
  'p=': { phone: line('sdp.phone', 'Phone Number (p)') },
  'c=': connection,
  'b=': bandwidth,
  't=': {
    time:             wholeLine('sdp.time', 'Time Description, active time (t)'),
    startTime:        word('sdp.time.start', 'Session Start Time'),
    stopTime:         line('sdp.time.stop', 'Session Stop Time'),
  },
  'r=': { repeat: line('sdp.repeat_time', 'Repeat Time (r)') },
  'z=': { zone: line('sdp.timezone', 'Time Zone Adjustments (z)') },
  'k=': key,
  'a=': {
    attribute:        wholeLine('sdp.session_attr', 'Session Attribute (a)'),
    field:            upTo(':', 'sdp.session_attr.field', 'Session Attribute Fieldname'),
    value:            line('sdp.session_attr.value', 'Session Attribute Value'),
  },
}, { unknown: line('sdp.unknown', 'Unknown') })

interface Attribute {
  readonly field: string
  readonly value: string | undefined
}
/** Sections 6.6 and 6.15: `rtpmap:8 PCMA/8000`, `fmtp:101 0-16`. */
const ofFormats = ['rtpmap', 'fmtp']
const part = (filter: string, label: string, fields: readonly string[], pattern: RegExp) =>
  computedText(filter, label, ({ field, value = '' }: Attribute) => (fields.includes(field) ? pattern.exec(value)?.[1] : undefined))

const mediaLine = lineRecord('Line').fields(letter).choice('letter', {
  'i=': { title: line('sdp.media_title', 'Media Title (i)') },
  'c=': connection,
  'b=': bandwidth,
  'k=': key,
  'a=': record('Attribute', {
    attribute:        wholeLine('sdp.media_attr', 'Media Attribute (a)'),
    field:            upTo(':', 'sdp.media_attribute.field', 'Media Attribute Fieldname'),
  }).cases(
    [{ field: ofFormats }, { value: line('', 'Media Attribute Value') }],
    [otherwise, { value: line('sdp.media_attribute.value', 'Media Attribute Value') }],
  ).fields({
    format:           part('sdp.media.format', 'Media Format', ofFormats, /^(\S+)/),
    mimeType:         part('sdp.mime.type', 'MIME Type', ['rtpmap'], /^\d+ ([^/\s]+)/),
    sampleRate:       part('sdp.sample_rate', 'Sample Rate', ['rtpmap'], /^\d+ [^/\s]+\/(\d+)/),
    parameters:       part('sdp.fmtp.parameter', 'Format Parameters', ['fmtp'], /^\S+ (.+)/),
  }),
}, { unknown: line('sdp.unknown', 'Unknown') })

const payloadNames: Readonly<Record<string, string>> = rtpPayloadTypes
/** RFC 3551, section 6: from 96 to 127 the description says what a type is. */
const nameOf = (code: string) => payloadNames[code] ?? (/^(?:9[6-9]|1[01]\d|12[0-7])$/.test(code) ? `DynamicRTP-Type-${code}` : code)
const isInLine = (bytes: Uint8Array, start: number, end: number) => start < end && lineStop(bytes, start, end) > start

const format = record('Format', {
  format: converted(word('sdp.media.format', 'Media Format'), nameOf, 'text'),
})
  .length(({ bytes, start, end }: View) => {
    const stop = lineStop(bytes, start, end)
    return Math.min(stop, positionOf(space, bytes, start, stop) + 1) - start
  })

/** Where a medium ends: before the next, or with the description. */
function mediumEnd(bytes: Uint8Array, at: number, end: number): number {
  do at = afterLine(bytes, lineStop(bytes, at, end), end)
  while (at < end && !isMedium(bytes, at, end))
  return at
}

/** Section 5.14. */
const media = record('Medium', letter)
  .length(({ bytes, start, end }: View) => mediumEnd(bytes, start, end) - start)
  .fields({
    media:    wholeLine('sdp.media', 'Media Description, name and address (m)'),
    type:     holding(word('sdp.media.media', 'Media Type'), 'vocabulary'),
    port:     numberWord('sdp.media.port', 'Media Port'),
    protocol: holding(word('sdp.media.proto', 'Media Protocol'), 'vocabulary'),
  })
  .fields({
    formats:  parts('Formats', format, { begins: isInLine }),
    lineEnd:  emptyLine('End of line'),
    lines:    parts('Lines', mediaLine, { begins: isOther }),
  })

export const sdp = protocol('sdp', 'Session Description Protocol', { media_type: ['application/sdp'] })
  .specified('RFC 8866')
  .fields({ session: parts('Session', sessionLine, { begins: isOther }), media: parts('Media', media, { begins: isMedium }) })
  .announces(['announced'], ({ session, media }, frame) => {
    const address = addressIn(session)
    return media.flatMap((medium) => announcedBy(medium, addressIn(medium.lines) ?? address, frame))
  })
  .isContent()
  .colored('messages')
  .detailed({ fields: [], rows: ({ media }) => media.map(({ media: said = '' }) => said) })
  .summarized(({ media }) => media.map(({ media: said }) => said).join('; '))

const addressIn = (lines: readonly { readonly address: string | undefined }[]): string | undefined =>
  // What is multicast may have a lifetime after it, section 5.7.
  lines.find(({ address }) => address !== undefined)?.address?.split('/', 1)[0]

/** A medium's packets, and on the next port, or another one (RFC 3605), its reports; both may share one (RFC 5761). */
function announcedBy(medium: Medium, address: string | undefined, frame: number): readonly Announced[] {
  const { port, protocol, lines } = medium
  if (address === undefined || port === 0 || port > largestPort) return []
  // Media of the call before the fax may go on there (T.38, annex D.2.2).
  if (/^udptl$/i.test(protocol))
    return [{ transport: 'udp', address, port, facts: { setupFrame: frame, setupMethod: 'SDP' }, speaks: faxOrMedia }]
  if (!/^(?:UDP\/TLS\/)?RTP\/S?AVPF?$/i.test(protocol)) return []
  const stated = lines.find(({ field }) => field === 'rtcp')?.value
  const reports = stated === undefined ? port + 1 : Number.parseInt(stated, 10)
  const common = { transport: 'udp', address, facts: { setupFrame: frame, setupMethod: 'SDP' } } as const
  return [
    { ...common, port, speaks: [['announced', 'rtcp'], ['announced', 'rtp']] },
    ...(reports > 0 && reports <= largestPort && reports !== port
      ? [{ ...common, port: reports, speaks: [['announced', 'rtcp']] } as const] : []),
  ]
}
const largestPort = 65535
const faxOrMedia: readonly TableKey[] = [['announced', 't38'], ['announced', 'rtcp'], ['announced', 'rtp']]

interface Medium {
  readonly port: number
  readonly protocol: string
  readonly lines: readonly (View & { readonly field: string | undefined, readonly value: string | undefined })[]
}
