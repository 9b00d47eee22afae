/** Building packets and changing them, by the definitions that they are decoded by. */
export { build, buildPacket } from './build.ts'
export type { Changes, FieldChange, LayerChanges } from './changes.ts'
export { edit, type EditOptions } from './edit.ts'
export { layer, type Layer, type LayerConstructors, type LayerValues } from './layer.ts'
export type { Content } from './parts.ts'
