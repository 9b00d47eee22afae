/** All bytes of each packet, sixteen a line, with the characters they stand for, under a line about the packet. */
import { lineOutput } from './line.ts'
import type { OutputOptions } from '../options.ts'
import type { Output } from '../output.ts'

export const hexOutput = (options: OutputOptions): Output => lineOutput({ ...options, dump: 'hex-text-link' })
