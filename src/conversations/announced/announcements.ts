/**
 * The conversations that messages announced: by transport, address and port of one end. Memory is bounded: beyond a
 * number of them the oldest is forgotten, and counted.
 */
import { portAt, type End } from '../../packet/endpoints.ts'
import { registry } from '../../packet/registry/index.ts'
import { hex, type Announced, type FactValues } from '../../schema/index.ts'
import { ipBytes } from '../../schema/writing/kinds/addresses.ts'
import type { FollowedFrame } from '../followed-frame.ts'

/** What is spoken in a conversation that was announced. */
export interface Announcement {
  /** The places of its protocols in the entries of the registry: the first that accepts the bytes counts. */
  readonly protocols: readonly number[]
  readonly facts: FactValues | undefined
  /** The address of the other end, in hexadecimal digits; undefined for any. */
  readonly peer: string | undefined
  /** When it must have begun: nanoseconds since the first frame. */
  readonly until: number
}

export class Announcements {
  /** Another number after each announcement. */
  version = 0
  /** How many were forgotten before they began. */
  forgotten = 0
  private readonly known = new Map<string, Announcement>()

  /** `most` is how many are remembered. */
  constructor(private readonly most = mostAnnouncements) {}

  /** Takes note of a conversation that a message of a frame announces, whose ports are in layer `ports`. */
  add(announced: Announced, frame: FollowedFrame, ports: number): void {
    const { transport, within, facts } = announced
    const address = addressOf(announced.address, frame)
    const port = typeof announced.port === 'number' ? announced.port : portIn(frame, ports, announced.port)
    const protocols = announced.speaks.map(([table, key]) => registry.find(table, key)).filter((id) => id > 0)
    if (address === undefined || port === undefined || protocols.length === 0) return
    const key = keyOf(transport, address, port)
    this.known.delete(key)
    this.known.set(key, {
      protocols,
      facts,
      peer: announced.peer === undefined ? undefined : addressOf(announced.peer, frame),
      until: within === undefined ? Infinity : frame.time + within * 1e9,
    })
    this.version++
    if (this.known.size <= this.most) return
    this.known.delete(this.known.keys().next().value!)
    this.forgotten++
  }

  /** What was announced of the conversation of a frame, whose ports are in layer `at`. */
  find(transport: Announced['transport'], frame: FollowedFrame, at: number): Announcement | undefined {
    const [source, destination] = [frame.end('source'), frame.end('destination')]
    const [from, to] = [portAt(frame.layers, at, 'source'), portAt(frame.layers, at, 'destination')]
    // What a user says of a port counts more.
    if ([from, to].some((port) => registry.isChosen(`${transport}.port`, port))) return undefined
    return (
      this.at(keyOf(transport, destination, to), source, frame.time) ??
      this.at(keyOf(transport, source, from), destination, frame.time)
    )
  }

  private at(key: string, peer: string, time: number): Announcement | undefined {
    const found = this.known.get(key)
    if (found === undefined || (found.peer !== undefined && found.peer !== peer)) return undefined
    // Frames without a time are never too late.
    return time > found.until ? undefined : found
  }
}

const keyOf = (transport: string, address: string, port: number) => `${transport} ${address} ${port}`

/** In hexadecimal digits; undefined for what is no address, or stands for none. */
function addressOf(address: string, frame: FollowedFrame): string | undefined {
  if (frame.address >= 0 && (address === 'source' || address === 'destination')) return frame.end(address)
  const bytes = ipBytes(address)
  return bytes === undefined || bytes.every((byte) => byte === 0) ? undefined : hex(bytes)
}

const portIn = ({ layers }: FollowedFrame, ports: number, end: End) =>
  ports < 0 ? undefined : portAt(layers, ports, end)

const mostAnnouncements = 1 << 14
