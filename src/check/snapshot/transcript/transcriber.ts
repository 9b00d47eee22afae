/** Turns traffic into reproducible text, for snapshots. */
import type { Batch } from '../../../files/batch.ts'
import { Layers } from '../../../packet/layers.ts'
import type { CarriedPiece } from '../../../conversations/carried/carried-role.ts'
import { ConversationFollower } from '../../../conversations/follower.ts'
import { ConversationKey, echoHeader } from '../../../conversations/conversation-key.ts'
import { serviceOf } from '../../../reports/conversation.ts'
import { addressOf, clientOf } from '../../../reports/conversations.ts'
import { wordAt } from '../../../conversations/tcp/options.ts'
import { ConversationTable } from '../../../conversations/conversation-table.ts'
import type { TranscriptOptions } from '../options.ts'
import { isMaskedField } from '../ignorable-fields.ts'
import { sortedEntries } from '../sorted-entries.ts'
import type { BinaryForm } from './content.ts'
import { Conversation, type Transport } from './conversation.ts'
import { Datagrams, Echoes, summaryOf } from './datagrams.ts'
import { DnsStream } from './dns-stream.ts'
import { Omissions } from './omissions.ts'
import { isNameMessage, Questions } from './questions.ts'
import { TextMasks } from '../masks.ts'
import { once, rendered } from './render.ts'
import type { ConversationState, Dialog } from './dialog.ts'
import { isTlsAlert } from './tls.ts'
import { ProtocolDetector } from './detector.ts'
import { DecryptedBytes, type Decryption } from './decrypted.ts'
import { QuicConnections } from './http/quic.ts'

/**
 * Takes the packets of a capture; memory is bounded. Omitted are times, ephemeral ports, identifiers, checksums,
 * sequence numbers, acknowledgments, retransmissions and segmentation.
 *
 *     const transcriber = new Transcriber({ ignore: ['http.user_agent'] })
 *     for await (const batch of await openFile('trace.pcapng')) transcriber.take(batch)
 *     console.log(transcriber.text())
 */
export class Transcriber implements ConversationState {
  private readonly omissions: Omissions
  private readonly masks: TextMasks
  private readonly unordered: boolean
  private readonly binary: BinaryForm
  private readonly showSecrets: boolean
  private readonly follower: ConversationFollower
  private readonly decrypted = new DecryptedBytes()
  private readonly layers = new Layers()
  private readonly between = new ConversationKey()
  private readonly quoted = new ConversationKey()
  private readonly table = new ConversationTable()
  private readonly conversations: Conversation[] = []
  private readonly questions: Questions
  /** The budgets for bytes that arrived out of order, and for content that is kept. */
  private readonly waiting = { left: 16 << 20 }
  readonly budget = { bytes: 64 << 20 }
  private readonly quic = new QuicConnections(this)
  /** How many packets were taken: the position of the current one. */
  place = 0
  private leftPackets = 0

  /** Throws TypeError for a field that is unknown or in no transcript, and for an invalid regular expression. */
  constructor(options: TranscriptOptions = {}, decryption?: Decryption) {
    const { ignore, mask = [], unordered = false, binary = 'length', showSecrets = false } = options
    this.showSecrets = showSecrets
    const observe = (piece: CarriedPiece) => this.observe(piece)
    this.follower = new ConversationFollower({ ...decryption, again: false, content: false, observe })
    this.unordered = unordered
    this.binary = binary
    const maskedFields = mask.filter(isMaskedField)
    this.omissions = new Omissions(ignore, maskedFields)
    this.masks = new TextMasks(mask.filter((each) => !maskedFields.includes(each)))
    this.questions = new Questions(this.omissions, this.budget)
  }

  /**
   * Takes the next frames; follows their conversations unless that was done, by what told `observe` which bytes were
   * decrypted.
   */
  take(batch: Batch): void {
    this.follower.follow(batch)
    for (let index = 0; index < batch.length; index++) this.packet(batch, index)
    this.decrypted.leave()
  }

  /** Takes bytes of a stream inside a conversation, before the batch that they are of. */
  observe(piece: CarriedPiece): void {
    this.decrypted.keep(piece)
  }

  /** The transcript; no more packets are taken afterwards. */
  text(): string {
    const { omissions, masks, binary, showSecrets, unordered, conversations, questions, leftPackets } = this
    for (const each of conversations) each.finish()
    const context = { omissions, binary, showSecrets, normalize: (text: string) => masks.apply(text) }
    const names = questions.asked.filter(({ protocol }) => !omissions.has(protocol)).map((each) => each.entry(context))
    const dialogs = conversations
      .filter(({ protocols }) => !omissions.has(...protocols))
      .flatMap((each) => each.entries(context))
    const left = [
      ...(questions.left > 0 ? [`... and ${questions.left} more names\n`] : []),
      ...(leftPackets > 0 ? [`... and ${leftPackets} packets of more conversations\n`] : []),
    ]
    const text = rendered([...once(names), ...dialogs], left)
    return unordered ? sortedEntries(text) : text
  }

  /** After `text()`: a line for each name and mask that had no effect. */
  notes(): readonly string[] {
    return [...this.omissions.notes(), ...this.masks.notes()]
  }

  private packet(batch: Batch, index: number): void {
    const { layers, between } = this
    this.place++
    layers.decode(batch, index)
    if (!between.find(layers)) return
    const { kind, ends, sourcePort } = between
    if (kind === 'icmp' || kind === 'icmpv6') {
      if (sourcePort >= 0) this.echo()
      else this.error(kind)
    } else if (ends.cut !== ends.port) {
      if (kind === 'tcp') this.tcp(batch.number(index))
      else this.datagram(kind)
    }
  }

  private tcp(frame: number): void {
    const { layers, between, place } = this
    const { port } = between.ends
    const bytes = layers.bytesOf(port)
    const known = this.find(between)
    const at = layers.start[port]!
    const flags = bytes[at + 13]!
    const sequence = wordAt(bytes, at + 4)
    const acknowledgment = wordAt(bytes, at + 8)
    const begun = (flags & synAndAck) === syn ? sequence : undefined
    // Another SYN than before: the ports are reused.
    const again = known !== undefined && begun !== undefined && known.initial !== begun
    // A SYN may be captured after its answer, which tells its sequence number, unless it had data (TCP Fast Open).
    const initial = (flags & synAndAck) === synAndAck ? (acknowledgment - 1) | 0 : begun
    const [end, originalEnd] = [layers.end[port]!, layers.originalEnd[port]!]
    const start = Math.min(originalEnd, at + (bytes[at + 12]! >> 4) * 4)
    // Of a connection that began before the capture only data is shown, since the time of its close is arbitrary.
    if (known === undefined && (flags & syn) === 0 && (originalEnd - start <= 1 || isTlsAlert(bytes, start, end)))
      return
    const conversation = known === undefined || again ? this.begin(this.isFromClient('tcp'), initial, again) : known
    if (conversation === undefined) return
    const role = conversation.roleOf(this.table.upward)
    const piece = { sequence, bytes, from: start, to: Math.max(start, end), originalTo: originalEnd, isOwn: false }
    conversation.segment(role, flags, acknowledgment, piece, place)
    for (const found of this.decrypted.take(frame)) conversation.carried(conversation.roleOf(found.isUpward), found)
    conversation.layers(role, layers, port)
  }

  private datagram(kind: 'udp' | 'sctp'): void {
    const conversation = this.find(this.between) ?? this.begin(kind === 'sctp' || this.isFromClient(kind))
    if (conversation === undefined) return
    conversation.end = this.place
    if (conversation.dialog instanceof Datagrams) this.addDatagram(conversation.dialog, conversation)
  }

  /** Whether the sender of the current packet is the client. */
  private isFromClient(kind: 'tcp' | 'udp'): boolean {
    const { ends, sourcePort, destinationPort } = this.between
    return clientOf(kind, this.layers, ends.port, sourcePort, destinationPort) === 0
  }

  /** Adds the current datagram to its dialog. */
  private addDatagram(dialog: Datagrams, conversation: Conversation): void {
    const { layers, questions, place } = this
    const { port } = this.between.ends
    const role = conversation.roleOf(this.table.upward)
    const view = dialog.datagram(role, layers, port)
    if (view !== undefined && isNameMessage(view)) questions.take(view, view.schema.name, conversation.start, place)
    this.quic.take(dialog, role, layers, port)
  }

  /** ICMP echoes are conversations of their own. */
  private echo(): void {
    const { layers, between, place } = this
    // By type rather than by address: a host that pings itself has only one.
    const reply = between.isReply(layers)
    const conversation = this.find(between) ?? this.begin(!reply)
    if (conversation === undefined) return
    conversation.end = place
    conversation.dialog.take(
      reply ? 'server' : 'client',
      layers.bytesOf(between.layer),
      layers.start[between.layer]! + echoHeader,
      layers.originalEnd[between.layer]!,
    )
  }

  /** An ICMP error belongs to the conversation of the packet that it quotes. */
  private error(kind: 'icmp' | 'icmpv6'): void {
    const { layers, quoted, place } = this
    const { layer } = this.between
    if (!quoted.find(layers, layer + 1)) return
    this.find(quoted)?.fail(summaryOf(layers.view(layer)) ?? kind, place)
  }

  private find(between: ConversationKey): Conversation | undefined {
    return this.conversations[between.numberIn(this.table, this.layers)]
  }

  /** Begins a conversation with the current packet; with `again`, between the ports of an earlier one. */
  private begin(clientFirst: boolean, initial?: number, again = false): Conversation | undefined {
    const { layers, table, conversations, questions, place } = this
    const { kind, ends, sourcePort, destinationPort } = this.between
    const number = conversations.length
    if (number >= mostConversations) {
      this.leftPackets++
      return undefined
    }
    const address = addressOf(layers, ends.address, clientFirst ? 'destination' : 'source')
    const port = clientFirst ? destinationPort : sourcePort
    if (port >= firstEphemeralPort && (kind === 'tcp' || kind === 'udp') && serviceOf(kind, port) === undefined)
      this.masks.hidePort(port)
    const conversation = new Conversation(
      place,
      kind,
      (conversation) => this.dialogOf(kind, port, conversation),
      { address, port, name: questions.nameOf(address) },
      table.upward,
      clientFirst,
      this.waiting,
      this.budget,
      initial,
    )
    conversations.push(conversation)
    if (again) table.replace(number)
    else table.add(number)
    return conversation
  }

  private dialogOf(kind: Transport, port: number, conversation: ConversationState): Dialog {
    if (kind === 'udp') return new Datagrams(conversation.budget)
    if (kind !== 'tcp') return new Echoes(kind)
    const began = this.place
    return port === dnsPort
      ? new DnsStream((message) => this.questions.take(message, 'dns', began, this.place))
      : new ProtocolDetector(conversation)
  }
}

const mostConversations = 10_000
/** Systems assign ephemeral ports from here on. */
const firstEphemeralPort = 32_768
const dnsPort = 53
const syn = 0x02
const synAndAck = 0x12
