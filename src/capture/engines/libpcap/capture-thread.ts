/** The capturing thread: runs one task after another (`capture-loop.ts`). During a task it receives commands only. */
import { closeSync, openSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { CaptureError } from '../../../files/error.ts'
import { loadThreadRights } from '../../privileges/thread-rights.ts'
import { CaptureLoop } from './capture-loop.ts'
import { loadLibpcap, type Libpcap } from './library.ts'
import { watchLinks } from '../link-state/link-watch.ts'
import { failureOf, type ThreadOrder, type ThreadTask } from './thread-messages.ts'

const port = parentPort!

port.on('message', (message: ThreadTask | ThreadOrder) => {
  // A command that arrived too late for the previous task.
  if (message.kind === 'task') void run(message)
})

async function run(task: ThreadTask): Promise<void> {
  try {
    const libpcap = await loadLibpcap()
    if (task.settings.networkNamespace !== undefined) enterNetwork(libpcap, task.settings.networkNamespace)
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

/** Permanent for this thread, which must not be given another task. */
function enterNetwork(libpcap: Libpcap, path: string): void {
  const enter = libpcap.libc.func('int setns(int descriptor, int type)') as (descriptor: number, type: number) => number
  const descriptor = openSync(path, 'r')
  const status = enter(descriptor, networkNamespace)
  closeSync(descriptor)
  if (status !== 0)
    throw new CaptureError({
      code: 'no-permission',
      path,
      expected: 'a network namespace to capture in',
      found: `error number ${libpcap.koffi.errno()}`,
    })
}

/** CLONE_NEWNET */
const networkNamespace = 0x4000_0000
