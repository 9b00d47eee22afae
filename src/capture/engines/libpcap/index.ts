import { defaultMemory } from '../../defaults.ts'
import { CaptureError } from '../../../files/error.ts'
import type { LiveCapture } from '../../live-capture.ts'
import { ByteRing } from './byte-ring.ts'
import { CaptureCounts } from './capture-counts.ts'
import { giveBackThread, takeThread } from './capture-threads.ts'
import type { Engine, EngineOptions } from '../engine.ts'
import { LibpcapCapture } from './capture.ts'
import { devicesOfLibpcap } from './devices.ts'
import { loadLibpcap } from './library.ts'
import type { ThreadReport, ThreadTask } from './thread-messages.ts'

/**
 * Live capture through libpcap, called through koffi. A separate thread fetches the packets (`capture-thread.ts`), so
 * that they wait in a buffer of this process, not in that of the kernel, while this thread is busy.
 */
export const libpcap: Engine = { name: 'libpcap', trouble, devices, open }

async function trouble(): Promise<Error | undefined> {
  try {
    await loadLibpcap()
    return undefined
  } catch (error) {
    return error as Error
  }
}

async function devices() {
  return devicesOfLibpcap((await loadLibpcap()).pcap)
}

async function open(interfaces: readonly string[], options: EngineOptions): Promise<LiveCapture> {
  const libpcap = await loadLibpcap()
  const {
    reuseMemory: _reuse,
    signal: _signal,
    onEvent: _event,
    passedOver: _passed,
    memory = defaultMemory,
    ...settings
  } = options
  const task: ThreadTask = {
    kind: 'task',
    interfaces,
    settings,
    ring: ByteRing.memory(memory),
    counts: CaptureCounts.memory(interfaces.length),
  }
  return new Promise((resolve, reject) => {
    const thread = takeThread()
    thread.once('error', reject)
    thread.once('message', (report: ThreadReport) => {
      thread.off('error', reject)
      if (report.kind === 'opened') return resolve(new LibpcapCapture(libpcap, thread, task, report, options))
      giveBackThread(thread, settings)
      if (report.kind === 'ended') reject(new CaptureError(report.failure!))
    })
    thread.postMessage(task)
  })
}
