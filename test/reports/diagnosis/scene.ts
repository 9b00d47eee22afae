/** Captures built packet by packet, a millisecond apart, and what is found in them. */
import { Batch } from '../../../src/files/batch.ts'
import { Frame } from '../../../src/files/frame.ts'
import { build, layer, type Content } from '../../../src/packet/build/index.ts'
import { DiagnosisReport, type Diagnosis, type Finding, type FindingKind } from '../../../src/reports/index.ts'

const { dns, ethernet, icmp, ipv4, tcp, udp } = layer

export const addresses = { client: '192.0.2.1', server: '192.0.2.2', router: '192.0.2.254' } as const

export class Scene {
  /** Seconds of the next packet. */
  now = 1000
  private readonly frames: Frame[] = []
  /** Of the next IPv4 packet. */
  identification = 1

  wait(seconds: number): this {
    this.now += seconds
    return this
  }

  /** Adds a packet; of an IP packet what identifies it is another one each time. */
  packet(...contents: readonly Content[]): this {
    return this.bytes(build(...contents))
  }

  bytes(bytes: Uint8Array): this {
    const seconds = Math.floor(this.now)
    const nanoseconds = Math.round((this.now - seconds) * 1e9)
    this.frames.push(Frame.of(bytes, { number: this.frames.length + 1, seconds, nanoseconds }))
    this.now += 0.001
    return this
  }

  /** Adds an IPv4 packet. */
  ip(source: string, destination: string, ...contents: readonly Content[]): this {
    const identification = this.identification++
    return this.packet(ethernet(), ipv4({ source, destination, identification }), ...contents)
  }

  ask(name: string, { id = 1, server = addresses.server as string, type = 1 } = {}): this {
    return this.ip(
      addresses.client,
      server,
      udp({ sourcePort: 5353 + 1000, destinationPort: 53 }),
      dns({ id, questions: [{ name, type }] }),
    )
  }

  answer(
    name: string,
    { id = 1, server = addresses.server as string, type = 1, code = 0, address = '203.0.113.9' } = {},
  ): this {
    return this.ip(
      server,
      addresses.client,
      udp({ sourcePort: 53, destinationPort: 5353 + 1000 }),
      dns({
        id,
        flags: { response: true, responseCode: code },
        questions: [{ name, type }],
        answers: code === 0 && type === 1 ? [{ name, type, address }] : [],
      }),
    )
  }

  /** An ICMP error of the router about a packet of TCP or UDP. */
  error(type: number, code: number, about: Content, { by = addresses.router as string, mtu = 0 } = {}): this {
    return this.ip(
      by,
      addresses.client,
      type === 3 && code === 4 ? icmp({ type, code, mtu }) : icmp({ type, code }),
      ipv4({ source: addresses.client, destination: addresses.server }),
      about,
    )
  }

  diagnosis(): Diagnosis {
    const report = new DiagnosisReport()
    for (const frame of this.frames) report.take(new Batch().hold(frame))
    return report.diagnosis()
  }

  /** What is found, as `error name-failed`. */
  found(): readonly string[] {
    return this.diagnosis().findings.map(({ severity, kind }) => `${severity} ${kind}`)
  }

  finding(kind: FindingKind): Finding | undefined {
    return this.diagnosis().findings.find((finding) => finding.kind === kind)
  }
}

export interface Saying {
  readonly flags?: Readonly<Partial<Record<'syn' | 'fin' | 'rst' | 'ack' | 'psh', boolean>>>
  readonly window?: number
  /** Whether the segment is in the capture. Default: true. */
  readonly captured?: boolean
  /** What it acknowledges, in bytes before all that the other side has sent. */
  readonly behind?: number
  /** Whether it is the packet before, captured twice. */
  readonly sameAsBefore?: boolean
}

/** A TCP connection: 0 is the client. */
export class Talk {
  readonly next: [number, number] = [1000, 9000]

  constructor(
    readonly scene: Scene,
    private readonly ends: readonly [string, string] = [addresses.client, addresses.server],
    private readonly ports: readonly [number, number] = [40_000, 80],
  ) {}

  open(): this {
    return this.say(0, '', { flags: { syn: true, ack: false } })
      .say(1, '', { flags: { syn: true } })
      .say(0)
  }

  close(): this {
    return this.say(0, '', { flags: { fin: true } })
      .say(1, '', { flags: { fin: true } })
      .say(0)
  }

  say(who: 0 | 1, payload = '', saying: Saying = {}): this {
    this.segment(who, this.next[who], payload, saying)
    const { syn = false, fin = false } = saying.flags ?? {}
    this.next[who] += payload.length + (syn || fin ? 1 : 0)
    return this
  }

  /** Sends the last bytes again, `length` of them. */
  again(who: 0 | 1, payload: string, saying: Saying = {}): this {
    this.segment(who, this.next[who] - payload.length, payload, saying)
    return this
  }

  wait(seconds: number): this {
    this.scene.wait(seconds)
    return this
  }

  private segment(who: 0 | 1, sequence: number, payload: string, saying: Saying): void {
    const { flags, window = 8192, captured = true, behind = 0, sameAsBefore = false } = saying
    if (!captured) {
      this.scene.wait(0.001)
      return
    }
    if (sameAsBefore) this.scene.identification--
    const other = who === 0 ? 1 : 0
    this.scene.ip(
      this.ends[who],
      this.ends[other],
      tcp({
        sourcePort: this.ports[who],
        destinationPort: this.ports[other],
        sequence,
        acknowledgment: this.next[other] - behind,
        flags: { ack: true, ...flags },
        window,
      }),
      payload,
    )
  }
}

export const talk = (): Talk => new Talk(new Scene())
