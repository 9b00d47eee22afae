/** What is said between a process and the one it has started in a network of its own (`isolated-process.ts`). */
import type { CaptureFailure } from '../../../files/error.ts'
import type { LiveStatistics } from '../../live-capture.ts'
import type { Account } from '../../privileges/target-user.ts'
import type { CommandOutcome } from '../traffic.ts'

/** What the process is to do, said first. */
export interface IsolatedTask {
  readonly kind: 'task'
  readonly offline: boolean
  /** Where names are to be asked for, unless where everybody here asks. */
  readonly nameServer: string | undefined
  readonly command: readonly string[]
  readonly account: Account | undefined
  readonly cwd: string | undefined
  readonly env: NodeJS.ProcessEnv | undefined
  /** The command's three streams: descriptors of the process, or nothing. */
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
   * Milliseconds: how long to wait for what the command left running, and then for silence; and how long nothing is to
   * come, which is silence.
   */
  | { readonly kind: 'finish'; readonly patience: number; readonly quiet: number }

export type IsolatedReport =
  /** The namespaces are there: an uplink may come. */
  | { readonly kind: 'there' }
  /** The command waits, and is captured. */
  | {
      readonly kind: 'ready'
      readonly pid: number
      readonly unmet: readonly string[]
      readonly remarks: readonly string[]
    }
  | { readonly kind: 'exited'; readonly outcome: CommandOutcome }
  /** What to know about the packets, once they have come. */
  | { readonly kind: 'remark'; readonly text: string }
  | {
      readonly kind: 'ended'
      readonly statistics: LiveStatistics | undefined
      readonly failure: CaptureFailure | undefined
    }

/** The interfaces of the network, in the order of the capture. */
export const isolatedInterfaces = ['lo', 'net0'] as const

/**
 * Descriptors of the process: where its packets go, what tells others that it is alive, and the first of the command's.
 */
export const [packetsDescriptor, lifeDescriptor, firstOfCommand] = [4, 5, 6] as const
