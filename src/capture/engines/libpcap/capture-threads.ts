import { Worker } from 'node:worker_threads'
import type { SocketSettings } from '../engine.ts'
import { programFile } from '../../program-file.ts'

/**
 * Returns an idle thread of `capture-thread.ts`. Finished threads are reused: starting one takes some 50 ms, and koffi
 * leaks 45 KB per ended thread.
 */
export function takeThread(): Worker {
  const thread = idle.pop() ?? start()
  thread.ref()
  return thread
}

/**
 * Returns a thread after its task, without listeners; the process no longer waits for it. A thread in another network
 * namespace is not reused.
 */
export function giveBackThread(thread: Worker, { networkNamespace }: SocketSettings): void {
  thread.unref()
  if (networkNamespace === undefined && idle.length < mostIdle) idle.push(thread)
  else void thread.terminate()
}

const idle: Worker[] = []
const mostIdle = 4

function start(): Worker {
  // Options of Node such as --input-type may be invalid for a file.
  const thread = new Worker(programFile('engines/libpcap/capture-thread'), { execArgv: [] })
  // A failure of an idle thread is ignored.
  thread.on('error', () => {})
  thread.on('exit', () => {
    const at = idle.indexOf(thread)
    if (at >= 0) idle.splice(at, 1)
  })
  return thread
}
