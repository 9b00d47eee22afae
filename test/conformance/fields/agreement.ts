/** How far onwire and tshark agree on the fields of each protocol, and on the bytes they are in. */
import { fieldsNamed } from '../../../src/packet/fields.ts'
import { ownPackets, type OwnPacket, type OwnRange } from './own-packets.ts'
import { shownPackets, type ShownField, type ShownPacket } from './pdml.ts'

/** Of one field: packets in which it is equal, and in which it is in one of the two; the same of its bytes. */
export interface FieldFigures {
  same: number
  all: number
  sameRanges: number
  allRanges: number
  /** Packets where it differs, of several captures. */
  readonly examples: string[]
}

export interface ProtocolFigures {
  readonly captures: Set<string>
  packets: number
  readonly fields: Map<string, FieldFigures>
  /** The fields of tshark that onwire does not have, and the packets they are in. */
  readonly lacking: Map<string, number>
}

/** By the name with which the names of the fields begin, as in `dns` for `dns.qry.name`. */
export type Agreement = Map<string, ProtocolFigures>

/** Fields that are not compared, since the two mean different things by them. */
export const setAside: readonly { readonly names: RegExp; readonly text: string; readonly reason: string }[] = [
  {
    names: /_resolved$/,
    text: '`*_resolved`',
    reason: 'names of vendors, of which onwire has those most seen, and their short names only',
  },
  {
    names: /^http\.file_data$/,
    text: '`http.file_data`',
    reason: 'text in tshark 4.0, bytes in onwire and in later versions',
  },
  {
    names: /^tcp\.completeness$/,
    text: '`tcp.completeness`',
    reason: 'tshark, in one pass, gives what it was before the packet, onwire what it is with it',
  },
]

/** Adds the packets of a capture that tshark does not object to: all fields, or only those of one protocol. */
export async function addCapture(agreement: Agreement, path: string, name: string, only?: string): Promise<void> {
  const shown: ShownPacket[] = []
  const names = new Set<string>()
  for await (const packet of shownPackets(path)) {
    shown.push(packet)
    for (const field of packet.fields.keys())
      if (isComparable(field) && (only === undefined || prefixOf(field) === only)) names.add(field)
    if (shown.length >= mostPackets) break
  }
  if (names.size === 0) return
  const ours = await ownPackets(path, [...names], shown.length)
  for (const [index, packet] of shown.entries()) {
    const own = ours[index]
    if (packet.isDamaged || own === undefined) continue
    for (const protocol of new Set([...packet.fields.keys()].filter((field) => names.has(field)).map(prefixOf))) {
      const figures = of(agreement, protocol)
      figures.captures.add(name)
      figures.packets++
    }
    for (const field of packet.fields.keys())
      if (isLacking(field)) {
        const { lacking } = of(agreement, prefixOf(field))
        lacking.set(field, (lacking.get(field) ?? 0) + 1)
      }
    const streams = otherStreams(packet, own)
    for (const field of names)
      if (!streams.some((transport) => ofStreams[transport].has(field)))
        compare(agreement, field, packet.fields.get(field), own, `${name} #${index + 1}`)
  }
}

/** What is counted from the beginning of a stream. */
const ofStreams = {
  tcp: new Set(
    ['seq', 'nxtseq', 'ack', 'time_relative', 'time_delta', 'window_size', 'window_size_scalefactor']
      .map((name) => `tcp.${name}`)
      .concat('tcp.analysis.initial_rtt'),
  ),
  udp: new Set(['udp.time_relative', 'udp.time_delta']),
}

/** The transports whose stream in a packet is another one, which counts as one difference. */
const otherStreams = ({ fields }: ShownPacket, { values }: OwnPacket): readonly (keyof typeof ofStreams)[] =>
  (['tcp', 'udp'] as const).filter((transport) => {
    const shown = (fields.get(`${transport}.stream`) ?? []).map(({ value }) => value)
    return shown.join() !== [values[`${transport}.stream`] ?? []].flat().join()
  })

function compare(
  agreement: Agreement,
  field: string,
  shown: readonly ShownField[] | undefined,
  own: OwnPacket,
  where: string,
) {
  const found = own.values[field]
  if (shown === undefined && found === undefined) return
  const { fields } = of(agreement, prefixOf(field))
  const figures = fields.get(field) ?? { same: 0, all: 0, sameRanges: 0, allRanges: 0, examples: [] }
  fields.set(field, figures)
  figures.all++
  const theirs = (shown ?? []).map(({ value }) => plain(value)).filter((text) => text !== 'NULL')
  const ours = (Array.isArray(found) ? found : found === undefined ? [] : [found]).map(plain)
  const isSame =
    isValueless(field) || theirs.every((text) => text === '')
      ? theirs.length > 0 === ours.length > 0
      : theirs.length === ours.length && theirs.every((text, at) => isAlike(text, ours[at]!))
  if (isSame) figures.same++
  else addExample(figures.examples, `${where}: onwire ${brief(ours)}, tshark ${brief(theirs)}`)
  const ranges = own.ranges.get(field) ?? []
  const places = (shown ?? []).filter(({ size }) => size > 0)
  if (ranges.length === 0 || ranges.length !== places.length) return
  figures.allRanges += ranges.length
  const same = ranges.filter((range, at) => isAt(range, places[at]!)).length
  figures.sameRanges += same
  if (same < ranges.length)
    addExample(
      figures.examples,
      `${where}: onwire bytes ${briefPlaces(ranges.map(({ from, to }) => [from, to - from]))}, tshark ${briefPlaces(places.map(({ from, size }) => [from, size]))}`,
    )
}

/**
 * Structures and lists, which are there or not: as a value, onwire has their bytes, tshark the number of items, which alternative it is, or
 * nothing.
 */
const isValueless = (name: string): boolean => fieldsNamed(name).every(({ type }) => type === 'none')

/** Whether tshark shows a value where onwire does, but for differences of representation. */
function isAt(range: OwnRange, { from, size }: ShownField): boolean {
  const to = from + size
  return (
    (range.from === from && range.to === to) ||
    (range.valueFrom === from && range.valueTo === to) ||
    // As in a header line or an option, which tshark shows as a whole under the name of its value.
    (range.recordFrom === from && (range.recordTo === to || range.valueTo === to)) ||
    // tshark shows the whole unit that bits are in.
    (range.isBits && range.from >= from && range.to <= to)
  )
}

/** Two of each capture, a few. */
function addExample(examples: string[], example: string) {
  const capture = example.slice(0, example.indexOf(' #'))
  if (examples.length < 6 && examples.filter((other) => other.startsWith(capture)).length < 2) examples.push(example)
}

const briefPlaces = (ranges: readonly (readonly [from: number, size: number])[]): string =>
  ranges
    .slice(0, 6)
    .map(([from, size]) => `${from}+${size}`)
    .join(' ')

const brief = (values: readonly string[]): string => values.join(' ').slice(0, 80) || 'nothing'

/**
 * The same value, or decimals of which six digits are: tshark has as many for some, and durations in captures that span years are not exact
 * in onwire.
 */
function isAlike(one: string, other: string): boolean {
  if (one === other || (one !== '' && printable(one) === printable(other) && printable(one) !== '')) return true
  if (!decimal.test(one) || !decimal.test(other)) return false
  return Math.abs(Number(one) - Number(other)) < Math.max(5e-7, 5e-6 * Math.abs(Number(one)))
}

/** Without characters that do not print, nor what tshark writes for them. */
const printable = (text: string): string => text.replace(/\\(?:x[\da-f]{1,2}|[0-7]{3}|[abfnrtv])|[^ -~]/gi, '')

const decimal = /^-?\d+\.\d+(?:e[+-]?\d+)?$|^-?[01]$/i

/** A value as both write it: numbers in decimal, flags as 0 and 1, times in UTC, text up to a zero byte and without padding. */
function plain(value: unknown): string {
  const text = typeof value === 'boolean' ? `${Number(value)}` : `${value as string | number}`
  if (/^(?:True|False)$/.test(text)) return text === 'True' ? '1' : '0'
  if (/^[\da-f]{2}(?::[\da-f]{2})+$/.test(text)) return text.replaceAll(':', '')
  if (/^(?:0x[\da-f]+|-?(?:0|[1-9]\d*))$/i.test(text)) return `${BigInt(text)}`
  const [, month, day, year, time] = /^([A-Z][a-z]{2}) +(\d+), (\d{4}) ([\d:.]+)(?: UTC)?$/.exec(text) ?? []
  if (month === undefined)
    return beforeZero(text)
      .replace(/(\.\d+?)0*Z$/, '$1Z')
      .replace(/\.0?Z$/, 'Z')
      .trimEnd()
  const number = `${months.indexOf(month) / 3 + 1}`.padStart(2, '0')
  return plain(`${year}-${number}-${day!.padStart(2, '0')}T${time!}Z`)
}

const beforeZero = (text: string): string => (text.includes('\0') ? text.slice(0, text.indexOf('\0')) : text)

const months = 'JanFebMarAprMayJunJulAugSepOctNovDec'

/** Whether a name of tshark is that of a field of a protocol: neither of the frame nor one that tshark makes up. */
const isField = (name: string): boolean => /^(?!frame\.|_ws\.)[^.]+\./.test(name)

const isComparable = (name: string): boolean =>
  isField(name) && !setAside.some(({ names }) => names.test(name)) && fieldsNamed(name).length > 0

const isLacking = (name: string): boolean => isField(name) && fieldsNamed(name).length === 0

const prefixOf = (name: string): string => name.slice(0, name.indexOf('.', 1))

function of(agreement: Agreement, protocol: string): ProtocolFigures {
  let figures = agreement.get(protocol)
  if (figures === undefined)
    agreement.set(protocol, (figures = { captures: new Set(), packets: 0, fields: new Map(), lacking: new Map() }))
  return figures
}

/** Of a capture: many hold thousands of packets of one kind. */
const mostPackets = 2000
