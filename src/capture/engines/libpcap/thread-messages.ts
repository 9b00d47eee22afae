/** What the capturing thread and the one that started it tell each other, apart from the packets. */
import type { CaptureFailure } from '../../../files/error.ts'
import type { LiveEvent } from '../../live-capture.ts'
import type { CaptureSettings, SocketSettings } from '../engine.ts'

/** What a thread is to do next. */
export interface ThreadTask {
  readonly kind: 'task'
  readonly interfaces: readonly string[]
  readonly settings: CaptureSettings & SocketSettings
  /** Of a ByteRing. Its pieces are whole records of one interface, `label`; `count` packets were lost before them, and what all interfaces
   *  captured up to `time` (the low 32 bits of milliseconds since 1970) comes before this piece. */
  readonly ring: SharedArrayBuffer
  /** Of CaptureCounts. */
  readonly counts: SharedArrayBuffer
}

export type ThreadReport =
  | ThreadOpened
  /** It has ended, by itself if there is a failure. There is no other report of this task after it. */
  | { readonly kind: 'ended'; readonly failure: CaptureFailure | undefined }
  | { readonly kind: 'event'; readonly event: LiveEvent }
  | { readonly kind: 'injected'; readonly id: number; readonly failure: CaptureFailure | undefined }
  /** There are packets, for a reader that waits. */
  | { readonly kind: 'packets' }

export interface ThreadOpened {
  readonly kind: 'opened'
  readonly interfaces: readonly OpenedInterface[]
  /** To write to after an order. To be closed by whoever has it from here, once the thread has ended. */
  readonly wake: number
}

interface OpenedInterface {
  /** The header of the pcap file that the records would make. */
  readonly header: Uint8Array
  readonly unmet: readonly string[]
}

/** To be followed by a byte to the descriptor `wake`: the thread waits for packets, not for messages. */
export type ThreadOrder =
  | { readonly kind: 'stop' }
  | { readonly kind: 'inject'; readonly id: number; readonly interfaceId: number; readonly bytes: Uint8Array }

/** An error that can be sent to another thread. */
export function failureOf(error: unknown): CaptureFailure {
  const {
    code = 'interface-failed',
    path,
    expected = 'packets',
    found = `${error}`,
    advice,
  } = error as Partial<CaptureFailure>
  return { code, path, expected, found, advice }
}
