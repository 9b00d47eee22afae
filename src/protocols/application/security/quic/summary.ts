/** A datagram in words: the types of its packets, and the handshake messages in them. */
import { lineOf, nameIn, type View, type ViewOf } from '../../../../schema/index.ts'
import { quicErrors, quicFrameTypes } from '../../../names/quic.ts'
import { quicFrames } from './frames.ts'
import { headerAt, isPadding } from './header.ts'
import { packetName } from './packet-names.ts'
import { toldPackets, type ToldPacket } from './told.ts'

/** `Initial, Client Hello (example.test)`; `Handshake (ACK), 1-RTT (STREAM 0 4)`. */
export function summaryOf(layer: View): string {
  const words: string[] = []
  for (const { name, told } of packetsIn(layer)) {
    const frames = told?.plain === undefined ? [] : quicFrames.view(told.plain, 0, told.plain.length).frames
    const said = [...(told?.words ?? []), ...closings(frames)]
    const names = said.length === 0 ? frameNames(frames) : ''
    if (words.at(-1) !== name || names !== '') words.push(`${name}${names}`)
    words.push(...said)
  }
  return words.slice(0, mostWords).join(', ')
}

/** A line for each packet: `Handshake 0: ACK 0, CRYPTO at 0, 36 bytes`. */
export function detailsOf(layer: View): string[] {
  return packetsIn(layer).map(({ name, told }) => {
    const { number, plain, failure } = told ?? {}
    if (plain === undefined) return failure === undefined ? name : `${name}: ${failure}`
    const frames = quicFrames.view(plain, 0, plain.length).frames.slice(0, mostWords)
    return `${name} ${number}: ${frames.map((frame) => frame.schema.summary!(frame as never)).join(', ')}`
  })
}

type Frames = ViewOf<typeof quicFrames>['frames']

interface Named {
  readonly name: string
  readonly told: ToldPacket | undefined
}

/** The packets of a datagram. */
function packetsIn(layer: View): readonly Named[] {
  const { bytes, start, end } = layer
  const all = toldPackets(layer)
  const packets: Named[] = []
  for (let at = start; packets.length < mostWords && !isPadding(bytes, at, end);) {
    packets.push({ name: packetName(bytes, at, end), told: all.find((packet) => packet.at === at - start) })
    at = headerAt(bytes, at, end)?.end ?? end
  }
  return packets
}

/** What a packet holds that says nothing of its own: ` (ACK, STREAM 0 4)`, with the streams. */
function frameNames(frames: Frames): string {
  const streams = new Map<string, Set<number | bigint>>()
  for (const { type, streamId } of frames) {
    const name = nameIn(quicFrameTypes, Number(type)) ?? `frame 0x${type.toString(16)}`
    if (!streams.has(name)) streams.set(name, new Set())
    if (streamId !== undefined) streams.get(name)!.add(streamId)
  }
  streams.delete('PADDING')
  const words = Array.from(streams, ([name, ids]) => lineOf([name, ...firstOf([...ids])], ' '))
  return words.length === 0 ? '' : ` (${firstOf(words).join(', ')})`
}

/** Those that a line has room for, and a sign that there are more. */
const firstOf = <T>(all: readonly T[]): readonly (T | string)[] =>
  all.length > mostWords ? [...all.slice(0, mostWords), '...'] : all

/** Why a connection is closed. */
function closings(frames: Frames): string[] {
  const words: string[] = []
  for (const { type, closeError, applicationError, reason } of frames) {
    if (type !== 0x1c && type !== 0x1d) continue
    const known = closeError === undefined ? undefined : nameIn(quicErrors, Number(closeError))
    const error = closeError === undefined ? `application error ${applicationError}` : (known ?? `error ${closeError}`)
    words.push(`closed: ${error}${reason ? ` (${reason})` : ''}`)
  }
  return words.slice(0, 1)
}

const mostWords = 8
