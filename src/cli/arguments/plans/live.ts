import type { CaptureSettings, EngineName } from '../../../capture/engines/engine.ts'
import { isTcpAddress } from '../../../capture/remote/tcp-address.ts'
import { UsageError } from '../../usage-error.ts'
import { beginsFilter } from '../filter-words.ts'
import type { OptionName, Values } from '../options.ts'
import { conversationsPlan, type ConversationsPlan } from './parts/conversations.ts'
import { filterPlan, type FilterPlan } from './parts/selection.ts'
import { sinksPlan, type SinksPlan } from './parts/sinks.ts'

/** `onwire live`. */
export interface LivePlan {
  readonly source: SourcePlan
  readonly settings: Omit<CaptureSettings, 'captureFilter'>
  readonly filter: FilterPlan
  readonly conversations: ConversationsPlan
  readonly sinks: SinksPlan
  /** The user to drop privileges to. */
  readonly user: string | undefined
  readonly failOnDrop: boolean
  readonly verbose: boolean
}

/** Where packets come from: interfaces of this or another host, the output of a command, or a connection. */
export type SourcePlan = InterfacesPlan | CommandPlan | RemotePlan | TcpPlan

export interface InterfacesPlan {
  readonly kind: 'interfaces'
  /** Empty for the default interface. */
  readonly names: readonly string[]
  readonly engine: EngineName | undefined
  readonly processes: boolean
}

interface CommandPlan {
  readonly kind: 'command'
  readonly command: string
}

interface RemotePlan {
  readonly kind: 'remote'
  readonly host: string
  readonly names: readonly string[]
  readonly program: Values['remote-program']
  readonly ssh: string | undefined
}

interface TcpPlan {
  readonly kind: 'tcp'
  readonly address: string
}

/** Throws UsageError, also for options that cannot be used together. */
export async function livePlan(values: Values, operands: readonly string[]): Promise<LivePlan> {
  const { names, words } = namedSource(values, operands)
  return {
    source: sourcePlan(names, values),
    settings: settingsOf(values),
    filter: filterPlan(values, words, 'capture'),
    sinks: await sinksPlan(values),
    user: values['relinquish-privileges'],
    failOnDrop: values['fail-on-drop'] ?? false,
    verbose: values.verbose !== undefined,
    conversations: conversationsPlan(values),
  }
}

/** What `-L` and `-J` list instead of capturing. */
export interface ChoicesPlan {
  readonly names: readonly string[]
  readonly choices: 'link types' | 'time stamp types'
  readonly monitorMode: boolean
}

/** Undefined unless one of them is given. */
export function choicesPlan(values: Values, operands: readonly string[]): ChoicesPlan | undefined {
  const links = values['list-data-link-types'] ?? false
  if (!links && !values['list-time-stamp-types']) return undefined
  const { names } = namedSource(values, operands)
  return { names, choices: links ? 'link types' : 'time stamp types', monitorMode: values['monitor-mode'] ?? false }
}

/** The interfaces or the address, and the words of the filter after them. A command needs no interface. */
function namedSource(values: Values, operands: readonly string[]) {
  if (values.interface !== undefined || values.command !== undefined)
    return { names: values.interface ?? [], words: operands }
  const [wanted, ...words] = operands
  // An interface of such a name can be given with -i.
  if (wanted === undefined || beginsFilter(wanted)) return { names: [], words: operands }
  return { names: wanted.split(','), words }
}

function sourcePlan(names: readonly string[], values: Values): SourcePlan {
  const { command, remote, engine, ssh, processes = false, 'remote-program': program } = values
  if (remote === undefined) refuse(values, ['ssh', 'remote-program'], 'needs --remote')
  if (command !== undefined) {
    refuse(values, ['remote', 'interface', ...interfaceOptions], 'cannot be used with --command')
    return { kind: 'command', command }
  }
  if (remote !== undefined) {
    refuse(values, ['engine'], 'cannot be used with --remote: use --remote-program')
    refuse(values, ['processes'], 'cannot be used with --remote: the processes run on the other host')
    return { kind: 'remote', host: remote, names, program, ssh }
  }
  const [address] = names
  if (address === undefined || !isTcpAddress(address)) return { kind: 'interfaces', names, engine, processes }
  refuse(values, interfaceOptions, `cannot be used with ${address}`)
  if (names.length > 1) throw new UsageError(`${address} cannot be combined with other sources`)
  return { kind: 'tcp', address }
}

/** Options for capturing from an interface of this host. */
const interfaceOptions: readonly OptionName[] = [
  'engine',
  'no-promiscuous-mode',
  'buffer-size',
  'memory',
  'immediate-mode',
  'monitor-mode',
  'linktype',
  'time-stamp-type',
  'time-stamp-precision',
  'direction',
  'processes',
]

function refuse(values: Values, names: readonly OptionName[], why: string): void {
  const name = names.find((each) => values[each] !== undefined)
  if (name !== undefined) throw new UsageError(`--${name} ${why}`)
}

function settingsOf(values: Values): LivePlan['settings'] {
  const { 'buffer-size': kibibytes, memory: mebibytes } = values
  return {
    snapLength: values['snapshot-length'] || undefined,
    promiscuous: !values['no-promiscuous-mode'],
    monitorMode: values['monitor-mode'],
    immediate: values['immediate-mode'],
    bufferSize: kibibytes === undefined ? undefined : Math.min(kibibytes * 1024, 2 ** 31 - 1),
    memory: mebibytes === undefined ? undefined : mebibytes * 2 ** 20,
    timestampType: values['time-stamp-type'],
    timestampPrecision: values['time-stamp-precision'],
    linkType: values.linktype,
    direction: values.direction,
  }
}
