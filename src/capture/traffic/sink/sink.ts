import { Connections } from './connections.ts'
import {
  type Datagram,
  icmp,
  icmpv6,
  readDatagram,
  senderOf,
  setWord,
  tcp,
  udp,
  word,
  writeFrame,
} from './datagrams.ts'
import { answerTo } from './dns.ts'
import { SinkNames } from './names.ts'

/**
 * A sink at the far end of a wire that answers for every host. Resolves names over UDP and TCP at any address
 * (`dns.ts`, `names.ts`); accepts connections to every TCP port and answers known protocols (`services.ts`); closes
 * connections after 5 seconds of silence; answers pings. Other packets, such as other UDP, are ignored. Nothing is
 * stored: the capture has it all.
 */
export class Sink {
  private readonly names = new SinkNames()
  private readonly connections: Connections
  private client: Uint8Array = new Uint8Array(6)

  /** `send` transmits a frame. */
  constructor(
    private readonly send: (frame: Uint8Array) => void,
    now?: () => number,
  ) {
    this.connections = new Connections(this.names, (datagram) => this.reply(datagram), now)
  }

  /** Processes an Ethernet frame; its bytes are only valid during the call. */
  take(frame: Uint8Array): void {
    const datagram = readDatagram(frame)
    if (datagram === undefined) return
    this.client = senderOf(frame)
    if (datagram.protocol === udp) this.takeUdp(datagram)
    else if (datagram.protocol === icmp || datagram.protocol === icmpv6) this.takePing(datagram)
    else if (datagram.protocol === tcp) this.connections.take(datagram)
  }

  /** Call about once a second. */
  tick(): void {
    this.connections.tick()
  }

  private takeUdp({ source, destination, payload }: Datagram): void {
    const answer = word(payload, 2) === 53 ? answerTo(payload.subarray(8), this.names) : undefined
    if (answer === undefined) return
    const reply = new Uint8Array(8 + answer.length)
    setWord(reply, 0, 53)
    setWord(reply, 2, word(payload, 0))
    setWord(reply, 4, reply.length)
    reply.set(answer, 8)
    this.reply({ source: destination, destination: source, protocol: udp, payload: reply })
  }

  private takePing({ source, destination, protocol, payload }: Datagram): void {
    const [request, answer] = protocol === icmp ? [8, 0] : [128, 129]
    if (payload.length < 8 || payload[0] !== request || payload[1] !== 0) return
    const reply = payload.slice()
    reply[0] = answer
    this.reply({ source: destination, destination: source, protocol, payload: reply })
  }

  private reply(datagram: Datagram): void {
    this.send(writeFrame(datagram, sinkHardwareAddress, this.client))
  }
}

/** Locally administered, followed by "nwire". */
const sinkHardwareAddress = Uint8Array.of(0x02, 0x6e, 0x77, 0x69, 0x72, 0x65)
