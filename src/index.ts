/** onwire: what is on the wire, from capture files and interfaces, as typed packets. */

// Where frames come from and go to.
export { openFile, type CaptureFile, type OpenFileOptions } from './capture/file.ts'
export { listInterfaces, type NetworkInterface } from './capture/interfaces.ts'
export { openLive, type LiveCapture, type OpenLiveOptions } from './capture/live.ts'
export type { FrameSource } from './capture/source.ts'
export { openWriter, type CaptureWriter, type OpenWriterOptions } from './capture/writer.ts'
export { Batch } from './files/batch.ts'
export { CaptureError, type CaptureErrorCode, type CaptureFailure } from './files/error.ts'
export { Frame } from './files/frame.ts'

// What is in them.
export { verifyChecksums, type ChecksumVerdict } from './packet/checksums.ts'
export { fieldNamed, fields, type FieldSource, type FrameSource as FrameFieldSource, type LayerSource, type Value } from './packet/fields.ts'
export { Layers } from './packet/layers.ts'
export { Packet } from './packet/packet.ts'
export { protocols } from './protocols/index.ts'
export type { Field, FieldType, Node, Note, Schema, View, ViewOf } from './schema/index.ts'

// What they come to.
export {
  summaryText, TrafficReport,
  type Connection, type Failure, type NameAsked, type Request, type TrafficLimits, type TrafficSummary,
} from './reports/index.ts'

// How they are shown.
export {
  colourless, csvOutput, hexOutput, jsonOutput, lineOutput, ndjsonOutput, tableOutput, TextBuffer, treeOutput,
  type Output, type OutputOptions, type Palette, type TimeStyle,
} from './output/index.ts'
