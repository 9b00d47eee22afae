import type { NameSources } from '../packet/address-names.ts'
import type { FieldSource } from '../packet/fields.ts'
import type { Palette } from '../text/palette.ts'

/** Options of the output formats. A format ignores options that do not apply to it. */
export interface OutputOptions {
  /** The fields to show, in this order. Default: those of the format. */
  readonly fields?: readonly FieldSource[]
  readonly time: TimeStyle
  /** Decimal places of a second. */
  readonly precision: 6 | 9
  /** Writes the frame number before each line. */
  readonly number: boolean
  /** Writes link-layer addresses before network addresses. */
  readonly link: boolean
  /** Writes addresses, protocol and length only. */
  readonly quiet: boolean
  /** If above 0, adds TCP options, malformed values, and in trees the bytes of each field. */
  readonly verbose: number
  /** Writes the bytes below each packet; `link`: including the link-layer header. */
  readonly dump: 'none' | 'hex' | 'hex-link' | 'hex-text' | 'hex-text-link' | 'text' | 'text-link'
  /** Writes the payload below each packet: the bytes after the transport header, or after the last header. */
  readonly payload: boolean
  /** Encoding of text in payloads, by its `TextDecoder` label. */
  readonly encoding: string
  /** Verifies checksums and reports wrong ones. */
  readonly checksums: boolean
  /** Shows absolute TCP sequence numbers. */
  readonly absoluteSequence: boolean
  readonly palette: Palette
  /**
   * Cells of a line of the terminal, as they are now. Default: the output is not a terminal, and lines are neither
   * aligned nor cut.
   */
  readonly width?: () => number
  /** Shows names in lines, in place of addresses and ports, as far as these sources know them. */
  readonly names?: NameSources
  /** Cuts no line at the width of the terminal; with `verbose` those of packets are not cut either. */
  readonly wide?: boolean
}

/** The time format: the default of tcpdump and its -t to -ttttt, in this order. */
export type TimeStyle = 'time' | 'none' | 'epoch' | 'delta' | 'date' | 'relative'
