import type { CaptureInterface, CaptureSection, NameRecord, Secret } from '../description.ts'
import { Allowance, longestFrame } from '../limits.ts'
import { blockType } from './blocks.ts'
import { Clock } from './clock.ts'
import { describeStatistics, readNames, readSecret } from './descriptions.ts'
import { readOptions } from './options.ts'

/** What it takes to read the frames of an interface. */
export interface FrameOrigin {
  readonly linkType: number
  readonly snapLength: number
  /** The most bytes a frame may have. */
  readonly longest: number
  readonly clock: Clock
}

/** What a pcapng capture says of itself, kept while it is read: as much as the allowance covers. */
export class SectionMetadata {
  readonly interfaces: CaptureInterface[] = []
  readonly sections: CaptureSection[] = []
  readonly names: NameRecord[] = []
  readonly secrets: Secret[] = []
  /** Of each of `interfaces`. */
  readonly origins: FrameOrigin[] = []
  /** The first interface of this section: ids start at 0 in each. */
  firstInterface = 0
  private readonly allowance = new Allowance()

  /** `length` is that of the block, here and below. */
  beginSection(section: CaptureSection, length: number): void {
    this.firstInterface = this.interfaces.length
    if (this.allowance.covers(length + costOfRecord)) this.sections.push(section)
  }

  addInterface(described: CaptureInterface, length: number): void {
    const { linkType, snapLength, timeResolution, timeOffset } = described
    // One that has too much to say is left with what its frames need.
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

  /**
   * Takes in a block of statistics, names or secrets, whose body lies from `body` to `end`. What contradicts itself is
   * left out.
   */
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

/** Bytes of memory an object takes beside its bytes, and how many times its own length a short name does. */
const costOfRecord = 256
const costOfName = 32
