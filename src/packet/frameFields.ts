/** The fields of the frame itself, which every packet has whatever it carries. */
import type { Batch } from '../files/batch.ts'
import type { FieldType } from '../schema/index.ts'
import type { Layers } from './layers.ts'
import { entries } from './tables.ts'

export interface FrameField {
  readonly type: FieldType
  readonly label: string
  /** Undefined where the capture does not say, as with times in Simple Packet Blocks. */
  read(batch: Batch, index: number, layers: Layers): number | string | undefined
}

export const frameFields: Readonly<Record<string, FrameField>> = {
  'frame.number': { type: 'number', label: 'Frame Number', read: (batch, index) => batch.number(index) },
  'frame.time_epoch': { type: 'text', label: 'Epoch Time', read: timeEpoch },
  'frame.len': { type: 'number', label: 'Frame Length', read: (batch, index) => batch.originalLength[index]! },
  'frame.cap_len': { type: 'number', label: 'Capture Length', read: (batch, index) => batch.capturedLength[index]! },
  'frame.interface_id': { type: 'number', label: 'Interface Id', read: (batch, index) => batch.interfaceId[index]! },
  'frame.encap_type': { type: 'number', label: 'Link Type', read: (batch, index) => batch.linkType[index]! },
  'frame.protocols': { type: 'text', label: 'Protocols in Frame', read: (_batch, _index, layers) => protocolNames(layers) },
}

/** Seconds since the epoch with nine decimals. */
function timeEpoch({ seconds, nanoseconds }: Batch, index: number): string | undefined {
  return Number.isNaN(seconds[index]) ? undefined : `${seconds[index]}.${`${nanoseconds[index]}`.padStart(9, '0')}`
}

/** The filter names of the layers, outermost first, joined by `:`. */
function protocolNames({ count, protocol }: Layers): string {
  let names = ''
  for (let index = 0; index < count; index++) names += `${index === 0 ? '' : ':'}${entries[protocol[index]!]!.schema.name}`
  return names
}
