/** The thread that captures: one task after another, each to its end (`capture-loop.ts`). While it does, it hears orders only. */
import { parentPort } from 'node:worker_threads'
import { loadThreadRights } from '../thread-rights.ts'
import { CaptureLoop } from './capture-loop.ts'
import { loadLibpcap } from './libpcap-library.ts'
import { watchLinks } from './link-watch.ts'
import { failureOf, type ThreadOrder, type ThreadTask } from './thread-messages.ts'

const port = parentPort!

port.on('message', (message: ThreadTask | ThreadOrder) => {
  // An order that came too late for the task before.
  if (message.kind === 'task') void run(message)
})

async function run(task: ThreadTask): Promise<void> {
  try {
    const libpcap = await loadLibpcap()
    const rights = await loadThreadRights()
    const loop = new CaptureLoop(task, libpcap, await watchLinks(task.interfaces), port)
    loop.open()
    rights?.forbidNew()
    loop.run()
    loop.close()
  } catch (error) {
    port.postMessage({ kind: 'ended', failure: failureOf(error) })
  }
}
