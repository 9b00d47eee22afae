/** Handshake messages of Google QUIC: "QUIC Crypto" (A. Langley, W.-T. Chang, 2016), tags and their values. */
import {
  bytes, computed, found, ipv4Address, ipv6Address, list, overlay, record, rest, text, time, u16, u32, u64, when,
  type Field, type Fields, type Schema, type View, type ViewOf,
} from '../../../../schema/index.ts'

/** Four characters as the number that they are on the wire. */
const tagNumber = (name: string) => [...name.padEnd(4, '\0')].reduce((sum, letter) => sum * 256 + letter.charCodeAt(0), 0)
const messageNames = {
  [tagNumber('CHLO')]: 'Client Hello', [tagNumber('SHLO')]: 'Server Hello', [tagNumber('REJ')]: 'Rejection',
  [tagNumber('SREJ')]: 'Stateless Rejection', [tagNumber('SCUP')]: 'Server Config Update', [tagNumber('PRST')]: 'Public Reset',
}

const little = { order: 'little' } as const
type Make = (filter: string) => Field<any, any, any>
const texts: Make = (filter) => list('', 'Values', record('Value', { value: text(filter, 'Value', 4, { padding: 'zero' }) }))
const wide: Make = (filter) => list('', 'Values', record('Value', { value: u64(filter, 'Value', { base: 16 }) }))
const numbers: Make = (filter) => list('', 'Values', record('Value', { value: u32(filter, 'Value', little) }))
const number: Make = (filter) => u32(filter, 'Value', little)
const large: Make = (filter) => u64(filter, 'Value', little)
const line: Make = (filter) => text(filter, 'Value')
const raw: Make = (filter) => rest(filter, 'Value')

/** How the value of a tag is read: its name, then the kind. */
const kinds = {
  sni: line, uaid: line, epid: line, ver: texts, pdmd: texts, aead: texts, kexs: texts, copt: texts, tbkp: texts, ccs: wide, rrej: numbers,
  pad: raw, pubs: raw, stk: raw, sno: raw, prof: raw, scid: raw, obit: raw, nonc: raw, nonp: raw, cetv: raw, csct: raw, srst: raw,
  cgst: raw, qlve: raw, xlct: raw, cmspc: number, tcid: number, srbf: number, icsl: number, scls: number, irtt: number,
  cfcw: number, sfcw: number, mids: number, fhol: number, mad0: number, smhl: number, expy: large, sttl: large, rnon: large, rseq: large,
} as const satisfies Readonly<Record<string, Make>>
const named: Readonly<Record<string, string>> = { ver: 'version' }
const sets: Record<number, Fields<View>> = Object.fromEntries(Object.entries(kinds).map(([name, make]) =>
  [tagNumber(name.toUpperCase()), { value: make(`gquic.tag.${named[name] ?? name}`) }])) as never
/** A client's address: its family as of the operating system, then address and port. */
const clientAddress = {
  family:   u16('gquic.tag.caddr.addr.type', 'Client IP Address Type', { ...little, names: { 2: 'IPv4', 10: 'IPv6' } }),
  address4: when({ family: 2 }, ipv4Address('gquic.tag.caddr.addr.ipv4', 'Client IP Address')),
  address6: when({ family: 10 }, ipv6Address('gquic.tag.caddr.addr.ipv6', 'Client IP Address')),
  port:     u16('gquic.tag.caddr.port', 'Client Port', little),
}

export interface Valued {
  readonly facts?: { readonly tag?: number } | undefined
}
export interface Value {
  readonly value: unknown
}
const valueWith = (config: Field<any, any, any>) => record('Value', {
  whole:  overlay(rest('gquic.tag_value', 'Tag/value')),
  length: computed('gquic.tag_offset_length', 'Tag length', ({ start, end }: View) => end - start),
}).choice((({ facts }: Valued) => facts?.tag ?? 0) as never, {
  ...sets,
  [tagNumber('CRT\xff')]: { value: rest('gquic.tag.crt', 'Certificate chain') },
  [tagNumber('CTIM')]: { value: time('gquic.tag.ctim', 'Client Timestamp', 'unix-64', little) },
  [tagNumber('CADR')]: clientAddress,
  [tagNumber('SCFG')]: { config },
} as never, { value: rest('gquic.tag.unknown', 'Unknown tag') }).fields({ more: rest('', 'More') }) as unknown as Schema<Value>

const entry = record('Tag', {
  tag:  text('gquic.tag_type', 'Tag Type', 4, { padding: 'zero' }),
  upTo: u32('gquic.tag_offset_end', 'Tag offset end', little),
})
const numbersOf = record('Tag', { tag: u32('', 'Tag'), upTo: u32('', 'End', little) })
const [numberAt, endAt] = [numbersOf.reader('tag'), numbersOf.reader('upTo')]
const [headLength, entryLength] = [8, 8]

/** Where the values lie, in the order of their tags; they follow the table of tags. */
function valuesIn({ bytes, start, end, count }: View & { readonly count: number }) {
  const values: { start: number; end: number; facts: { readonly tag: number } }[] = []
  const table = start + headLength
  const first = table + count * entryLength
  let at = first
  for (let index = 0; index < count && at < end; index++) {
    const place = table + index * entryLength
    const next = first + endAt(bytes, place)
    if (next < at || next > end) break
    if (next > at) values.push({ start: at, end: next, facts: { tag: numberAt(bytes, place) } })
    at = next
  }
  return values
}

export interface Counted {
  readonly count: number
}
const rows = { tags: list('gquic.tags', 'Tags', entry, { count: 'count' }) }
const valuesOf = (config: Field<any, any, any>) => ({
  values: found('', 'Values', valueWith(config), (self: View & Counted) => valuesIn(self)),
})
/** The configuration of a server, signed by it, has the form of a message. */
const configuration = record('Server Config', {
  tag:   text('gquic.tag.scfg', 'Server Config Tag', 4, { padding: 'zero' }),
  count: u32('gquic.tag.scfg.number', 'Number Server Config Tag', little),
}).fields(rows as never).fields(valuesOf(rest('', 'Config')) as never)

export const message = record('Message', {
  tag:     text('gquic.tag', 'Tag', 4, { padding: 'zero' }),
  count:   u16('gquic.tag_number', 'Tag Number', little),
  padding: bytes('gquic.padding', 'Padding', 2),
}).fields(rows).fields(valuesOf(list('', 'Server Config', configuration, { count: () => 1 })))
export type Message = ViewOf<typeof message>
export const messageNumbers = Object.keys(messageNames).map(Number)

/** What a message is called. */
export const nameOf = (tag: string) => messageNames[tagNumber(tag)] ?? tag

/** The name of a server that a message asks for. */
export function serverIn({ values }: Message): string | undefined {
  const found = values.find(({ facts }) => facts?.tag === tagNumber('SNI'))
  return typeof found?.value === 'string' ? found.value : undefined
}
