/** QUIC as Google had it before the IETF did, from Q034 to Q046: "QUIC Wire Layout Specification" (Google, 2016). */
import {
  ahead, bits, bytes, flag, group, list, only, otherwise, overlay, protocol, record, rest, text, u64, u8, uint, when,
  type Announced, type Schema, type View,
} from '../../../../schema/index.ts'
import { framesBig, framesLittle, isLittle, isOpen, type Frame } from './frames.ts'
import { message, nameOf, serverIn, type Message } from './message.ts'

const sizes = [1, 2, 4, 6] as const
/** `Q043` as 43. */
const versionNumber = (version: string | undefined) => (version !== undefined && /^Q0\d\d$/.test(version) ? Number(version.slice(1)) : NaN)
const [first, last] = [24, 46]
const isKnown = (version: number) => version >= first && version <= last
/** Since Q044 headers are short or long, as those of the IETF. */
const isLongSince = 44

const shortHead = record('Head', { flags: u8('', 'Flags'), connection: bytes('', 'CID', 8), version: text('', 'Version', 4) })
const longHead = record('Head', { flags: u8('', 'Flags'), version: text('', 'Version', 4), lengths: u8('', 'Lengths') })
/** The version that the first packets of a client state; NaN where there is none. */
function versionIn(all: Uint8Array, start: number, end: number): number {
  if (end - start < 30) return NaN
  const flags = all[start]!
  if (flags >= 0xc0) return versionNumber(longHead.part(all, start, end, start).version)
  return (flags & 0x89) === 0x09 ? versionNumber(shortHead.part(all, start, end, start).version) : NaN
}
/** A whole header, a version that there was, and after it a hash and something that is encrypted. */
const isFirst = (all: Uint8Array, start: number, end: number) => isKnown(versionIn(all, start, end))

/** What the connection tells of a packet: its version, and whether the client sent it. */
interface Told {
  readonly version: number
  readonly isClient: boolean
  readonly numberLength: number
}
export interface Self extends View {
  readonly kind: number
  readonly numberLength?: number
  readonly form?: number
  readonly version?: string | undefined
}
const toldOf = ({ facts }: Pick<Self, 'facts'>) => facts as Partial<Told> | undefined
/** The version that the packet states, or that is known of the connection. */
function versionOf(self: Self): number {
  const stated = versionNumber(self.version)
  return Number.isNaN(stated) ? toldOf(self)?.version ?? isLongSince - 1 : stated
}
const isServersSince = (version: number, self: View) => toldOf(self)?.isClient === false && (toldOf(self)?.version ?? 0) >= version
const hasNewHeader = (self: Self) => (self.kind & 0x40) !== 0 && (self.kind >= 0xc0 || (toldOf(self)?.version ?? 0) >= isLongSince)
const packetNumber = (order: { readonly order?: 'little' }) => uint('gquic.packet_number', 'Packet Number',
  (({ numberLength = 0, form }: Self) => (form === undefined ? sizes[numberLength as 0] : numberLength + 1)) as never, order)
const connection = u64('gquic.cid', 'CID')
const littleConnection = u64('gquic.cid', 'CID', { order: 'little' })
const version = text('gquic.version', 'Version', 4)

const longTypes = { 0: 'Initial', 1: '0-RTT Protected', 2: 'Handshake', 3: 'Retry' } as const
const longHeader = {
  form:         bits(1, 'gquic.header_form', 'Header Form', { names: { 0: 'Short Header', 1: 'Long Header' } }),
  fixed:        flag('gquic.fixed_bit', 'Fixed Bit'),
  packetType:   only({ form: 1 }, bits(2, 'gquic.long.packet_type', 'Packet Type', { names: longTypes })),
  reserved:     only({ form: 1 }, bits(2, 'gquic.long.reserved', 'Reserved')),
  numberLength: bits(2, 'gquic.packet_number_length', 'Packet Number Length'),
}
const publicFlags = {
  reserved:     bits(1, 'gquic.puflags.rsv', 'Reserved'),
  multipath:    flag('gquic.puflags.mpth', 'Multipath'),
  numberLength: bits(2, 'gquic.puflags.pkn', 'Packet Number Length'),
  hasId:        flag('gquic.puflags.cid', 'CID Length'),
  hasNonce:     flag('gquic.puflags.nonce', 'Diversification nonce'),
  isReset:      flag('gquic.puflags.reset', 'Reset'),
  hasVersion:   flag('gquic.puflags.version', 'Version'),
}
const hashLength = 12
/** Before, the two flags were the length of the ID. */
const nonceSince = 33
const privateUntil = 33
const content = record('Content', {}).cases(
  [({ bytes: all, start, end, facts }: Part) => {
    const { version = isLongSince - 1 } = toldOf({ facts }) ?? {}
    return isOpen(all, start + hashLength + (version <= privateUntil ? 1 : 0), end, version)
  }, {
    hash:         bytes('gquic.message_authentication_hash', 'Message Authentication Hash', hashLength),
    privateFlags: when(({ facts }: Part) => (toldOf({ facts })?.version ?? isLongSince) <= privateUntil,
      group('gquic.prflags', 'Private Flags', {
        reserved:   bits(5, 'gquic.prflags.rsv', 'Reserved'),
        isFec:      flag('gquic.prflags.fec', 'FEC'),
        isFecGroup: flag('gquic.prflags.fecg', 'FEC Group'),
        entropy:    flag('gquic.prflags.entropy', 'Entropy'),
      })),
    framesLittle: when(({ facts }: Part) => isLittle(toldOf({ facts })?.version ?? isLongSince), framesLittle as never),
    framesBig:    when(({ facts }: Part) => !isLittle(toldOf({ facts })?.version ?? isLongSince), framesBig as never),
  }],
  [otherwise, { data: rest('gquic.payload', 'Payload') }],
) as unknown as Schema<Content>
type Part = View & { readonly facts?: unknown }
export interface Content {
  readonly framesLittle: readonly (View & Frame)[] | undefined
  readonly framesBig: readonly (View & Frame)[] | undefined
}

export const googleQuic = protocol('gquic', 'GQUIC (Google Quick UDP Internet Connections)', {
  'udp.port': [], udp: [], announced: ['gquic'],
})
  .fields({ kind: ahead(8), flags: overlay(u8('gquic.puflags', 'Public Flags', { base: 16 })) })
  .cases([hasNewHeader as never, longHeader], [otherwise, publicFlags])
  .cases(
    [({ form }) => form === 1, {
      version, destination: bits(4, 'gquic.dcil', 'Destination Connection ID Length'), source: bits(4, 'gquic.scil',
        'Source Connection ID Length'), id: when('destination', connection), sourceId: when('source', connection),
    }],
    [({ form, facts }) => form === 0 && toldOf({ facts })?.isClient === true, { id: connection }],
    [({ form, facts }) => form === undefined && isLittle(toldOf({ facts })?.version ?? isLongSince), {
      littleId: when('hasId', littleConnection), version: when('hasVersion', version),
    }],
    [({ form }) => form === undefined, { id: when('hasId', connection), version: when('hasVersion', version) }],
  )
  .fields({
    nonce: when((self) => self.hasNonce === true && self.hasVersion !== true && isServersSince(nonceSince, self),
      bytes('gquic.diversification_nonce', 'Diversification nonce', 32)),
  })
  .cases(
    [({ isReset }) => isReset === true, { reset: list('', 'Message', message, { count: () => 1 }) }],
    [({ hasVersion, facts }) => hasVersion === true && toldOf({ facts })?.isClient === false, {
      versions: list('', 'Versions', record('Version', { version })),
    }],
    [(self) => isLittle(versionOf(self as never)), { numberLittle: packetNumber({ order: 'little' }) }],
    [otherwise, { numberBig: packetNumber({}) }],
  )
  .cases([({ numberLittle, numberBig }) => numberLittle !== undefined || numberBig !== undefined, {
    content: list('', 'Content', content, { count: () => 1 }),
  }])
  .fields({ rest: rest('', 'Data') })
  .accepts(isFirst, 'heuristic')
  .encrypted()
  .remembers((layer, { own, both }) => {
    const stated = versionNumber(layer.version)
    if (isKnown(stated) && both['version'] === undefined) {
      both['version'] = stated
      own['isClient'] = true
    }
    const told: Told = {
      version: (both['version'] as number | undefined) ?? isLongSince - 1,
      isClient: own['isClient'] === true,
      numberLength: sizes[(layer.numberLength ?? 0) as 0],
    }
    return { ...told }
  })
  .announces(['announced'], announced)
  .colored('security', ({ isReset }) => (isReset === true ? 'error' : undefined))
  .summarized((layer) => {
    const { reset, versions, content } = layer
    const id = layer.id ?? layer.littleId
    const found = messageIn(content) ?? reset?.[0]
    const words = [found === undefined ? reset || versions ? '' : 'Protected payload' : nameOf(found.tag)]
    if (versions !== undefined) words[0] = `Version negotiation ${[layer.version, ...versions.map((one) => one.version)].join(' ')}`
    if (layer.version !== undefined && versions === undefined) words.push(layer.version)
    const server = found === undefined ? undefined : serverIn(found)
    if (server !== undefined) words.push(`SNI=${server}`)
    const number = layer.numberLittle ?? layer.numberBig
    if (number !== undefined) words.push(`packet ${number}`)
    if (id !== undefined) words.push(`CID 0x${id.toString(16).padStart(16, '0')}`)
    return words.filter((word) => word !== '').join(', ')
  })

const messageIn = (content: readonly Content[] | undefined): Message | undefined =>
  (content?.[0]?.framesLittle ?? content?.[0]?.framesBig)?.map((frame) => frame.message?.[0]).find((one) => one !== undefined)

/** That it is spoken with a server: packets without a version do not tell. */
type Stated = View & { readonly version?: string | undefined }
function announced(layer: Stated, _frame: number, memory: Record<string, unknown>): readonly Announced[] {
  const told = toldOf(layer as never)
  if (memory['isAnnounced'] === true || told?.isClient !== true || !isKnown(versionNumber(layer.version))) return []
  memory['isAnnounced'] = true
  return [{ transport: 'udp', address: 'destination', port: 'destination', speaks: [['announced', 'gquic']] }]
}
