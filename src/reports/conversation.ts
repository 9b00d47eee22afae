/** A conversation between two endpoints, and how it ended. */
import { placeOf } from '../packet/names/address-facts.ts'
import { servicePorts } from '../protocols/names/services.ts'
import type { HttpStreams } from './http/streams.ts'
import type { HttpConversation } from './http/messages.ts'
import { definedTime } from './http/requests.ts'
import type { Flow } from './flow.ts'
import type { Connection, Direction, End, ProcessNamed } from './summary.ts'
import type { TlsConversation } from './tls.ts'

export class Conversation {
  /** Index of the client's flow. */
  client: 0 | 1 = 0
  /** Time of the last packet. */
  last: number
  lastPacket: number
  application: string | undefined = undefined
  process: ProcessNamed | undefined = undefined
  http: HttpConversation | undefined = undefined
  http2: HttpStreams | undefined = undefined
  /** The protocol that was read last. */
  speaks: string | undefined = undefined
  tls: TlsConversation | undefined = undefined
  /** Segments with payload examined to detect the protocol. */
  looks = 0
  answerTime = NaN
  acknowledged = false
  /** The last packet with a FIN. */
  closedIn = 0
  resetPacket = 0
  resetBy: 0 | 1 = 0
  refusedPacket = 0
  /** The first ICMP error about it. */
  unreachable: 'refused' | 'unreachable' | undefined = undefined

  constructor(
    readonly number: number,
    readonly protocol: Connection['protocol'],
    readonly sides: readonly [Flow, Flow],
    /** Whether the first flow is that of the lower endpoint, in the order of `ConversationTable`. */
    readonly upward: boolean,
    readonly name: string | undefined,
    readonly time: number,
    readonly firstPacket: number,
  ) {
    this.last = time
    this.lastPacket = firstPacket
  }

  get fromClient(): Flow {
    return this.sides[this.client]
  }
  get fromServer(): Flow {
    return this.sides[this.client === 0 ? 1 : 0]
  }

  /** The application protocol: that of a reader takes precedence over that of a port. */
  get spoken(): string | undefined {
    const { speaks, tls, application, protocol } = this
    // QUIC has the hellos of TLS.
    return speaks ?? (tls !== undefined && protocol === 'tcp' ? 'tls' : application)
  }

  end(): Connection['end'] {
    const { fromClient, fromServer, protocol } = this
    if (protocol !== 'tcp') return this.unreachable ?? (fromServer.packets === 0 ? 'unanswered' : undefined)
    if (this.refusedPacket > 0) return 'refused'
    const finished = (fromClient.finPacket > 0 ? 1 : 0) + (fromServer.finPacket > 0 ? 1 : 0)
    if (finished === 2) return 'closed'
    if (this.resetPacket > 0) return 'reset'
    if (fromServer.packets === 0 && fromClient.syns > 0)
      return this.unreachable === undefined ? 'unanswered' : 'unreachable'
    return finished === 1 ? 'half-closed' : 'open'
  }

  summary(): Connection {
    const { fromClient, fromServer, protocol, client } = this
    const end = this.end()
    return {
      number: this.number,
      protocol,
      client: this.endOf(fromClient),
      server: this.endOf(fromServer),
      name: this.name,
      application: this.spoken,
      service: protocol.startsWith('icmp') ? undefined : serviceOf(protocol, fromServer.port),
      tls: this.tls?.summary(),
      process: this.process,
      at: definedTime(this.time),
      duration: definedTime(this.last - this.time),
      fromClient: directionOf(fromClient),
      fromServer: directionOf(fromServer),
      handshake: protocol === 'tcp' ? this.handshake() : undefined,
      handshakeTime: definedTime(this.answerTime - fromClient.synTime),
      end,
      resetBy: end !== 'reset' ? undefined : this.resetBy === client ? 'client' : 'server',
      firstPacket: this.firstPacket,
      lastPacket: this.lastPacket,
    }
  }

  private handshake(): Connection['handshake'] {
    const { fromClient, fromServer } = this
    if (fromClient.syns > 0 && fromServer.syns > 0 && this.acknowledged) return 'whole'
    return fromClient.syns > 0 || fromServer.syns > 0 ? 'part' : 'none'
  }

  private endOf({ address, port }: Flow): End {
    const country = placeOf(address)?.countryCode
    const end = this.protocol.startsWith('icmp') ? { address, port: undefined, identifier: port } : { address, port }
    return country === undefined ? end : { ...end, country }
  }
}

const directionOf = ({ packets, bytes, frameBytes, retransmissions, late, missing }: Flow): Direction => ({
  packets,
  bytes,
  frameBytes,
  retransmissions,
  late,
  missing,
})

/** The service of a port, if known. */
export function serviceOf(protocol: string, port: number): string | undefined {
  return (protocol === 'udp' ? services.udp : services.tcp).get(port)
}

const services = { tcp: byPort(servicePorts.tcp), udp: byPort(servicePorts.udp) }

/** The first of several names of a port is the usual one, with few exceptions. */
function byPort(ports: Readonly<Record<string, number>>): ReadonlyMap<number, string> {
  const names = new Map<number, string>([
    [25, 'smtp'],
    [43, 'whois'],
    [110, 'pop3'],
  ])
  for (const [name, port] of Object.entries(ports)) if (!names.has(port)) names.set(port, name)
  return names
}
