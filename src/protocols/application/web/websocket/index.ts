/** WebSocket, RFC 6455: frames, and the messages that end in them. */
import {
  bits, bytes, computed, computedBytes, computedText, fact, finding, flag, nameIn, only, overlay, protocol, rest, u16, u64, unsigned,
  utf8Text, when, type Derived, type TableKey, type View,
} from '../../../../schema/index.ts'
import { frameHead, isControl, unmasked, type FrameHead } from './frames.ts'
import { closeCodes, opcode, opcodes } from './names.ts'
import { lengthInStream, toldIn, type Told } from './stream.ts'

export { frameHead, unmasked, type FrameHead } from './frames.ts'

/** Frames after an Upgrade of HTTP: section 5.2. */
export const websocket = protocol('websocket', 'WebSocket', { 'http.upgrade': ['websocket'] })
  .specified('RFC 6455')
  .fields({
    fin:           flag('websocket.fin', 'Fin'),
    compressed:    overlay(only(isDeflating, flag('websocket.pmc', 'Per-Message Compressed'))),
    reserved:      bits(3, 'websocket.rsv', 'Reserved', { base: 16 }),
    opcode:        bits(4, 'websocket.opcode', 'Opcode', { names: opcodes }),
    mask:          flag('websocket.mask', 'Mask'),
    payloadLength: bits(7, 'websocket.payload_length', 'Payload length'),
  })
  .fields({
    extendedLength:     when({ payloadLength: 126 }, u16('websocket.payload_length_ext_16', 'Extended Payload length (16 bits)')),
    longExtendedLength: when({ payloadLength: 127 }, u64('websocket.payload_length_ext_64', 'Extended Payload length (64 bits)')),
    maskingKey:         when('mask', bytes('websocket.masking_key', 'Masking-Key', 4)),
  })
  .length(lengthOf)
  .fields({
    maskedPayload:   when('mask', { ...rest('websocket.masked_payload', 'Masked payload'), type: 'none' }),
    plainPayload:    when({ mask: false }, rest('websocket.payload', 'Payload')),
    unmaskedPayload: computedBytes('websocket.payload', 'Payload', unmaskedOf),
    continuation:    computedBytes('websocket.payload.continue', 'Continue', ofKind(goesOn)),
    text:            computedText('websocket.payload.text', 'Text', textOf),
    close:           finding('websocket.payload.close', 'Close', (frame: View) => closeOf(frame) !== undefined),
    closeCode:       computed('websocket.payload.close.status_code', 'Status code', closeCodeOf, { names: closeCodes }),
    closeReason:     computedText('websocket.payload.close.reason', 'Reason', closeReasonOf),
    ping:            computedBytes('websocket.payload.ping', 'Ping', ofKind((code) => code === opcode.ping)),
    pong:            computedBytes('websocket.payload.pong', 'Pong', ofKind((code) => code === opcode.pong)),
    unknown:         computedBytes('websocket.payload.unknown', 'Unknown', ofKind((code) => nameIn(opcodes, code) === undefined)),
  })
  .streamed(lengthInStream, { tells: (memory) => toldIn(memory) as never })
  .facts({
    fragments:         fact.number('websocket.fragment.count', 'Fragment count'),
    reassembledLength: fact.number('websocket.reassembled.length', 'Reassembled WebSocket payload length', { unit: 'bytes' }),
  })
  .derives(['ws.protocol', 'ws.payload'], contents)
  .notes({
    name: 'websocket.control_frame', severity: 'warning', text: 'Control frames are not fragmented, and have 125 bytes at most',
    when: ({ opcode, fin, payloadLength }) => isControl(opcode) && (!fin || payloadLength > longestControl),
  })
  .notes({
    name: 'websocket.decompression.failed', severity: 'warning', text: 'Not all of the message could be decompressed',
    when: (frame) => toldOf(frame)?.isCut === true && webSocketMessage(frame)?.isChanged === true,
  })
  .colored('web', (frame) => ((closeCodeOf(frame) || 1000) > 1001 ? 'warning' : undefined))
  .summarized(words)

function headOf(frame: View): FrameHead | undefined {
  return frame.once(frameHead, () => frameHead(frame.bytes, frame.start, frame.end))
}

function lengthOf(frame: View): number {
  const head = headOf(frame)
  return head === undefined ? Infinity : head.payload + head.length - frame.start
}

function payloadOf(frame: View): Uint8Array | undefined {
  const head = headOf(frame)
  return head && head.length > 0 ? frame.once(unmasked, () => unmasked(frame.bytes, head, frame.end)) : undefined
}

/** The payload of a frame with a mask. */
function unmaskedOf(frame: View): Uint8Array | undefined {
  return headOf(frame)?.mask === -1 ? undefined : payloadOf(frame)
}

const toldOf = ({ facts }: View): Told | undefined => facts as Told | undefined

function isDeflating(frame: View): boolean {
  return toldOf(frame)?.isDeflating === true
}

/** A message, whether what it is made of is compressed, and whether it does not lie in the frame as it is but for a mask. */
export interface WebSocketMessage {
  readonly kind: number
  readonly bytes: Uint8Array
  readonly isChanged: boolean
}

/** The message that ends in a frame; undefined where none does, or its bytes cannot be told. */
export function webSocketMessage(frame: View): WebSocketMessage | undefined {
  const head = headOf(frame)
  if (head === undefined || !head.isFinal || isControl(head.opcode)) return undefined
  const { message, kind = head.opcode } = toldOf(frame) ?? {}
  if (message !== undefined) return { kind, bytes: message, isChanged: true }
  if (head.isCompressed || kind === opcode.continuation) return undefined
  return { kind, bytes: payloadOf(frame) ?? nothing, isChanged: false }
}

/** The message as a layer: of the subprotocol, or of the kind that it is. */
function contents(frame: View): readonly Derived[] {
  const message = webSocketMessage(frame)
  if (message === undefined || message.bytes.length === 0) return []
  const { subprotocol, fragments, isCut = frame.isShort } = toldOf(frame) ?? {}
  const { kind, bytes, isChanged } = message
  const label = !isChanged ? 'Payload' : fragments !== undefined ? 'Reassembled WebSocket message' : 'Decompressed'
  const speaks: TableKey[] = [['ws.payload', kind === opcode.text ? 'text' : 'binary']]
  if (subprotocol !== undefined) speaks.unshift(['ws.protocol', subprotocol])
  const stream = streams.has(subprotocol ?? '') ? { stream: { id: 'messages' } } : undefined
  return [{ speaks, bytes, isCut, label, isOfFacts: isChanged, ...stream }]
}

/** Whether some of the payload was not captured. */
const isPart = (frame: View): boolean => !(lengthOf(frame) <= frame.end - frame.start)

function textOf(frame: View): string | undefined {
  const { kind, bytes, isChanged } = webSocketMessage(frame) ?? none
  return kind === opcode.text && bytes.length > 0 && (isChanged || !isPart(frame)) ? utf8Text(bytes, 0, bytes.length) : undefined
}

function closeOf(frame: View): Uint8Array | undefined {
  return headOf(frame)?.opcode === opcode.close ? payloadOf(frame) : undefined
}

/** NaN where it has none: section 5.5.1. */
function closeCodeOf(frame: View): number {
  const payload = closeOf(frame)
  return payload === undefined || payload.length < 2 ? NaN : codeIn(payload, 0)
}

function closeReasonOf(frame: View): string | undefined {
  const payload = Number.isNaN(closeCodeOf(frame)) || isPart(frame) ? nothing : payloadOf(frame)!
  return payload.length > 2 ? utf8Text(payload, 2, payload.length) : undefined
}

function words(frame: View): string {
  const head = headOf(frame)
  if (head === undefined) return `continuation, ${frame.originalEnd - frame.start} bytes`
  const name = nameIn(opcodes, head.opcode) ?? `Opcode ${head.opcode}`
  if (head.opcode === opcode.close) {
    const code = closeCodeOf(frame)
    return `Close${Number.isNaN(code) ? '' : ` ${code}`}${quoted(closeReasonOf(frame))}`
  }
  if (isControl(head.opcode)) return `${name}${head.length > 0 ? `, ${head.length} bytes` : ''}`
  const message = webSocketMessage(frame)
  if (message === undefined) {
    const what = !head.isFinal ? 'fragment of ' : head.isCompressed ? 'compressed, ' : ''
    return `${name}, ${what}${head.length} bytes`
  }
  const kind = nameIn(opcodes, message.kind) ?? `Opcode ${message.kind}`
  const { fragments } = toldOf(frame) ?? {}
  const aside = fragments === undefined ? '' : ` (in ${fragments} fragments)`
  const isShown = message.kind === opcode.text && (message.isChanged || !isPart(frame))
  const content = isShown ? quoted(textOf(frame) ?? '') : `, ${message.isChanged ? message.bytes.length : head.length} bytes`
  return `${kind}${content}${aside}`
}

/** The beginning of a text, on one line. */
function quoted(text: string | undefined): string {
  if (text === undefined) return ''
  const line = text.slice(0, mostShown).replace(/\s+/g, ' ')
  return ` "${line}${text.length > mostShown ? '…' : ''}"`
}

function goesOn(code: number, isFinal: boolean): boolean {
  return code === opcode.continuation && !isFinal
}

function ofKind(isMeant: (code: number, isFinal: boolean) => boolean): (frame: View) => Uint8Array | undefined {
  return (frame) => {
    const head = headOf(frame)
    return head && isMeant(head.opcode, head.isFinal) ? payloadOf(frame) : undefined
  }
}

const codeIn = unsigned(16, 0)
const nothing = new Uint8Array(0)
const none: WebSocketMessage = { kind: -1, bytes: nothing, isChanged: false }
/** Subprotocols whose messages lie anywhere in those of the WebSocket (MQTT 5.0, section 6). */
const streams: ReadonlySet<string> = new Set(['mqtt', 'mqttv3.1'])
const longestControl = 125
const mostShown = 80
