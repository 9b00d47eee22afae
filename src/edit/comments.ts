/** Comments, which only pcapng has. */
import { withComment } from '../files/pcapng/changed-options.ts'
import type { Edit } from './edit.ts'
import { OwnFrames } from './own-frames.ts'

/** Adds comments to the capture, after those that it has. */
export function commentCapture(comments: readonly string[]): Edit {
  return {
    metadata: {
      section: (described, index) =>
        index === 0 ? { ...described, comments: [...(described.comments ?? []), ...comments] } : described,
    },
    take: (batch) => batch,
  }
}

/** Adds comments to frames, by number, after those that they have. */
export function commentFrames(comments: ReadonlyMap<number, readonly string[]>): Edit {
  const own = new OwnFrames()
  const growth = [...comments.values()].flat().reduce((sum, text) => sum + text.length * 3 + 16, 64)
  return {
    take(batch) {
      own.begin(batch, growth)
      for (let index = 0; index < batch.length; index++) {
        own.copy(batch, index)
        for (const text of comments.get(batch.number(index)) ?? []) own.setOptions(withComment(own.batch, index, text))
      }
      return own.batch
    },
  }
}
