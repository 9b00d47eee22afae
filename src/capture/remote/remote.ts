import type { LiveCapture } from '../live-capture.ts'
import type { OpenRemoteOptions } from './remote-options.ts'

export type { OpenRemoteOptions }

/**
 * Captures on a remote host through ssh: `user@host`, with `:port` if it is not 22. Packets of that connection are
 * excluded. Rejects with a CaptureError: `no-engine`, `no-such-interface`, `no-permission`, `interface-failed`,
 * `bad-filter`.
 *
 *     const capture = await openRemote('ann@gate.example', { interfaces: ['eth0'], captureFilter: 'udp port 53' })
 */
export async function openRemote(target: string, options: OpenRemoteOptions = {}): Promise<LiveCapture> {
  return (await import('./ssh-capture.ts')).openSshCapture(target, options)
}
