import { RelativeSequences } from '../../conversations/relative-sequences.ts'
import type { OutputSettings } from '../options.ts'

/** What counts TCP sequence numbers from the start of their conversation; undefined for absolute numbers. */
export const sequencesOf = ({ absoluteSequence }: Pick<OutputSettings, 'absoluteSequence'>) =>
  absoluteSequence ? undefined : new RelativeSequences()
