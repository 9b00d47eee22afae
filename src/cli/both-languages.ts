/** Filters that mix the two languages. Loaded only for a filter that is valid in neither. */
import { compileCaptureFilter } from '../filter/capture/index.ts'
import { compileDisplayFilter } from '../filter/display/index.ts'
import { FilterError } from '../filter/error.ts'

/** How to give a filter one part of which is a display filter and the other a capture filter; empty for any other. */
export function bothLanguages(text: string): readonly string[] {
  for (const { index, 0: joint } of [...text.matchAll(/\s(?:and|&&)\s/g)].slice(0, mostJoints)) {
    const [one, other] = [text.slice(0, index).trim(), text.slice(index + joint.length).trim()]
    if (one === '' || other === '') continue
    for (const [display, capture] of [
      [one, other],
      [other, one],
    ] as const)
      if (isValid(() => compileDisplayFilter(display)) && isValid(() => compileCaptureFilter(capture, ethernet)))
        return [`it mixes the two languages: use -Y '${display}' -f '${capture}'`]
  }
  return []
}

const mostJoints = 10
const ethernet = 1

function isValid(compile: () => unknown): boolean {
  try {
    compile()
    return true
  } catch (error) {
    if (error instanceof FilterError) return false
    throw error
  }
}
