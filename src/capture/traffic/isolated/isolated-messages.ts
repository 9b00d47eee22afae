/** Messages between this process and the one in the network namespace (`isolated-process.ts`). */
import type { CaptureFailure } from '../../../files/error.ts'
import type { LiveStatistics } from '../../live-capture.ts'
import type { Account } from '../../privileges/target-user.ts'
import type { CommandOutcome } from '../traffic.ts'

/** The task of the process, the first message. */
export interface IsolatedTask {
  readonly kind: 'task'
  readonly offline: boolean
  /** The name server to use. Default: that of this host. */
  readonly nameServer: string | undefined
  readonly command: readonly string[]
  readonly account: Account | undefined
  readonly cwd: string | undefined
  readonly env: NodeJS.ProcessEnv | undefined
  readonly variables: Readonly<Record<string, string>> | undefined
  /** The standard streams of the command: descriptors of the process, or none. */
  readonly stdio: readonly [number | 'ignore', number | 'ignore', number | 'ignore']
  readonly captureFilter: string | undefined
  readonly snapLength: number | undefined
  readonly memory: number | undefined
}

export type IsolatedOrder =
  | IsolatedTask
  | { readonly kind: 'run' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'kill'; readonly signal: NodeJS.Signals }
  /**
   * Milliseconds: the timeout for processes the command left running, and again for silence; and the duration without
   * packets that counts as silence.
   */
  | { readonly kind: 'finish'; readonly patience: number; readonly quiet: number }

export type IsolatedReport =
  /** The namespaces exist: an uplink can be attached. */
  | { readonly kind: 'there' }
  /** The command is paused and captured. */
  | {
      readonly kind: 'ready'
      readonly pid: number
      readonly unmet: readonly string[]
      readonly remarks: readonly string[]
    }
  | { readonly kind: 'exited'; readonly outcome: CommandOutcome }
  /** Warnings about the packets, after they have arrived. */
  | { readonly kind: 'remark'; readonly text: string }
  | {
      readonly kind: 'ended'
      readonly statistics: LiveStatistics | undefined
      readonly failure: CaptureFailure | undefined
    }

/** The interfaces of the network namespace, in the order of the capture. */
export const isolatedInterfaces = ['lo', 'net0'] as const

/**
 * Descriptors of the process: the packet stream, the pipe that shows it is alive, and the first of the command's
 * streams.
 */
export const [packetsDescriptor, lifeDescriptor, firstOfCommand] = [4, 5, 6] as const
