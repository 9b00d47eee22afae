import type { CaptureInterface, CaptureSection, InterfaceStatistics, NameRecord, Secret } from '../description.ts'
import { padded } from './blocks.ts'
import { decodeText, optionComment, optionCount, optionText, optionTexts, type Options } from './options.ts'

/** Parsers of the metadata blocks. Each takes a view of the block and the positions of its parts. */

/** Section Header Block: section 4.1 of the draft. */
export function describeSection(view: DataView, { list }: Options, littleEndian: boolean): CaptureSection {
  return {
    littleEndian,
    hardware: optionText(view, list, 2),
    operatingSystem: optionText(view, list, 3),
    application: optionText(view, list, 4),
    comments: optionTexts(view, list, optionComment),
  }
}

/** Interface Description Block: section 4.2. `body` is the position of the link type. */
export function describeInterface(
  view: DataView,
  body: number,
  { list }: Options,
  littleEndian: boolean,
): CaptureInterface {
  const filter = list.find((option) => option.code === 11 && option.length > 1)
  const resolution = list.find((option) => option.code === 9 && option.length === 1)
  const offset = list.find((option) => option.code === 14 && option.length === 8)
  return {
    linkType: view.getUint16(body, littleEndian),
    snapLength: view.getUint32(body + 4, littleEndian),
    name: optionText(view, list, 2),
    description: optionText(view, list, 3),
    // The first byte is the kind of filter; only 0, a filter string, is in use.
    captureFilter:
      filter && view.getUint8(filter.start) === 0 ? decodeText(view, filter.start + 1, filter.length - 1) : undefined,
    operatingSystem: optionText(view, list, 12),
    hardware: optionText(view, list, 15),
    comments: optionTexts(view, list, optionComment),
    timeResolution: resolution ? view.getUint8(resolution.start) : 6,
    timeOffset: offset ? Number(view.getBigInt64(offset.start, littleEndian)) : 0,
  }
}

/** Interface Statistics Block: section 4.6. */
export function describeStatistics(view: DataView, { list }: Options, littleEndian: boolean): InterfaceStatistics {
  const count = (code: number) => optionCount(view, list, code, littleEndian)
  return {
    received: count(4),
    droppedByInterface: count(5),
    acceptedByFilter: count(6),
    droppedByKernel: count(7),
    delivered: count(8),
  }
}

/** Name Resolution Block: section 4.5. Other records and everything after a malformed one are skipped. */
export function readNames(view: DataView, from: number, end: number, littleEndian: boolean): NameRecord[] {
  const records: NameRecord[] = []
  for (let at = from; end - at >= 4;) {
    const type = view.getUint16(at, littleEndian)
    const length = view.getUint16(at + 2, littleEndian)
    const start = at + 4
    if (type === 0 || length > end - start) break
    const addressLength = type === 1 ? 4 : type === 2 ? 16 : 0
    if (addressLength > 0 && length > addressLength) {
      records.push({
        address: copy(view, start, addressLength),
        names: namesIn(view, start + addressLength, start + length),
      })
    }
    at = start + padded(length)
  }
  return records
}

/** Decryption Secrets Block: section 4.7; undefined if malformed. */
export function readSecret(view: DataView, body: number, end: number, littleEndian: boolean): Secret | undefined {
  if (end - body < 8) return undefined
  const length = view.getUint32(body + 4, littleEndian)
  if (length > end - body - 8) return undefined
  return { type: view.getUint32(body, littleEndian), bytes: copy(view, body + 8, length) }
}

/** Zero-terminated names. */
function namesIn(view: DataView, from: number, end: number): string[] {
  const names: string[] = []
  let start = from
  for (let at = from; at < end; at++) {
    if (view.getUint8(at) !== 0) continue
    if (at > start) names.push(decodeText(view, start, at - start))
    start = at + 1
  }
  if (end > start) names.push(decodeText(view, start, end - start))
  return names
}

function copy(view: DataView, start: number, length: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + start, length).slice()
}
