/** How definitions begin. */
import type { Checked, Fields } from './field.ts'
import { Schema } from './schema.ts'
import type { View } from './view.ts'

/** A part of a protocol that occurs several times, such as an option. */
export const record = <const F extends Fields<View>>(label: string, fields: F & Checked<unknown, F>) =>
  new Schema(label).fields<F>(fields)

/** A protocol: its display-filter name, its label, and the tables it is found in, with the keys (Wireshark's names). */
export const protocol = (name: string, label: string, over: Schema['over'] = {}) => new Schema(label, name, over)
