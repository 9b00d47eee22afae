/** Writes layers and records from values, by the same definitions that they are read by. */
export { Output } from './output.ts'
export { refusal } from './refusal.ts'
export { RecordWriter } from './record.ts'
export { fitByTrial, solved } from './lengths.ts'
export { valuesOf } from './values.ts'
