/** Reads the messages that lie whole in a segment, where segments are not put together, for what they tell of others. */
import { unfinished } from '../../../schema/index.ts'
import type { FollowedFrame } from '../../followed-frame.ts'
import { Speaker } from '../../spoken/speaker.ts'
import type { SharedMemory } from '../../spoken/spoken.ts'
import type { TcpConnection, TcpFlow } from '../connection.ts'
import type { Segment } from '../segment.ts'
import { entryIn, spokenIn } from './entry.ts'

export class LoneMessageReader {
  constructor(private readonly shared: SharedMemory) {}

  read(frame: FollowedFrame, at: number, segment: Segment, connection: TcpConnection, own: TcpFlow): void {
    if (segment.length <= 0) return
    const entry = entryIn(frame, at)
    if (entry?.schema.messages?.isAlone !== true) return
    connection.spoken ??= spokenIn(entry, frame, at, this.shared)
    own.speaker ??= new Speaker(connection.spoken)
    if (own.speaker.protocol === entry.id) tellTogether(frame, at + 1, own.speaker)
  }

  forget({ flows }: TcpConnection): void {
    for (const flow of flows) flow.speaker = undefined
  }
}

/** Tells of a layer what its messages tell, one after the other. */
function tellTogether(frame: FollowedFrame, at: number, speaker: Speaker): void {
  const { layers } = frame
  const bytes = layers.bytesOf(at)
  const end = layers.end[at]!
  let told = undefined
  for (let from = layers.start[at]!; from < end;) {
    const length = speaker.lengthOf(bytes, from, end, { looked: 0, head: 0 })
    if (length === unfinished || !(length > 0 && from + length <= end)) break
    told = speaker.told(told)
    from += length
  }
  frame.tellMore(at, told)
}
