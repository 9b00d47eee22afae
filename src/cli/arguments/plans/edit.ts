/** `onwire edit`. */
import type { AnonymiseOptions } from '../../../edit/anonymise/anonymise.ts'
import type { TimeShift } from '../../../edit/columns.ts'
import type { DuplicateOptions } from '../../../edit/duplicates.ts'
import type { NumberRange, TimePoint } from '../../../edit/selection.ts'
import { numberedNames, timedNames } from '../../../capture/writing/file-names.ts'
import type { Rotation } from '../../../capture/writing/rotation.ts'
import { hasConversions } from '../../../capture/writing/strftime.ts'
import { formatOfPath } from '../../../files/writer.ts'
import { linkTypeNamed } from '../../../protocols/names/link-types.ts'
import { UsageError } from '../../usage-error.ts'
import type { Values } from '../options.ts'
import { decimalOf, pointOf, rangesOf, shiftOf, splitOf } from './parts/edit-amounts.ts'
import { inputPlan, type InputPlan } from './parts/inputs.ts'
import { refuseBadAddress } from './parts/sinks.ts'
import { filterPlan, limitsOf, type FilterPlan, type Limits } from './parts/selection.ts'
import type { WritePlan } from './parts/writing.ts'

export interface EditPlan {
  readonly input: InputPlan
  readonly filter: FilterPlan
  readonly limits: Limits
  readonly edits: EditsPlan
  readonly sort: boolean
  /** Whether each conversation gets a file of its own. */
  readonly byConversation: boolean
  readonly write: WritePlan
}

export interface EditsPlan {
  readonly numbers: { readonly ranges: readonly NumberRange[]; readonly drop: boolean } | undefined
  readonly times: { readonly from: TimePoint | undefined; readonly to: TimePoint | undefined } | undefined
  readonly duplicates: DuplicateOptions | undefined
  readonly stripVlan: boolean
  /** The display-filter name of a protocol. */
  readonly stripHeaders: string | undefined
  readonly linkType: number | undefined
  readonly anonymise: AnonymisePlan | undefined
  readonly truncate: number | undefined
  readonly shift: { readonly by: TimeShift } | { readonly first: TimeShift } | undefined
  readonly comments: readonly string[]
  /** Paths of key logs whose secrets are added, and whether those of the input are left out. */
  readonly secrets: { readonly added: readonly string[]; readonly discard: boolean }
  readonly packetComments: ReadonlyMap<number, readonly string[]>
}

export interface AnonymisePlan extends Pick<AnonymiseOptions, 'payload'> {
  /** A file, or hexadecimal digits; undefined for a random key. */
  readonly key: string | undefined
  readonly saveKey: string | undefined
}

/** Throws UsageError. */
export async function editPlan(values: Values, operands: readonly string[]): Promise<EditPlan> {
  const plan = inputPlan(values, operands)
  if (plan === undefined)
    throw new UsageError('edit needs a capture file: onwire edit FILE.. -w FILE, or - for standard input')
  const split = values.split === undefined ? undefined : splitOf(values.split)
  const edits = editsOf(values)
  return {
    input: plan.input,
    filter: filterPlan(values, plan.words, 'display'),
    limits: limitsOf(values),
    edits,
    sort: values.sort ?? false,
    byConversation: split === 'conversation',
    write: writeOf(values, split === 'conversation' ? undefined : split, edits),
  }
}

function editsOf(values: Values): EditsPlan {
  const { packets, 'drop-packets': dropped, from, to, truncate, shift, 'link-type': linkType } = values
  if (packets !== undefined && dropped !== undefined)
    throw new UsageError('--packets and --drop-packets both choose packets by number: use one of them')
  if (truncate !== undefined && values['snapshot-length'] !== undefined)
    throw new UsageError('--truncate and -s are the same: use one of them')
  const numbers = packets ?? dropped
  return {
    numbers: numbers && { ranges: rangesOf(numbers), drop: dropped !== undefined },
    times:
      from === undefined && to === undefined
        ? undefined
        : {
            from: from === undefined ? undefined : pointOf('--from', from),
            to: to === undefined ? undefined : pointOf('--to', to),
          },
    duplicates: duplicatesOf(values),
    stripVlan: values['strip-vlan'] ?? false,
    stripHeaders: values['strip-headers'],
    linkType: linkType === undefined ? undefined : linkTypeOf(linkType),
    anonymise: anonymiseOf(values),
    truncate,
    shift: shift === undefined ? undefined : shiftOf(shift),
    secrets: secretsOf(values),
    comments: (values.comment ?? []).map(({ words }) => words[0]!),
    packetComments: packetCommentsOf(values),
  }
}

function duplicatesOf({ dedupe, 'dedupe-time': time, 'dedupe-routed': routed }: Values): DuplicateOptions | undefined {
  if (dedupe === undefined && time === undefined && !routed) return undefined
  return { packets: dedupe, seconds: time === undefined ? undefined : decimalOf('--dedupe-time', time), routed }
}

function linkTypeOf(name: string): number {
  const known = linkTypeNamed(name) ?? linkTypeNamed(name.toUpperCase())
  if (known !== undefined) return known
  throw new UsageError(
    `--link-type: there is no link type ${JSON.stringify(name)}; names are those of ` +
      'https://www.tcpdump.org/linktypes.html, without LINKTYPE_',
  )
}

function anonymiseOf(values: Values): AnonymisePlan | undefined {
  const { key, 'save-key': saveKey, 'anonymise-payload': payload } = values
  if (!values.anonymise && !values.anonymize) {
    const given = (['key', 'save-key', 'anonymise-payload'] as const).find((name) => values[name] !== undefined)
    if (given !== undefined) throw new UsageError(`--${given} is about --anonymise: add it`)
    return undefined
  }
  if (key !== undefined && saveKey !== undefined)
    throw new UsageError('--save-key saves a random key: it cannot be used with --key')
  return { key, saveKey, payload }
}

function secretsOf(values: Values): EditsPlan['secrets'] {
  const { keylog = [], 'no-secrets': discard = false } = values
  if (keylog.length > 0 && (values.anonymise || values.anonymize))
    throw new UsageError('--keylog adds the secrets of real connections: it cannot be used with --anonymise')
  return { added: keylog.map(({ words }) => words[0]!), discard }
}

function packetCommentsOf({ 'packet-comment': given = [] }: Values): ReadonlyMap<number, readonly string[]> {
  const comments = new Map<number, string[]>()
  for (const { words } of given) {
    const [, number, text] = /^(\d{1,15}):([^]+)$/.exec(words[0]!) ?? []
    if (text === undefined || Number(number) === 0)
      throw new UsageError(
        `--packet-comment takes a packet number and a text, such as 7:retransmission, not ${JSON.stringify(words[0])}`,
      )
    comments.set(Number(number), [...(comments.get(Number(number)) ?? []), text])
  }
  return comments
}

function writeOf(
  values: Values,
  split: Rotation | undefined,
  { comments, packetComments, secrets }: EditsPlan,
): WritePlan {
  const { write: path } = values
  if (path === undefined) throw new UsageError('edit needs a file to write: -w FILE, or -w - for standard output')
  if (path === '-' && values.split !== undefined) throw new UsageError('-w - is one file: it cannot be several')
  refuseBadAddress(path)
  const named = values['file-type'] ?? formatOfPath(path)
  const commented = comments.length > 0 || packetComments.size > 0
  const keyed = secrets.added.length > 0
  if (keyed && named === 'pcap')
    throw new UsageError('pcap files have no secrets: write a .pcapng file, or add --file-type pcapng')
  if (commented && named === 'pcap')
    throw new UsageError('pcap files have no comments: write a .pcapng file, or add --file-type pcapng')
  return {
    path,
    rotation: rotationOf(path, split),
    format: commented || keyed ? 'pcapng' : values['file-type'],
    compress: values.compress,
    packetBuffered: false,
    withoutSecrets: false,
    keep: undefined,
    trigger: undefined,
    after: undefined,
    laterFiles: [],
    warning: undefined,
  }
}

/** Several files, or one whose name has the time of its first packet in it. */
function rotationOf(path: string, split: Rotation | undefined): Rotation | undefined {
  if (split !== undefined) return { ...split, name: numberedNames(path) }
  return path !== '-' && hasConversions(path) ? { name: timedNames(path) } : undefined
}
