/** How layers are looked at while a frame is split: for the decoder, not for protocol definitions. */
export { compiled, isOfEnd, isOfFixedPart, sourceOf, type Work } from './compiled.ts'
export { bounded } from './bounds.ts'
export { deferDefinitions } from './deferral.ts'
export { allowCodeGeneration } from './generated-code.ts'
export { point } from './cursor.ts'
export { copyOf } from './specialize.ts'
