import { factsOf, needsConversations, showsContent } from '../packet/decode-plan.ts'
import type { NameSources } from '../packet/names/address-names.ts'
import type { Output } from './output.ts'
import type { FieldSource } from '../packet/fields.ts'
import { plainPalette, type Palette } from '../text/palette.ts'

/** How packets are written. A format ignores what does not apply to it. */
export interface OutputSettings {
  /** The fields to show, in this order. Default: those of the format. */
  readonly fields?: readonly FieldSource[]
  /** How times are written. Default: `time`, the time of day. */
  readonly time: TimeStyle
  /** Decimal places of a second. Default: 6. */
  readonly precision: 6 | 9
  /** Writes the frame number before each line. Default: false. */
  readonly number: boolean
  /** Writes link-layer addresses before network addresses. Default: false. */
  readonly link: boolean
  /** Writes addresses, protocol and length only. Default: false. */
  readonly quiet: boolean
  /** How much is added: above 0 what the layers say, malformed values, and in trees the bytes of each field. Default: 0. */
  readonly verbose: number
  /** Writes the bytes below each packet; `link`: including the link-layer header. Default: none. */
  readonly dump: 'none' | 'hex' | 'hex-link' | 'hex-text' | 'hex-text-link' | 'text' | 'text-link'
  /**
   * Writes the payload below each packet: the bytes after the transport header, or after the last header. Default: false.
   */
  readonly payload: boolean
  /** Encoding of text in payloads, by its `TextDecoder` label. Default: utf-8. */
  readonly encoding: string
  /** Verifies checksums and reports wrong ones. Default: false. */
  readonly checksums: boolean
  /** Shows absolute TCP sequence numbers. Default: relative ones. */
  readonly absoluteSequence: boolean
  /** Colors. Default: none. */
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

/** The settings that differ from the defaults. */
export type OutputOptions = Partial<OutputSettings>

export const settingsOf = (options: OutputOptions): OutputSettings => ({ ...defaults, ...options })

const defaults: OutputSettings = {
  time: 'time',
  precision: 6,
  number: false,
  link: false,
  quiet: false,
  verbose: 0,
  dump: 'none',
  payload: false,
  encoding: 'utf-8',
  checksums: false,
  absoluteSequence: false,
  palette: plainPalette,
}

/** Whether columns and JSON show what only conversations tell; without chosen fields they show all. */
const showsConversations = ({ fields }: Pick<OutputOptions, 'fields'>): boolean =>
  fields === undefined || fields.some(needsConversations)

/** What of conversations columns and JSON show; without chosen fields, all. */
export const conversationsShown = (
  options: Pick<OutputOptions, 'fields'>,
): Pick<Output, 'needsConversations' | 'facts' | 'showsContent'> => ({
  needsConversations: showsConversations(options),
  ...(options.fields && { facts: factsOf(options.fields), showsContent: showsContent(options.fields) }),
})

/** Whether lines need nothing beyond what `plainLineOutput` writes. */
export const isPlainListing = ({ verbose, width, palette, names, dump, payload }: OutputSettings): boolean =>
  verbose === 0 && width === undefined && palette === plainPalette && names === undefined && dump === 'none' && !payload

/** The time format: the default of tcpdump and its -t to -ttttt, in this order. */
export type TimeStyle = 'time' | 'none' | 'epoch' | 'delta' | 'date' | 'relative'
