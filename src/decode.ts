/** onwire/decode: reads, filters, decodes and writes captures without anything of Node, as in a browser. */

// Reading and writing.
export { Batch } from './files/batch.ts'
export { CaptureBytes, type CaptureBytesOptions, type OwnBytes } from './files/capture-bytes.ts'
export type {
  CaptureDescription,
  CaptureFormat,
  CaptureInterface,
  CaptureSection,
  InterfaceStatistics,
  NameRecord,
  PcapHeader,
  Secret,
} from './files/description.ts'
export { CaptureError, type CaptureErrorCode, type CaptureFailure } from './files/error.ts'
export { Frame } from './files/frame.ts'
export type { FrameProcess } from './files/pcapng/process-options.ts'
export type { CaptureFile, OpenCaptureOptions } from './files/streams/capture-file.ts'
export type { FrameStream } from './files/streams/frame-stream.ts'
export { openBytes, openStream, type OpenSourceOptions } from './files/streams/open-source.ts'
export type { CaptureSource } from './files/streams/source.ts'
export { packets, type PacketsOptions } from './filter/packets.ts'

// Captures at random.
export { type CaptureIndex, type FoundNumbers, type IndexRange } from './indexed/capture-index.ts'
export { openIndex, type IndexProgress, type OpenIndexOptions } from './indexed/open-index.ts'

// Filters.
export { compileCaptureFilter } from './filter/capture/index.ts'
export { compileDisplayFilter } from './filter/display/index.ts'
export { FilterError } from './filter/error.ts'
export type { Filter, FilterHint } from './filter/filter.ts'

// Decoding.
export { verifyChecksums, type ChecksumVerdict } from './packet/checksums/index.ts'
export {
  fieldNamed,
  fields,
  type FieldSource,
  type FrameSource as FrameFieldSource,
  type LayerSource,
  type Value,
} from './packet/fields.ts'
export { Layers } from './packet/layers.ts'
export { provideAddressFacts, type AddressFacts, type Place } from './packet/names/address-facts.ts'
export { Packet } from './packet/packet.ts'
// With the interface `Protocols`, which programs add theirs to.
export type * from './packet/protocols.ts'
export { decodeAs, disableProtocol, registerProtocols } from './packet/register.ts'
export { protocols } from './protocols/index.ts'
export { allowCodeGeneration } from './schema/engine/index.ts'
export type { Field, FieldType, Node, Note, Schema, View, ViewOf } from './schema/index.ts'

// Conversations.
export { ConversationFollower, type FollowOptions } from './conversations/follower.ts'
export {
  findStream,
  followStream,
  type ChoosesStream,
  type Side,
  type StreamChunk,
  type StreamName,
  type StreamProtocol,
} from './conversations/streams/index.ts'
export { readKeyLog, rsaKey, type KeyLog } from './conversations/keys/index.ts'
export {
  objectsIn,
  type ObjectDecoders,
  type ObjectKind,
  type ObjectOptions,
  type TransferredObject,
} from './conversations/objects/index.ts'

// Traffic reports.
export {
  diagnosisCsv,
  DiagnosisReport,
  diagnosisText,
  summaryText,
  TrafficReport,
  type Connection,
  type Diagnosis,
  type DiagnosisLook,
  type Failure,
  type Finding,
  type FindingKind,
  type NameAsked,
  type Request,
  type Severity,
  type TrafficLimits,
  type TrafficSummary,
} from './reports/index.ts'

// Statistics.
export {
  conversationTable,
  dnsTable,
  endpointTable,
  expertTable,
  flowTable,
  hierarchyTable,
  httpTable,
  ioTable,
  lengthTable,
  portTable,
  responseTimeTable,
  shownTable,
  Statistics,
  statisticsCsv,
  statisticsJson,
  statisticsText,
  type IoOptions,
  type LayersNeeded,
  type RowOrder,
  type ShownTable,
  type StatisticsColumn,
  type StatisticsLook,
  type StatisticsRow,
  type StatisticsTable,
  type StatisticsValue,
  type TableLimits,
  type Talker,
} from './reports/statistics/index.ts'
export { CaptureInfo, type CaptureFacts, type InterfaceFacts } from './reports/statistics/info/capture-info.ts'

// Output formats; tables with borders, whose layout is that of a package for Node, are in `onwire`.
export { csvOutput } from './output/formats/csv.ts'
export { hexOutput } from './output/formats/hex.ts'
export { jsonOutput, ndjsonOutput } from './output/formats/json.ts'
export { lineOutput } from './output/formats/line.ts'
export { treeOutput } from './output/formats/tree.ts'
export type { OutputOptions, TimeStyle } from './output/options.ts'
export type { Output } from './output/output.ts'
export { TextBuffer } from './text/buffer.ts'
export { plainPalette, type Palette } from './text/palette.ts'
