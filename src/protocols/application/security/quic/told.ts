/** What is known of the packets of a datagram: facts of the layer, and of the layers in it. */
import type { FactValues, View } from '../../../../schema/index.ts'
import { withoutKeys, type Connection } from './connection.ts'
import type { Epoch } from './header.ts'

/** What is known of a packet. */
export interface ToldPacket {
  /** Where it begins, counted from the start of the layer. */
  readonly at: number
  /** Of a short header: how long the Destination Connection ID is. */
  readonly idLength: number
  /** The rest is undefined where it is not opened. */
  readonly firstByte?: number | undefined
  readonly number?: number | undefined
  readonly numberLength?: number | undefined
  readonly plain?: Uint8Array | undefined
  readonly epoch?: Epoch | undefined
  /** Why it is not opened. */
  readonly failure?: string | undefined
  /** The handshake messages that end in it, in words. */
  readonly words?: readonly string[] | undefined
}

export interface Told {
  readonly connection: number | undefined
  readonly unknown: true | undefined
  readonly isUpward: boolean
  readonly packets: readonly ToldPacket[]
  /** Whether there are secrets at all. */
  readonly hasSecrets: boolean
  /** A function, so that it is not kept with the frame. */
  readonly state: (() => Connection) | undefined
}

/** Whether packets of a datagram were opened that take secrets, by what is known of it; undefined where none had to be. */
export function isOpened(facts: FactValues | undefined): boolean | undefined {
  const { packets = [], hasSecrets = false } = (facts ?? {}) as Partial<Told>
  if (packets.some(({ plain, epoch }) => plain !== undefined && epoch !== 'initial')) return true
  return hasSecrets && packets.some(({ failure }) => failure === withoutKeys) ? false : undefined
}

/** What is known of the frames of a packet. */
export interface ToldFrames {
  readonly isUpward: boolean
  readonly epoch: Epoch
  readonly state: (() => Connection) | undefined
}

export const toldPackets = ({ facts }: View): readonly ToldPacket[] => (facts as Told | undefined)?.packets ?? none

/** What is known of the packet that a record is. */
export const toldOf = (packet: View): ToldPacket | undefined =>
  toldPackets(packet).find(({ at }) => at === packet.start - packet.origin)

const none: readonly ToldPacket[] = []

/** Why a Retry packet is not taken for one. */
export const badRetry = 'wrong integrity tag'
