/** What the lines of packets take from the packets before. */
import { RelativeSequences } from '../../conversations/relative-sequences.ts'
import { ConversationScales } from '../../conversations/window-scales.ts'
import type { OutputOptions } from '../options.ts'

/** What counts TCP sequence numbers from the start of their conversation; undefined for absolute numbers. */
export const sequencesOf = ({ absoluteSequence }: Pick<OutputOptions, 'absoluteSequence'>) =>
  absoluteSequence ? undefined : new RelativeSequences()

/** What knows how TCP windows are scaled; only needed with -v. */
export const scalesOf = ({ verbose }: Pick<OutputOptions, 'verbose'>) =>
  verbose > 0 ? new ConversationScales() : undefined
