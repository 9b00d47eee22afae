/** Addresses of layers as keys of a `ConversationTable`, whose addresses are whole words, and as text. */
import { placeOf, sizeOf } from '../../../packet/endpoints.ts'
import type { Layers } from '../../../packet/layers.ts'
import type { PlainFrames } from '../../../packet/registry/plain-frames.ts'
import { ipv4Text, ipv6Text, macText } from '../../../schema/index.ts'

export class AddressKey {
  bytes: Uint8Array = new Uint8Array(0)
  source = 0
  destination = 0
  /** Bytes of each: 4, 8 (of which a MAC address takes 6) or 16. */
  length = 0
  private readonly padded = new Uint8Array(16)

  /** Points at the addresses of layer `index`. */
  find(layers: Layers, index: number): void {
    const bytes = layers.bytesOf(index)
    const length = sizeOf(layers, index)
    const source = placeOf(layers, index, 'source')
    const destination = placeOf(layers, index, 'destination')
    if (length !== macLength) {
      this.bytes = bytes
      this.source = source
      this.destination = destination
      this.length = length
      return
    }
    const { padded } = this
    for (let at = 0; at < macLength; at++) {
      padded[at] = bytes[source + at]!
      padded[macRoom + at] = bytes[destination + at]!
    }
    this.bytes = padded
    this.source = 0
    this.destination = macRoom
    this.length = macRoom
  }

  /** Points at the addresses of a plain frame. */
  findPlain(bytes: Uint8Array, { addresses, addressLength }: PlainFrames): void {
    this.bytes = bytes
    this.source = addresses
    this.destination = addresses + addressLength
    this.length = addressLength
  }
}

const macLength = 6
const macRoom = 8

/** The text of an address of a length that `AddressKey` gives. */
export const addressText = (bytes: Uint8Array, at: number, length: number): string =>
  length === 4 ? ipv4Text(bytes, at) : length === 16 ? ipv6Text(bytes, at) : macText(bytes, at)
