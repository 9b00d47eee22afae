/** Text in lines of a width. */
import { displayWidth } from './width.ts'

/** The lines of a text without control characters, broken at spaces; a word that is longer than a line stays whole. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const word of text.split(' ')) {
    const cells = displayWidth(word)
    if (line !== '' && used + 1 + cells > width) {
      lines.push(line)
      line = ''
      used = 0
    }
    line += line === '' ? word : ` ${word}`
    used += cells + (used === 0 ? 0 : 1)
  }
  return [...lines, line]
}
