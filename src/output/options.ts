import type { FieldSource } from '../packet/fields.ts'
import type { Palette } from '../text/palette.ts'

/** How packets are written. What a format has no use for it leaves alone. */
export interface OutputOptions {
  /** The fields to show, in this order; without them each format shows what it shows by itself. */
  readonly fields?: readonly FieldSource[]
  readonly time: TimeStyle
  /** Decimals of a second. */
  readonly precision: 6 | 9
  /** The number of the frame in front of its line. */
  readonly number: boolean
  /** The link layer's addresses in front of the network layer's. */
  readonly link: boolean
  /** Less: addresses, protocol and length only. */
  readonly quiet: boolean
  /** More, if above 0: TCP options, what contradicts itself, and in trees the bytes of each field. */
  readonly verbose: number
  /** The bytes of the packet below it; `link` is with the link header. */
  readonly dump: 'none' | 'hex' | 'hex-link' | 'hex-text' | 'hex-text-link' | 'text' | 'text-link'
  /**
   * What the application sent, below the packet: the bytes behind the transport header, or else behind the last one.
   */
  readonly payload: boolean
  /** How bytes that are text are encoded, as `TextDecoder` names it. */
  readonly encoding: string
  /** Checksums are verified and wrong ones told. */
  readonly checksums: boolean
  /** TCP sequence numbers as they are on the wire. */
  readonly absoluteSequence: boolean
  readonly palette: Palette
}

/** What stands for the time: tcpdump's default and its -t to -ttttt, in this order. */
export type TimeStyle = 'time' | 'none' | 'epoch' | 'delta' | 'date' | 'relative'
