import type { Batch } from '../../files/batch.ts'
import type { CaptureInterface, CaptureSection } from '../../files/description.ts'
import { withoutOptions } from '../../files/pcapng/changed-options.ts'
import type { Edit } from '../edit.ts'
import { OwnFrames } from '../own-frames.ts'
import { FrameAnonymiser, type PayloadPolicy } from './frame-anonymiser.ts'

export interface AnonymiseOptions {
  /** 32 bytes: the same key replaces the same value in the same way. */
  readonly key: Uint8Array
  /** What becomes of bytes that no protocol definition explains. Default: zero. */
  readonly payload?: PayloadPolicy | undefined
}

/**
 * Replaces addresses and names wherever a protocol definition says that there are some, text, and what no definition
 * explains; mends checksums; removes comments, names, secrets and the descriptions of machines and interfaces from the
 * metadata. Lengths and times stay. Throws a TypeError for a key that has not 32 bytes.
 */
export function anonymise({ key, payload = 'zero' }: AnonymiseOptions): Edit {
  const anonymiser = new FrameAnonymiser(key, payload)
  const own = new OwnFrames()
  return {
    metadata: { interface: plainInterface, section: plainSection, withoutNames: true, withoutSecrets: true },
    take(batch: Batch): Batch {
      own.begin(batch)
      for (let index = 0; index < batch.length; index++) {
        const length = anonymiser.write(batch, index, own.batch.memory, own.place)
        own.add(batch, index, length, withoutOptions(batch, index))
      }
      return own.batch
    },
  }
}

function plainInterface({ linkType, snapLength, timeResolution, timeOffset }: CaptureInterface): CaptureInterface {
  return { linkType, snapLength, timeResolution, timeOffset }
}

function plainSection({ littleEndian }: CaptureSection): CaptureSection {
  return { littleEndian, application: 'onwire' }
}
