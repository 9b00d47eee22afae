import { RelativeSequences } from '../../conversations/relative-sequences.ts'
import type { OutputOptions } from '../options.ts'

/** What counts TCP sequence numbers from the start of their conversation; undefined for absolute numbers. */
export const sequencesOf = ({ absoluteSequence }: Pick<OutputOptions, 'absoluteSequence'>) =>
  absoluteSequence ? undefined : new RelativeSequences()
