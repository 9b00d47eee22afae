/** A line about each packet, followed by a dump of all its bytes with ASCII, sixteen per line. */
import { lineOutput } from './line.ts'
import type { OutputOptions } from '../options.ts'
import type { Output } from '../output.ts'

export const hexOutput = (options: OutputOptions = {}): Output => lineOutput({ ...options, dump: 'hex-text-link' })
