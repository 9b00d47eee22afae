import { closeSync, constants, fstatSync, openSync, statSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Writable } from 'node:stream'
import type { WrittenCompression } from '../../files/writer.ts'
import { isTcpAddress } from '../remote/tcp-address.ts'
import { FileSink, PipeSink, StreamSink, type ByteSink, type WaitOptions } from './byte-sink.ts'
import { FileOpener, type FileAccess } from './file-opener.ts'
import { writeFailure as failure } from './write-failure.ts'

export interface SinkOptions extends WaitOptions {
  /** The input files, which must not be emptied by opening one of them as output. */
  readonly sources?: readonly string[] | undefined
  readonly compress?: WrittenCompression | undefined
  /** How files are opened. Default: as this process may. */
  readonly files?: Pick<FileAccess, 'open' | 'openPipe'> | undefined
}

/**
 * Opens a file, a named pipe, a connection (`tcp://host:port`) or, for `-`, standard output; an existing file is
 * emptied. Rejects with a CaptureError.
 */
export async function openSink(path: string, options: SinkOptions = {}): Promise<ByteSink> {
  const compressed = await compressor(options)
  if (path === '-') return compressed(standardOutput(), standardName)
  if (isTcpAddress(path)) return compressed(await (await import('./tcp-sink.ts')).openTcpSink(path, options), path)
  return compressed(await openFileOrPipe(path, options), path)
}

/**
 * Opens a file or a named pipe, even if the path looks like an address; an existing file is emptied. Rejects with a
 * CaptureError.
 */
export async function openFileOrPipe(path: string, options: SinkOptions = {}): Promise<ByteSink> {
  try {
    // A path that cannot be examined is left to the opener, which may have more rights.
    if (!isPipe(path)) return openFileSink(path, options)
    // Opening a named pipe waits for its reader on a pool thread.
    const { files = new FileOpener(), signal } = options
    return new PipeSink(await opened(files.openPipe(path), path, signal), path)
  } catch (error) {
    throw failure(error, path)
  }
}

/** The pipe once it has a reader. A thread that waits cannot be interrupted: this process becomes the reader. */
async function opened(
  opening: Promise<FileHandle>,
  path: string,
  signal: AbortSignal | undefined,
): Promise<FileHandle> {
  let reader: number | undefined
  const end = () => {
    reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  }
  signal?.addEventListener('abort', end)
  try {
    const handle = await opening
    if (reader === undefined) return handle
    await handle.close()
    throw Object.assign(new Error('no reader came'), { code: 'ENXIO' })
  } finally {
    signal?.removeEventListener('abort', end)
    if (reader !== undefined) closeSync(reader)
  }
}

function isPipe(path: string): boolean {
  try {
    return statSync(path).isFIFO()
  } catch {
    return false
  }
}

/** Throws a CaptureError if the folder of a file to be opened later does not exist. */
export function requireFolder(path: string): void {
  try {
    if (statSync(dirname(path)).isDirectory()) return
  } catch (error) {
    throw failure(error, path)
  }
  throw failure({ code: 'ENOTDIR' }, path)
}

/** A function that opens files (not pipes) synchronously. */
export async function sinkOpener(options: SinkOptions): Promise<(path: string) => ByteSink> {
  const compressed = await compressor(options)
  return (path) => compressed(openFileSink(path, options), path)
}

function openFileSink(path: string, { sources, files = new FileOpener() }: SinkOptions): ByteSink {
  try {
    return new FileSink(files.open(path, sources), path)
  } catch (error) {
    throw failure(error, path)
  }
}

async function compressor({ compress }: SinkOptions): Promise<(below: ByteSink, path: string) => ByteSink> {
  return compress === undefined ? (below) => below : (await import('./compressed-sink.ts')).compressorOf(compress)
}

function standardOutput(): ByteSink {
  return standardSink(1, () => process.stdout, standardName)
}

/** Standard error as a sink. */
export function standardError(): ByteSink {
  return standardSink(2, () => process.stderr, 'standard error')
}

/** The stream is created only if needed, since it loads the network code of Node. */
function standardSink(descriptor: 1 | 2, stream: () => Writable, name: string): ByteSink {
  const stats = fstatSync(descriptor)
  return stats.isFile() || stats.isCharacterDevice()
    ? new FileSink(descriptor, name)
    : new StreamSink(stream(), name, descriptor)
}

const standardName = 'standard output'
