import type { CaptureSettings } from '../engines/engine.ts'
import type { OpenStreamOptions } from '../live-capture.ts'
import type { Account } from '../privileges/target-user.ts'
import type { RemoteProgram } from './remote-script.ts'

export interface OpenRemoteOptions extends CaptureSettings, OpenStreamOptions {
  /** Interface names on that host. Default: the default interface of the capturing program. */
  readonly interfaces?: readonly string[] | undefined
  /** The capturing program. Default: tcpdump, or dumpcap if there is no tcpdump. */
  readonly program?: RemoteProgram | undefined
  /** A shell command to use instead of `ssh`: `ssh -i key -J jump`. */
  readonly ssh?: string | undefined
  /** The local user to run ssh as, if this process is root. Default: root. */
  readonly account?: Account | undefined
}
