/** What the packets of a datagram tell, and what those before them tell of them. */
import type { StreamMemory, View } from '../../../../schema/index.ts'
import { Connections, type Found } from './connections.ts'
import { isOpened } from './connection.ts'
import { headerAt, isLong, isPadding, type Epoch, type Header } from './header.ts'
import { Hello } from './hello.ts'
import { isRetryWhole, type Opened } from './protection.ts'
import { quicFrames } from './frames.ts'
import { badRetry, type Told, type ToldPacket } from './told.ts'
import { versionOf } from './versions.ts'

/** Takes note of a datagram. */
export function remember({ bytes, start, end, originalEnd, limit }: View, memory: StreamMemory): Told {
  const connections = Connections.of(memory)
  const packets: ToldPacket[] = []
  let first: Found | undefined
  for (let at = start; packets.length < mostPackets && !isPadding(bytes, at, end);) {
    const found = connections.find(bytes, at, end, memory)
    const header = found?.header ?? headerAt(bytes, at, end)
    if (header === undefined) break
    if (found !== undefined) {
      first ??= found
      Connections.enter(memory, found)
      const isCut = header.isCut || (header.end === end && originalEnd > limit)
      packets.push({ at: at - start, idLength: header.destination.length, ...look(bytes, header, isCut, found, memory) })
    }
    at = header.end
  }
  const { connection, isUpward = true } = first ?? {}
  return {
    connection: connection?.number,
    unknown: connection === undefined ? true : undefined,
    isUpward,
    packets,
    hasSecrets: memory.keys.isEmpty !== true,
    state: connection && (() => connection),
  }
}

type Outcome = Omit<ToldPacket, 'at' | 'idLength'>

function look(bytes: Uint8Array, header: Header, isCut: boolean, found: Found, memory: StreamMemory): Outcome {
  const { connection, isUpward } = found
  const connections = Connections.of(memory)
  if (header.type === 'retry') return lookAtRetry(bytes, header, isCut, found, connections)
  const epoch = epochs[header.type]
  if (epoch === undefined) return {}
  if (isLong(bytes, header.start)) {
    connections.learn(header.source, connection, isUpward)
    connection.idLengths[isUpward ? 'client' : 'server'] = header.source.length
  }
  if (isCut) return { epoch }
  const opened = connection.open(bytes, header, epoch, isUpward, memory.keys)
  if (!isOpened(opened)) return { epoch, ...opened }
  const { firstByte, number, numberLength, plain } = opened
  return { epoch, firstByte, number, numberLength, plain, words: read(opened, epoch, found, connections) }
}

/** RFC 9000, section 17.2.5: the client begins again, and calls the server what this packet says. */
function lookAtRetry(bytes: Uint8Array, header: Header, isCut: boolean, found: Found, connections: Connections): Outcome {
  const { connection } = found
  const version = versionOf(header.version)
  if (isCut || version === undefined) return {}
  if (!isRetryWhole(bytes, header, version, connection.originalId)) return { failure: badRetry }
  connection.retry(header.source)
  connections.learn(header.source, connection, false)
  connection.idLengths.server = header.source.length
  return {}
}

/** Reads what the frames of a packet say of the connection; gives the handshake messages that end in them, in words. */
function read({ plain }: Opened, epoch: Epoch, found: Found, connections: Connections): readonly string[] | undefined {
  const { connection, isUpward } = found
  let words: string[] | undefined
  for (const frame of quicFrames.view(plain, 0, plain.length).frames) {
    if (frame.newConnectionId !== undefined) connections.learn(frame.newConnectionId, connection, isUpward)
    const { cryptoOffset, cryptoData } = frame
    if (cryptoOffset === undefined || cryptoData === undefined) continue
    for (const message of connection.crypto(epoch, isUpward).take(Number(cryptoOffset), cryptoData)) {
      const hello = new Hello(message)
      hello.tell(connection, isUpward)
      if ((words ??= []).length < mostWords) words.push(hello.words)
    }
  }
  return words
}

const epochs: Partial<Readonly<Record<Header['type'], Epoch>>> = {
  initial: 'initial', early: 'early', handshake: 'handshake', short: 'application',
}
/** Limits: of packets in a datagram, and of messages that are named. */
const mostPackets = 64
const mostWords = 6
