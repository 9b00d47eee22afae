/** How layers are looked at while a frame is split: for the decoder, not for protocol definitions. */
export { compiled } from './compiled.ts'
export { bounded } from './bounds.ts'
export { point } from './cursor.ts'
