/** The fields that every packet has: those of its record, and its columns in a list. */
import { frameFields, type FrameField } from './frame-fields.ts'
import { columnFields } from './summary/column-fields.ts'

export const packetFields: Readonly<Record<string, FrameField>> = { ...frameFields, ...columnFields }
