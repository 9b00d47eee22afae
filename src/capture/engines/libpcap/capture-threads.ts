import { Worker } from 'node:worker_threads'
import type { SocketSettings } from '../engine.ts'
import { programFile } from '../../program-file.ts'

/**
 * A thread with `capture-thread.ts`, to be given a task. One that has done its work is kept for the next: to start one
 * takes some 50 ms, and koffi leaves 45 KB behind in each that ends.
 */
export function takeThread(): Worker {
  const thread = idle.pop() ?? start()
  thread.ref()
  return thread
}

/**
 * Takes back a thread that has ended its task and that nobody listens to; the process does not wait for it any more.
 * One that went to another network stays there.
 */
export function giveBackThread(thread: Worker, { networkNamespace }: SocketSettings): void {
  thread.unref()
  if (networkNamespace === undefined && idle.length < mostIdle) idle.push(thread)
  else void thread.terminate()
}

const idle: Worker[] = []
const mostIdle = 4

function start(): Worker {
  // What Node was started with, such as --input-type, need not suit a file.
  const thread = new Worker(programFile('engines/libpcap/capture-thread'), { execArgv: [] })
  // One that breaks off while it is idle is of no interest.
  thread.on('error', () => {})
  thread.on('exit', () => {
    const at = idle.indexOf(thread)
    if (at >= 0) idle.splice(at, 1)
  })
  return thread
}
