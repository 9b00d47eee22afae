/** What must hold of any text that users write: filters and regular expressions. */
import { compileCaptureFilter } from '../../src/filter/capture/index.ts'
import { compileDisplayFilter } from '../../src/filter/display/index.ts'
import { patternOf, textOfBytes } from '../../src/regex/pattern.ts'
import { Batch } from '../../src/files/batch.ts'
import type { Frame } from '../../src/files/frame.ts'
import type { Filter } from '../../src/filter/filter.ts'
import { compiled } from './packets.ts'

/** Compiles a text, which throws nothing but a FilterError, and holds a frame against it. */
export function checkDisplayFilter(text: string, frame: Frame): void {
  pass(
    compiled(() => compileDisplayFilter(text)),
    frame,
  )
}

export function checkCaptureFilter(text: string, frame: Frame): void {
  pass(
    compiled(() => compileCaptureFilter(text, frame.linkType)),
    frame,
  )
}

/** A regular expression, or the reason why it is none. */
export function checkPattern(source: string, frame: Frame): void {
  const matches = patternOf(source)
  if (typeof matches !== 'string') matches(textOfBytes(frame.bytes))
}

function pass(filters: readonly Filter[], frame: Frame): void {
  for (const filter of filters) filter.matches(new Batch().hold(frame), 0)
}
