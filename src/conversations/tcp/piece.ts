/** Payload of a segment: in memory of its own, or as long as its frame is looked at in that of the frame. */
export interface Piece {
  /** Of the byte at `from`. */
  readonly sequence: number
  readonly bytes: Uint8Array
  readonly from: number
  readonly to: number
  /** Where it ended on the wire: after `to` if the capture cut it. */
  readonly originalTo: number
  readonly frame: number
  readonly layer: number
  readonly isOwn: boolean
}
