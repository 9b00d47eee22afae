/**
 * The thread that captures: one task after another, each to its end (`capture-loop.ts`). While it does, it hears orders
 * only.
 */
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
  // An order that came too late for the task before.
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

/** For good, and only this thread: it is not to be given another task. */
function enterNetwork(libpcap: Libpcap, path: string): void {
  const enter = libpcap.libc.func('int setns(int descriptor, int type)') as (descriptor: number, type: number) => number
  const descriptor = openSync(path, 'r')
  const status = enter(descriptor, networkNamespace)
  closeSync(descriptor)
  if (status !== 0)
    throw new CaptureError({
      code: 'no-permission',
      path,
      expected: 'a network to capture in',
      found: `error number ${libpcap.koffi.errno()}`,
    })
}

/** CLONE_NEWNET */
const networkNamespace = 0x4000_0000
