/**
 * How the windows of TCP conversations are scaled, as their handshakes agree (RFC 7323, section 2). Memory is bounded:
 * beyond a number of conversations all are forgotten, and windows are shown as they are until the next handshake.
 */
import { placeOf, sizeOf } from '../packet/endpoints.ts'
import type { Layers } from '../packet/layers.ts'
import type { protocols } from '../protocols/index.ts'
import type { ViewOf } from '../schema/index.ts'
import type { WindowScales } from '../packet/summary/tcp.ts'
import { ConversationTable } from './conversation-table.ts'

/** For one side: 0 for unknown, 1 for no scaling, otherwise the shift and 2. */
const unknown = 0
const unscaled = 1
const bitsOfSide = 5
const side = 31

export class ConversationScales implements WindowScales {
  window: number | undefined = undefined
  private table = new ConversationTable()
  private count = 0

  constructor(private readonly most = 1 << 16) {}

  follow(layers: Layers, address: number, segment: number): void {
    const { flags, window, options } = layers.view(segment) as ViewOf<typeof protocols.tcp>
    this.window = undefined
    if (flags.syn) {
      const shift = options.find(({ windowShift }) => windowShift !== undefined)?.windowShift
      return this.learn(layers, address, segment, shift, flags.ack)
    }
    const shift = this.shiftOf(layers, address, segment)
    if (shift !== undefined) this.window = window * 2 ** shift
  }

  /** Notes by how many bits a side shifts its windows; undefined for not at all. */
  private learn(layers: Layers, address: number, segment: number, shift: number | undefined, isAnswer: boolean): void {
    const known = this.find(layers, address, segment)
    const mine = shift === undefined ? unscaled : Math.min(shift, largestShift) + 2
    const others = isAnswer && known >= 0 ? this.sideOf(known, !this.table.upward) : unknown
    const state = this.table.upward ? mine | (others << bitsOfSide) : others | (mine << bitsOfSide)
    if (known >= 0) return this.table.replace(state)
    if (this.count === this.most) {
      this.table = new ConversationTable()
      this.count = 0
      this.find(layers, address, segment)
    }
    this.table.add(state)
    this.count++
  }

  private shiftOf(layers: Layers, address: number, segment: number): number | undefined {
    const known = this.find(layers, address, segment)
    if (known < 0) return undefined
    const mine = this.sideOf(known, this.table.upward)
    const others = this.sideOf(known, !this.table.upward)
    if (mine === unknown || others === unknown) return undefined
    return mine === unscaled || others === unscaled ? 0 : mine - 2
  }

  private sideOf(state: number, low: boolean): number {
    return (low ? state : state >> bitsOfSide) & side
  }

  private find(layers: Layers, address: number, segment: number): number {
    const { bytes } = layers
    const at = layers.start[segment]!
    return this.table.find(
      bytes,
      placeOf(layers, address, 'source'),
      placeOf(layers, address, 'destination'),
      sizeOf(layers, address),
      (bytes[at]! << 8) | bytes[at + 1]!,
      (bytes[at + 2]! << 8) | bytes[at + 3]!,
      tcpNumber,
    )
  }
}

const tcpNumber = 6
const largestShift = 14
