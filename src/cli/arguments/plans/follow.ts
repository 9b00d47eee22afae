/** `onwire follow`. */
import { carriedProtocols, isCarriedName, type Side, type StreamName } from '../../../conversations/streams/index.ts'
import { streamFormats, type StreamFormat } from '../../../output/streams/formats.ts'
import type { ColorMode } from '../../terminal/color.ts'
import { UsageError } from '../../usage-error.ts'
import { defaultColor, defaultStreamFormat } from '../defaults.ts'
import type { Values } from '../options.ts'
import { conversationsPlan, type ConversationsPlan } from './parts/conversations.ts'
import { inputPlan, type InputPlan } from './parts/inputs.ts'
import { filterPlan, type FilterPlan } from './parts/selection.ts'

export interface FollowPlan {
  /** Capture files, or interfaces. */
  readonly source: { readonly files: InputPlan } | { readonly interfaces: readonly string[] }
  /** Undefined where a filter chooses the conversation. */
  readonly name: StreamName | undefined
  readonly filter: FilterPlan
  readonly conversations: ConversationsPlan
  readonly format: StreamFormat
  readonly color: ColorMode
  /** Undefined for both. */
  readonly side: Side | undefined
  /** The user to drop privileges to. */
  readonly user: string | undefined
}

/** Throws UsageError. */
export function followPlan(values: Values, operands: readonly string[]): FollowPlan {
  const { source, words } = sourceOf(values, operands)
  const name = nameOf(words)
  const filter = filterPlan(values, name === undefined ? words : [], 'interfaces' in source ? 'capture' : 'display')
  const isFiltered = words.length > 0 || filter.display !== undefined || filter.capture !== undefined
  if ('files' in source && !isFiltered && filter.captureFile === undefined)
    throw new UsageError(
      `follow needs a conversation, or a filter for its packets: onwire follow ${source.files.paths.join(' ')} tcp 0`,
    )
  return {
    source,
    name,
    filter,
    conversations: conversationsPlan(values),
    format: formatOf(values),
    color: values.color ?? defaultColor,
    side: values.side,
    user: values['relinquish-privileges'],
  }
}

function sourceOf(values: Values, operands: readonly string[]) {
  if (values.interface !== undefined) return { source: { interfaces: values.interface }, words: operands }
  const plan = inputPlan(values, operands)
  if (plan === undefined)
    throw new UsageError(
      'follow needs a capture file: onwire follow FILE tcp 0, or - for standard input; -i INTERFACE captures',
    )
  return { source: { files: plan.input }, words: plan.words }
}

/** The conversation that words name, such as `tcp 3` or `http2 3 5`; undefined if they do not. */
function nameOf(words: readonly string[]): StreamName | undefined {
  const [, protocol, number, inner] = /^(\w+) +(\d{1,9})(?: +(\d{1,15}))?$/.exec(words.join(' ')) ?? []
  if (protocol === undefined) return undefined
  const name = { protocol, stream: Number(number) } as StreamName
  if (!isCarriedName(name)) {
    if ((protocol === 'tcp' || protocol === 'udp') && inner === undefined) return name
    if (!numberless.has(protocol)) return undefined
    throw new UsageError(
      `follow takes the number of a TCP or UDP stream: ${protocol} has no numbers of its own; ` +
        `the filter ${protocol} follows the first stream that carries it`,
    )
  }
  const { carrier, id } = carriedProtocols[name.protocol]
  if (id === undefined && inner === undefined)
    throw new UsageError(
      `follow ${protocol} takes the number of a ${carrier.toUpperCase()} stream and that of a stream inside it: ` +
        `onwire follow FILE ${protocol} ${number} 0`,
    )
  if (id !== undefined && inner !== undefined)
    throw new UsageError(`follow ${protocol} takes one number, that of a ${carrier.toUpperCase()} stream`)
  return inner === undefined ? name : { ...name, within: Number(inner) }
}

/** What others number too. */
const numberless: ReadonlySet<string> = new Set(['http', 'sip'])

function formatOf(values: Values): StreamFormat {
  const { format = defaultStreamFormat }: { readonly format?: string } = values
  return streamFormats.find((each) => each === format) ?? defaultStreamFormat
}
