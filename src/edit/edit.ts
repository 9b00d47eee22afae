/** What is done to the frames of a capture, and to its metadata, between a source and a file. */
import type { Batch } from '../files/batch.ts'
import type { CaptureInterface, CaptureSection, Secret } from '../files/description.ts'

export interface Edit {
  /** What is done to the metadata. */
  readonly metadata?: MetadataEdit | undefined
  /**
   * Takes a batch and returns what is left of it: the same, thinned or with other values in its columns, or one of its
   * own, valid until the next is taken. The memory of the batch is not changed.
   */
  take(batch: Batch): Batch
}

/** Changes of the metadata; what is undefined stays as it is. */
export interface MetadataEdit {
  readonly interface?: (described: CaptureInterface) => Omit<CaptureInterface, 'statistics'>
  readonly section?: (described: CaptureSection, index: number) => CaptureSection
  /** Of all frames. */
  readonly linkType?: number
  readonly withoutNames?: boolean
  readonly withoutSecrets?: boolean
  /** Those that are added, before those of the source. */
  readonly secrets?: readonly Secret[]
}
