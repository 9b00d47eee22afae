/** The damage that every packet must survive. */
import { cutEverywhere, damagedEverywhere } from '../../src/check/definitions/index.ts'

/** Cuts a frame at every length and damages it at random; `besides` are values that may differ then, as in `1:ip/destination`. */
export function expectSafe(frame: Uint8Array, linkType = 1, besides: readonly string[] = []): void {
  cutEverywhere(frame, { linkType, besides })
  damagedEverywhere(frame, { linkType })
}
