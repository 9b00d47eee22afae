/** The fields of the frame itself, which every packet has whatever it carries. */
import type { Batch } from '../files/batch.ts'
import { optionsOfFrame, type Direction, type FrameOptions } from '../files/pcapng/frame-options.ts'
import { isAboutProcess, processOfFrame, type FrameProcess } from '../files/pcapng/process-options.ts'
import { secondsText, type FieldType, type Note, type Payload } from '../schema/index.ts'
import type { Layers } from './layers.ts'
import { data, entries, type Entry } from './registry/index.ts'

export interface FrameField {
  readonly type: FieldType
  readonly label: string
  /** Undefined where the capture does not say, as with times in Simple Packet Blocks. */
  read(batch: Batch, index: number, layers: Layers): number | string | boolean | undefined
  /** All values, of a field that may have several: `read` gives them as one. */
  readAll?(batch: Batch, index: number, layers: Layers): readonly (number | string)[]
  /** Whether it takes the layers of the frame. */
  readonly layered?: boolean
  /** The facts of conversations that it is made of, by filter name. */
  readonly facts?: ReadonlySet<string>
  /** Of protocols, whether the bytes of the frame are theirs; others have none. */
  readonly spans?: boolean
  /** Of times, what `read` puts into words, added to `into` unless it is not known; the nanoseconds may lie below 0. */
  addTo?(batch: Batch, index: number, into: { addTime(seconds: number, nanoseconds: number): void }): void
}

export const frameFields: Readonly<Record<string, FrameField>> = {
  frame: { type: 'protocol', label: 'Frame', spans: true, read: () => true },
  'frame.number': { type: 'number', label: 'Frame Number', read: (batch, index) => batch.number(index) },
  'frame.time': { type: 'time', label: 'Arrival Time', read: time, addTo: addTime },
  'frame.time_epoch': { type: 'duration', label: 'Epoch Time', read: timeEpoch, addTo: addTime },
  'frame.time_relative': duration(
    'Time since the first frame',
    (batch) => batch.firstSeconds,
    (batch) => batch.firstNanoseconds,
  ),
  'frame.time_delta': duration(
    'Time since the frame before',
    (batch, index) => batch.previousSeconds(index),
    (batch, index) => batch.previousNanoseconds(index),
  ),
  'frame.len': { type: 'number', label: 'Frame Length', read: (batch, index) => batch.originalLength[index]! },
  'frame.cap_len': { type: 'number', label: 'Capture Length', read: (batch, index) => batch.capturedLength[index]! },
  'frame.interface_id': { type: 'number', label: 'Interface Id', read: (batch, index) => batch.interfaceId[index]! },
  'frame.interface_name': {
    type: 'text',
    label: 'Interface Name',
    read: (batch, index) => batch.capture.interfaces[batch.interfaceId[index]!]?.name,
  },
  'frame.interface_description': {
    type: 'text',
    label: 'Interface Description',
    read: (batch, index) => batch.capture.interfaces[batch.interfaceId[index]!]?.description,
  },
  '_ws.malformed': {
    type: 'protocol',
    label: 'Malformed',
    layered: true,
    read: (_batch, _index, layers) => isMalformed(layers) || undefined,
  },
  '_ws.expert': {
    type: 'protocol',
    label: 'What contradicts itself',
    layered: true,
    read: (_batch, _index, layers) => notesIn(layers).length > 0 || undefined,
  },
  '_ws.expert.message': {
    type: 'text',
    label: 'What contradicts itself, in words',
    layered: true,
    read: (_batch, _index, layers) =>
      notesIn(layers)
        .map(({ text }) => text)
        .join(', ') || undefined,
    readAll: (_batch, _index, layers) => notesIn(layers).map(({ text }) => text),
  },
  '_ws.expert.severity': {
    type: 'number',
    label: 'How grave what contradicts itself is',
    layered: true,
    read: (_batch, _index, layers) => severitiesIn(layers).toSorted((one, other) => other - one)[0],
    readAll: (_batch, _index, layers) => severitiesIn(layers),
  },
  'frame.comment': { type: 'text', label: 'Comment', read: (batch, index) => commentOf(batch, index) },
  'frame.encap_type': { type: 'number', label: 'Link Type', read: (batch, index) => batch.linkType[index]! },
  'frame.protocols': {
    type: 'text',
    label: 'Protocols in Frame',
    layered: true,
    read: (_batch, _index, layers) => protocolNames(layers),
  },
  'onwire.process.pid': { type: 'number', label: 'Process Id', read: (batch, index) => processOf(batch, index)?.pid },
  'onwire.process.name': { type: 'text', label: 'Process Name', read: (batch, index) => processOf(batch, index)?.name },
  'onwire.process.command': {
    type: 'text',
    label: 'Command',
    read: (batch, index) => processOf(batch, index)?.command,
  },
  'onwire.process.user': { type: 'number', label: 'User', read: (batch, index) => processOf(batch, index)?.user },
}

/** Whether the header of a layer ends before its fields do, though the capture has all of it. */
function isMalformed(layers: Layers): boolean {
  for (let index = 0; index < layers.count; index++)
    if (layers.end[index] === layers.originalEnd[index] && layers.view(index).cut === 'header') return true
  return false
}

/** What contradicts itself in the layers, outermost first. */
const notesIn = (layers: Layers): readonly Note[] => layers.views().flatMap((view) => view.notes())

/** As Wireshark numbers them. */
const severities: Readonly<Record<Note['severity'], number>> = {
  chat: 0x200000,
  note: 0x400000,
  warning: 0x600000,
  error: 0x800000,
}

const severitiesIn = (layers: Layers): readonly number[] => notesIn(layers).map(({ severity }) => severities[severity])

/** The comments of a frame, with line feeds between them; undefined without any. */
function commentOf(batch: Batch, index: number): string | undefined {
  const comments = commentsOf(batch, index)
  return comments.length === 0 ? undefined : comments.join('\n')
}

/** The comments of a frame, as pcapng has them. */
const commentsOf = (batch: Batch, index: number): readonly string[] => optionsOf(batch, index).comments

/** The lines of the comments of a frame, other than those that say which process owns it. */
export const commentLines = (batch: Batch, index: number): readonly string[] =>
  batch.optionsEnd[index] === 0
    ? []
    : commentsOf(batch, index)
        .filter((comment) => !isAboutProcess(comment))
        .flatMap((comment) => comment.split(/\r?\n/))

/** The direction of a frame as seen from its interface, if it was recorded. */
export const directionOf = (batch: Batch, index: number): Direction | undefined => optionsOf(batch, index).direction

const optionsOf = ({ memory, optionsStart, optionsEnd, littleEndian }: Batch, index: number): FrameOptions =>
  optionsOfFrame(memory, optionsStart[index]!, optionsEnd[index]!, littleEndian)

/** The process that the options of a frame name, if they do. */
export function processOf(
  { memory, optionsStart, optionsEnd, littleEndian }: Batch,
  index: number,
): FrameProcess | undefined {
  const end = optionsEnd[index]!
  return end === 0 ? undefined : processOfFrame(memory, optionsStart[index]!, end, littleEndian)
}

/** Date and time in UTC, with nine decimals. */
function time({ seconds, nanoseconds }: Batch, index: number): string | undefined {
  const date = new Date(seconds[index]! * 1000)
  return Number.isNaN(date.getTime())
    ? undefined
    : `${date.toISOString().slice(0, -4)}${`${nanoseconds[index]}`.padStart(9, '0')}Z`
}

/** Seconds since the epoch with nine decimals. */
function timeEpoch({ seconds, nanoseconds }: Batch, index: number): string | undefined {
  return Number.isNaN(seconds[index]) ? undefined : `${seconds[index]}.${`${nanoseconds[index]}`.padStart(9, '0')}`
}

function addTime(
  { seconds, nanoseconds }: Batch,
  index: number,
  into: { addTime(seconds: number, nanoseconds: number): void },
): void {
  if (!Number.isNaN(seconds[index])) into.addTime(seconds[index]!, nanoseconds[index]!)
}

type Moment = (batch: Batch, index: number) => number

/** The time since a moment, which may be later than the frame: captures are not always in order. */
function duration(label: string, secondsOf: Moment, nanosecondsOf: Moment): FrameField {
  return {
    type: 'duration',
    label,
    read: (batch, index) => {
      const seconds = batch.seconds[index]! - secondsOf(batch, index)
      const nanoseconds = batch.nanoseconds[index]! - nanosecondsOf(batch, index)
      return Number.isNaN(seconds) ? undefined : secondsText(seconds, nanoseconds)
    },
    addTo: (batch, index, into) => {
      const seconds = batch.seconds[index]! - secondsOf(batch, index)
      if (!Number.isNaN(seconds)) into.addTime(seconds, batch.nanoseconds[index]! - nanosecondsOf(batch, index))
    },
  }
}

/**
 * The filter names of the layers, outermost first, joined by `:`. Wireshark names the table of a type field too, before
 * what the type leads to.
 */
function protocolNames(layers: Layers): string {
  const { count, protocol } = layers
  let names = ''
  for (let index = 0; index < count; index++) {
    if (isNextMessage(layers, index)) continue
    const entry = entries[protocol[index]!]!
    // What a layer holds besides its fields, such as decrypted messages, is not a protocol of its own.
    if (entry.schema.holdsContent && index > 0 && names.endsWith(`:${entry.schema.name}`)) continue
    const carries = index > 0 ? entries[protocol[index - 1]!]!.schema.carries : undefined
    if (carries?.typedBy !== undefined && isByType(entry, carries.typedBy, carries)) names += `:${carries.typedBy}`
    names += index === 0 ? entry.schema.name : `:${entry.schema.name}`
  }
  return names
}

/** Whether a layer is a message right after another one of its protocol in the same bytes: both are named once. */
function isNextMessage(layers: Layers, index: number): boolean {
  const { protocol, start, end } = layers
  const parent = layers.parent(index)
  for (let before = index - 1; before > parent; before--)
    if (layers.parent(before) === parent)
      return (
        protocol[before] === protocol[index] &&
        end[before] === start[index] &&
        layers.source(before) === layers.source(index)
      )
  return false
}

/** Whether only a type leads from one protocol to another, and no length or other table. */
const isByType = (entry: Entry, type: string, { tables }: Pick<Payload<never>, 'tables'>): boolean =>
  entry === data ||
  (entry.schema.over[type] !== undefined && !tables.some(([table]) => table !== type && entry.schema.over[table]))
