/** Building packets and changing them, by the definitions that they are decoded by. */
export { build, buildPacket } from './build.ts'
export { edit, type Changes, type EditOptions, type LayerChanges } from './edit.ts'
export { layer, type Layer, type LayerConstructors, type LayerValues } from './layer.ts'
export type { Content } from './parts.ts'
