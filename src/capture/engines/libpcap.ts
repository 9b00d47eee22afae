import { Worker } from 'node:worker_threads'
import { CaptureError } from '../../files/error.ts'
import type { LiveCapture } from '../live.ts'
import { ByteRing } from './byte-ring.ts'
import { CaptureCounts } from './capture-counts.ts'
import type { Engine, EngineOptions } from './engine.ts'
import { LibpcapCapture } from './libpcap-capture.ts'
import { devicesOfLibpcap } from './libpcap-devices.ts'
import { loadLibpcap } from './libpcap-library.ts'
import { programFile } from './program-file.ts'
import type { ThreadReport, ThreadTask } from './thread-messages.ts'

/**
 * Live capture through libpcap, reached by foreign function calls. A thread of its own fetches the packets (`capture-thread.ts`), so that
 * they wait in memory here, and not in the system's, while this thread is busy.
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

function open(interfaces: readonly string[], options: EngineOptions): Promise<LiveCapture> {
  const { reuseMemory: _reuse, onEvent: _event, passedOver: _passed, memory = usualMemory, ...settings } = options
  const task: ThreadTask = { interfaces, settings, ring: ByteRing.memory(memory), counts: CaptureCounts.memory(interfaces.length) }
  return new Promise((resolve, reject) => {
    const worker = new Worker(programFile('capture-thread'), { workerData: task, execArgv: [] })
    worker.once('error', reject)
    worker.once('message', (report: ThreadReport) => {
      worker.off('error', reject)
      if (report.kind === 'opened') resolve(new LibpcapCapture(worker, task, report, options))
      else if (report.kind === 'ended') reject(new CaptureError(report.failure!))
    })
  })
}

/** Bytes; those that are never needed are not touched. */
const usualMemory = 64 << 20
