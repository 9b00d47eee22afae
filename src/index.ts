/** onwire: reads and captures packets and decodes them into typed objects. */

import { nodeCryptography } from './capture/node-cryptography.ts'
import { provideCryptography } from './cryptography/index.ts'

// What needs nothing of Node; of the same names here those count that also read files.
export * from './decode.ts'

// Capturing, reading and writing.
export { openCommand } from './capture/remote/command.ts'
export type { CaptureSettings, EngineName } from './capture/engines/engine.ts'
export { openFile } from './capture/reading/file.ts'
export { openIndex } from './capture/reading/indexed.ts'
export { pipe, type PipeOptions } from './capture/pipe.ts'
export { packets } from './capture/packets.ts'
export { openBytes, openStream } from './capture/reading/stream.ts'
export type { OpenCaptureOptions as OpenFileOptions } from './files/streams/capture-file.ts'
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

export type { ValuesOf } from './schema/index.ts'

// Conversations.
export {
  findStream,
  followStream,
  type ChoosesStream,
  type Side,
  type StreamChunk,
  type StreamName,
  type StreamProtocol,
} from './conversations/streams/index.ts'
export {
  objectsIn,
  type ObjectDecoders,
  type ObjectKind,
  type ObjectOptions,
  type TransferredObject,
} from './conversations/objects/index.ts'

// Editing.
export {
  addSecrets,
  anonymise,
  commentCapture,
  commentFrames,
  discardSecrets,
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

// Output in tables.
export { tableOutput } from './output/index.ts'

// What is encrypted is decrypted by OpenSSL.
provideCryptography(nodeCryptography)
