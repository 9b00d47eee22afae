/**
 * What protocols say that streams are of, where that is not the conversation of the layer: a connection of QUIC moves
 * from one to another. Memory is bounded: those that were looked at least recently are forgotten.
 */
import type { StreamPlace } from '../../schema/index.ts'
import type { FramePlace } from '../followed-frame.ts'
import type { Carrying } from './carried.ts'

export class KnownOwners {
  private readonly known = new Map<object, Carrying>()

  placeOf({ conversation, isUpward }: NonNullable<StreamPlace['of']>): FramePlace {
    const { known } = this
    const found = known.get(conversation) ?? { carried: undefined }
    known.delete(conversation)
    known.set(conversation, found)
    if (known.size > mostOwners) this.forgetOldest()
    return { conversation: found, isUpward }
  }

  private forgetOldest(): void {
    const [oldest] = this.known
    oldest![1].carried?.forget()
    this.known.delete(oldest![0])
  }
}

const mostOwners = 1 << 14
