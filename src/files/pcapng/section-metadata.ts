import type { CaptureInterface, CaptureSection, NameRecord, Secret } from '../description.ts'
import { Allowance, longestFrame } from '../limits.ts'
import { blockType } from './blocks.ts'
import { Clock } from './clock.ts'
import { describeStatistics, readNames, readSecret } from './descriptions.ts'
import { readOptions } from './options.ts'

/** Properties of an interface needed to read its frames. */
export interface FrameOrigin {
  readonly linkType: number
  readonly snapLength: number
  /** Limit of a frame in bytes. */
  readonly longest: number
  readonly clock: Clock
}

/** Metadata of a pcapng capture, kept while it is read, within the allowance. */
export class SectionMetadata {
  readonly interfaces: CaptureInterface[] = []
  readonly sections: CaptureSection[] = []
  readonly names: NameRecord[] = []
  readonly secrets: Secret[] = []
  /** One for each of `interfaces`. */
  readonly origins: FrameOrigin[] = []
  /** Index of the first interface of this section; interface IDs start at 0 in each. */
  firstInterface = 0
  private readonly allowance = new Allowance()

  /** `length`: of the block, here and below. */
  beginSection(section: CaptureSection, length: number): void {
    this.firstInterface = this.interfaces.length
    if (this.allowance.covers(length + costOfRecord)) this.sections.push(section)
  }

  addInterface(described: CaptureInterface, length: number): void {
    const { linkType, snapLength, timeResolution, timeOffset } = described
    // Beyond the allowance, only the properties needed to read frames are kept.
    this.interfaces.push(
      this.allowance.covers(length) ? described : { linkType, snapLength, timeResolution, timeOffset },
    )
    this.origins.push({
      linkType,
      snapLength,
      longest: longestFrame(linkType),
      clock: new Clock(timeResolution, timeOffset),
    })
  }

  /** Adds a block of statistics, names or secrets, whose body is from `body` to `end`. Malformed content is skipped. */
  take(type: number, view: DataView, body: number, end: number, littleEndian: boolean): void {
    if (type === blockType.interfaceStatistics && end - body >= 12) {
      const described = this.interfaces[this.firstInterface + view.getUint32(body, littleEndian)]
      if (described)
        described.statistics = describeStatistics(view, readOptions(view, body + 12, end, littleEndian), littleEndian)
    } else if (type === blockType.nameResolution && this.allowance.covers((end - body) * costOfName)) {
      this.names.push(...readNames(view, body, end, littleEndian))
    } else if (type === blockType.decryptionSecrets && this.allowance.covers(end - body + costOfRecord)) {
      const secret = readSecret(view, body, end, littleEndian)
      if (secret) this.secrets.push(secret)
    }
  }
}

/** Memory of an object in addition to its bytes, and of a short name as a multiple of its length. */
const costOfRecord = 256
const costOfName = 32
