/** Reads text files named by options: filters and expectations. */
import { createReadStream } from 'node:fs'
import { failure } from '../capture/reading/file-failure.ts'
import { UsageError } from './usage-error.ts'

/**
 * Reads at most 16 MiB from a file, or from a named pipe up to its end. Rejects with a UsageError that names the
 * option.
 */
export async function readTextFile(option: string, path: string): Promise<string> {
  const pieces: Uint8Array[] = []
  let length = 0
  try {
    for await (const piece of createReadStream(path) as AsyncIterable<Uint8Array>) {
      pieces.push(piece)
      length += piece.length
      if (length > longest) break
    }
  } catch (error) {
    const hint = option === '-F' && fileTypes.test(path) ? `; the type of the file written is --file-type ${path}` : ''
    throw new UsageError(`${option} ${path}: ${failure(error, path).found}${hint}`)
  }
  if (length > longest) throw new UsageError(`${option} ${path}: larger than ${longest >> 20} MiB`)
  return Buffer.concat(pieces).toString('utf8')
}

/** What dumpcap and tshark take with -F, in the words of --file-type. */
const fileTypes = /^pcap(?:ng)?$/

/** Bytes. */
const longest = 16 << 20
