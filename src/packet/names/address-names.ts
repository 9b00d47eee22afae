/** Names that lines show in place of addresses and ports, on request; nothing is looked up on the network. */
import type { Batch } from '../../files/batch.ts'
import type { CaptureDescription } from '../../files/description.ts'
import { ipv4Text, ipv6Text, macText, type FieldType } from '../../schema/index.ts'
import { printable } from '../../text/escape.ts'
import { cutEnd } from '../../text/width.ts'
import type { Layers } from '../layers.ts'
import { entries } from '../registry/index.ts'
import { macName, type Vendors } from './mac-names.ts'

export interface NameSources {
  /** Names of hosts by address, as in /etc/hosts; with them also those that a pcapng file records. */
  readonly hosts?: ReadonlyMap<string, string> | undefined
  /** Takes names from the DNS answers of the capture itself. */
  readonly answers?: boolean | undefined
  /** Names of services by transport protocol and port: `tcp/80`. */
  readonly services?: ReadonlyMap<string, string> | undefined
  /** Vendors of MAC addresses; with them also the names of well-known addresses. */
  readonly vendors?: Vendors | undefined
  /** Names of hosts by address that become known while packets are shown. */
  readonly resolved?: ReadonlyMap<string, string> | undefined
}

export class AddressNames {
  private readonly learned = new Map<string, string>()
  private source: Pick<CaptureDescription, 'names'> | undefined
  private recorded = 0

  /** Of what the capture says at most `most` names are kept; a new one then replaces the oldest. */
  constructor(
    private readonly sources: NameSources,
    private readonly most = 20_000,
  ) {}

  /** Takes what the capture says about names, up to this packet. */
  learn(batch: Batch, layers: Layers): void {
    if (this.sources.hosts !== undefined) this.takeRecorded(batch)
    if (this.sources.answers) for (let index = 0; index < layers.count; index++) this.takeAnswers(layers, index)
  }

  /** The name of the address at byte `at`; undefined if it has none. */
  address(type: FieldType, bytes: Uint8Array, at: number): string | undefined {
    const { vendors, hosts, resolved } = this.sources
    if (type === 'ether') return vendors && macName(macText(bytes, at), vendors)
    const text = type === 'ipv4' ? ipv4Text(bytes, at) : ipv6Text(bytes, at)
    return this.learned.get(text) ?? hosts?.get(text) ?? resolved?.get(text)
  }

  /** The name of a port of a transport protocol such as `tcp`. */
  port(protocol: string, port: number): string | undefined {
    return this.sources.services?.get(`${protocol}/${port}`)
  }

  /** The blocks of names in a pcapng file, which may stand anywhere in it. */
  private takeRecorded({ capture }: Batch): void {
    if (capture !== this.source) this.recorded = 0
    this.source = capture
    for (; this.recorded < capture.names.length; this.recorded++) {
      const { address, names } = capture.names[this.recorded]!
      const text =
        address.length === 4 ? ipv4Text(address, 0) : address.length === 16 ? ipv6Text(address, 0) : undefined
      if (text !== undefined && names[0] !== undefined) this.remember(text, names[0])
    }
  }

  /** The addresses in an answer belong to the name that was asked for. */
  private takeAnswers(layers: Layers, index: number): void {
    if (entries[layers.protocol[index]!]!.schema.family !== 'names' || !layers.isHeaded(index)) return
    const { questions = [], answers = [] } = layers.view(index) as Partial<Message>
    const asked = questions[0]?.name
    for (const { name, address } of answers.slice(0, mostAnswers))
      if (address !== undefined) this.remember(address, asked ?? name)
  }

  private remember(address: string, name: string): void {
    const shown = cutEnd(printable(name), longestName)
    if (shown === '' || this.learned.get(address) === shown) return
    this.learned.delete(address)
    this.learned.set(address, shown)
    if (this.learned.size > this.most) this.learned.delete(this.learned.keys().next().value!)
  }
}

/** What of a message of a name service counts here. */
interface Message {
  readonly questions: readonly { readonly name: string }[]
  readonly answers: readonly { readonly name: string; readonly address?: string | undefined }[]
}

const mostAnswers = 64
const longestName = 64
