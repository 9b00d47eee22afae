/** BitTorrent between peers: BEP 3 (2008), the fast extension BEP 6, the extension protocol BEP 10, and the port of DHT, BEP 5. */
import {
  asciiText, bytes, goesOn, holding, nameIn, protocol, range, record, rest, text, u16, u32, u8, unfinished, type Framing, type View,
} from '../../../schema/index.ts'

const types = {
  0: 'Choke', 1: 'Unchoke', 2: 'Interested', 3: 'Not Interested', 4: 'Have', 5: 'Bitfield', 6: 'Request', 7: 'Piece', 8: 'Cancel',
    9: 'Port',
  13: 'Suggest Piece', 14: 'Have All', 15: 'Have None', 16: 'Reject Request', 17: 'Allowed Fast', 20: 'Extended', 21: 'Hash Request',
  22: 'Hashes', 23: 'Hash Reject',
}
const known = Object.keys(types).map(Number)
const handshakeLength = 68
const name = '\x13BitTorrent protocol'
const message = record('Message', { length: u32('bittorrent.length', 'Length'), type: u8('bittorrent.type', 'Type') })
/** Lengths that a type cannot have are those of other bytes; a piece is at most 128 KiB, and a bitfield of any torrent is shorter. */
const isMessage = message.recognizer({ length: range(1, 0x20_0000), type: known })
const isKeepAlive = record('Message', { length: u32('bittorrent.length', 'Length') }).recognizer({ length: 0 })
const [lengthAt, typeAt] = [message.reader('length'), message.reader('type')]
const sizes: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 1, 3: 1, 4: 5, 6: 13, 8: 13, 9: 3, 13: 5, 14: 1, 15: 1, 16: 13, 17: 5 }

const isHandshake = (bytes: Uint8Array, start: number, end: number) => {
  const there = Math.min(end - start, name.length)
  return there > 0 && asciiText(bytes, start, start + there) === name.slice(0, there)
}
const isWhole = (bytes: Uint8Array, start: number, end: number) => end - start >= name.length && isHandshake(bytes, start, end)
const fits = (bytes: Uint8Array, start: number, end: number) => {
  if (!isMessage(bytes, start, end)) return false
  const size = sizes[typeAt(bytes, start)]
  return size === undefined || size === lengthAt(bytes, start)
}

/** Bytes in the middle of a message whose beginning was not captured, or that are encrypted, are data of the same conversation. */
const lengthIn = (bytes: Uint8Array, start: number, end: number): number => {
  if (isHandshake(bytes, start, end)) return end - start < name.length ? unfinished : handshakeLength
  if (end - start < 5) return isKeepAlive(bytes, start, end) ? 4 : unfinished
  if (isKeepAlive(bytes, start, end)) return 4
  return fits(bytes, start, end) ? 4 + lengthAt(bytes, start) : end - start
}

const framing: Framing = (bytes, start, end) => lengthIn(bytes, start, end)

const kinds = { handshake: 1, keepAlive: 2, message: 3, data: 4 } as const
const kindOf = ({ bytes, start, end }: View) =>
  isWhole(bytes, start, end) ? kinds.handshake
    : isKeepAlive(bytes, start, end) ? kinds.keepAlive : fits(bytes, start, end) ? kinds.message : kinds.data

function sizeOf({ bytes, start, end }: View): number {
  const size = lengthIn(bytes, start, end)
  return size > 0 ? size : end - start
}

const piece = { index: u32('bittorrent.piece.index', 'Piece index', { base: 16 }) }
const block = {
  ...piece, begin: u32('bittorrent.piece.begin', 'Begin offset of piece', { base: 16 }),
  size: u32('bittorrent.piece.length', 'Piece Length', { base: 16 }),
}
const body = record('Message', {
  length: u32('bittorrent.msg.length', 'Message Length', { unit: 'bytes' }), type: u8('bittorrent.msg.type', 'Message Type',
    { names: types }),
}).choice('type', {
  4:  piece,
  5:  { bitfield: rest('bittorrent.msg.bitfield', 'Bitfield data') },
  6:  block,
  7:  { ...piece, begin: u32('bittorrent.piece.begin', 'Begin offset of piece', { base: 16 }), data: rest('bittorrent.piece.data',
    'Data in a piece') },
  8:  block,
  9:  { port: u16('bittorrent.port', 'Port') },
  13: piece,
  16: block,
  17: piece,
  20: { extendedId: u8('bittorrent.extended.id', 'Extended Message ID'), extended: rest('bittorrent.extended', 'Extended Message') },
})

export const bittorrent = protocol('bittorrent', 'BitTorrent', { tcp: [], 'bittorrent.next': [1], announced: ['bittorrent'] })
  .specified('BEP 3')
  .choice(kindOf, {
    [kinds.handshake]: {
      nameLength:   u8('bittorrent.protocol.name.length', 'Protocol Name Length'),
      protocolName: holding(text('bittorrent.protocol.name', 'Protocol Name', 19), 'vocabulary'),
      reserved:     holding(bytes('bittorrent.reserved', 'Reserved Extension Bytes', 8), 'vocabulary'),
      infoHash:     bytes('bittorrent.info_hash', 'SHA1 Hash of info dictionary', 20),
      peerId:       bytes('bittorrent.peer_id', 'Peer ID', 20),
    },
    [kinds.keepAlive]: { keepAlive: u32('bittorrent.msg.length', 'Message Length') },
    [kinds.message]: body,
    [kinds.data]: { continued: rest('bittorrent.continuous_data', 'Continuation data') },
  })
  .length((layer: View) => sizeOf(layer))
  .accepts(isWhole, 'heuristic')
  .streamed(framing)
  .announces(['announced'], ({ protocolName }) => (protocolName === undefined ? [] : goesOn('tcp', [['announced', 'bittorrent']])))
  .payload({ tables: [['bittorrent.next', () => 1]] })
  .colored('stream')
  .summarized((layer) => {
    const { protocolName, keepAlive, type, index, begin, size, data } = layer
    if (protocolName !== undefined) return 'Handshake'
    if (keepAlive !== undefined) return 'Keep-Alive'
    if (type === undefined) return 'Continuation data'
    const inPiece = begin === undefined ? '' : `, offset ${begin}, ${size ?? data?.length ?? 0} bytes`
    return `${nameIn(types, type) ?? `type ${type}`}${index === undefined ? '' : ` piece ${index}${inPiece}`}`
  }, { all: true })
