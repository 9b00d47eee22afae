/** Messages between the capturing thread and its parent, other than packets. */
import type { CaptureFailure } from '../../../files/error.ts'
import type { LiveEvent } from '../../live-capture.ts'
import type { CaptureSettings, SocketSettings } from '../engine.ts'

/** A task for a thread. */
export interface ThreadTask {
  readonly kind: 'task'
  readonly interfaces: readonly string[]
  readonly settings: CaptureSettings & SocketSettings
  /**
   * Memory of a ByteRing. A piece has complete records of one interface, `label`; `count` packets were dropped before
   * it, and all packets up to `time` (low 32 bits of milliseconds since 1970) precede it.
   */
  readonly ring: SharedArrayBuffer
  /** Memory of CaptureCounts. */
  readonly counts: SharedArrayBuffer
}

export type ThreadReport =
  | ThreadOpened
  /** The task has ended, with a failure if it ended by itself. This is its last report. */
  | { readonly kind: 'ended'; readonly failure: CaptureFailure | undefined }
  | { readonly kind: 'event'; readonly event: LiveEvent }
  | { readonly kind: 'injected'; readonly id: number; readonly failure: CaptureFailure | undefined }
  /** Packets are available, for a waiting reader. */
  | { readonly kind: 'packets' }

export interface ThreadOpened {
  readonly kind: 'opened'
  readonly interfaces: readonly OpenedInterface[]
  /** Written to after each command; the receiver closes it once the thread has ended. */
  readonly wake: number
}

interface OpenedInterface {
  /** The pcap file header of the records. */
  readonly header: Uint8Array
  readonly unmet: readonly string[]
}

/** A command is followed by a byte to the descriptor `wake`, since the thread waits for packets, not for messages. */
export type ThreadOrder =
  | { readonly kind: 'stop' }
  | { readonly kind: 'inject'; readonly id: number; readonly interfaceId: number; readonly bytes: Uint8Array }

/** An error in a form that can be sent to another thread. */
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
