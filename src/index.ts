/** onwire: reads and captures packets and decodes them into typed objects. */

// Capturing, reading and writing.
export { openCommand } from './capture/remote/command.ts'
export type { CaptureSettings, EngineName } from './capture/engines/engine.ts'
export { openFile } from './capture/reading/file.ts'
export { pipe, type PipeOptions } from './capture/pipe.ts'
export { packets } from './capture/packets.ts'
export { openBytes, openStream } from './capture/reading/stream.ts'
export type { CaptureFile, OpenCaptureOptions as OpenFileOptions } from './files/streams/capture-file.ts'
export type { OpenSourceOptions } from './files/streams/open-source.ts'
export type { CaptureSource } from './files/streams/source.ts'
export { openFiles, type FileStream, type OpenFilesOptions } from './capture/reading/merged-files.ts'
export { FlightRecorder, type FlightRecorderOptions } from './capture/writing/flight-recorder.ts'
export {
  interfaceChoices,
  listInterfaces,
  type InterfaceChoices,
  type InterfaceFlag,
  type NetworkInterface,
} from './capture/interfaces.ts'
export type { Keeping } from './capture/writing/frame-ring.ts'
export { openLive, type OpenLiveOptions } from './capture/live.ts'
export type { LiveCapture, LiveEvent, LiveStatistics, OpenStreamOptions } from './capture/live-capture.ts'
export { openOwners, type OpenedOwners } from './capture/processes/index.ts'
export { annotated } from './capture/processes/annotate.ts'
export type { Flow, FlowOwners, Process } from './capture/processes/owner.ts'
export { openRemote, type OpenRemoteOptions } from './capture/remote/remote.ts'
export type { Rotation, SeriesFile } from './capture/writing/rotation.ts'
export type { FrameStream } from './files/streams/frame-stream.ts'
export { openTcp, type OpenTcpOptions } from './capture/remote/tcp.ts'
export {
  openCommandTraffic,
  openProcessTraffic,
  type CommandOutcome,
  type CommandTraffic,
  type CommandTrafficOptions,
  type ProcessChoice,
  type TrafficCapture,
  type TrafficOptions,
} from './capture/traffic/index.ts'
export { openWriter, type OpenWriterOptions } from './capture/writing/writer.ts'
export type { CaptureWriter } from './capture/writing/capture-writer.ts'
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

// Filters.
export { compileCaptureFilter } from './filter/capture/index.ts'
export { compileDisplayFilter } from './filter/display/index.ts'
export { FilterError } from './filter/error.ts'
export type { Filter, FilterHint } from './filter/filter.ts'
export type { PacketsOptions } from './filter/packets.ts'

// Building packets.
export {
  build,
  buildPacket,
  edit,
  layer,
  type Changes,
  type Content,
  type EditOptions,
  type Layer,
  type FieldChange,
  type LayerChanges,
  type LayerConstructors,
  type LayerValues,
} from './packet/build/index.ts'

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
export { decodeAs, registerProtocols } from './packet/register.ts'
export { protocols } from './protocols/index.ts'
export { allowCodeGeneration } from './schema/engine/index.ts'
export type { Field, FieldType, Node, Note, Schema, ValuesOf, View, ViewOf } from './schema/index.ts'

// Editing.
export {
  anonymise,
  commentCapture,
  commentFrames,
  Duplicates,
  edited,
  selectNumbers,
  selectTimes,
  setLinkType,
  shiftTimes,
  SortedStream,
  stripTunnel,
  stripVlan,
  truncate,
  type AnonymiseOptions,
  type DuplicateOptions,
  type Edit,
  type MetadataEdit,
  type NumberRange,
  type PayloadPolicy,
  type TimePoint,
  type TimeShift,
} from './edit/index.ts'

// Traffic reports.
export {
  summaryText,
  TrafficReport,
  type Connection,
  type Failure,
  type NameAsked,
  type Request,
  type TrafficLimits,
  type TrafficSummary,
} from './reports/index.ts'

// Output formats.
export {
  plainPalette,
  csvOutput,
  hexOutput,
  jsonOutput,
  lineOutput,
  ndjsonOutput,
  tableOutput,
  TextBuffer,
  treeOutput,
  type Output,
  type OutputOptions,
  type Palette,
  type TimeStyle,
} from './output/index.ts'
