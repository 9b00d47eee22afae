/** How many cells of a terminal a text takes, and texts that fit a number of cells. */

/** Cells of a text without control characters: 2 for wide characters (UAX #11), 0 for combining ones. */
export function displayWidth(text: string): number {
  if (!beyondLatin.test(text)) return text.length
  let width = 0
  for (const character of text) width += cellsOf(character)
  return width
}

/** The beginning of a text that takes more than `most` cells, with an ellipsis at its end. */
export function cutEnd(text: string, most: number): string {
  if (displayWidth(text) <= most) return text
  return most < 1 ? '' : `${beginning(text, most - 1)}${ellipsis}`
}

/** Beginning and end of a text that takes more than `most` cells: for addresses, whose port is at the end. */
export function cutMiddle(text: string, most: number): string {
  if (displayWidth(text) <= most) return text
  if (most < 1) return ''
  const front = Math.floor((most - 1) / 2)
  return `${beginning(text, front)}${ellipsis}${ending(text, most - 1 - front)}`
}

/** A text with spaces after it, up to `width` cells. */
export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)))

/** A text with spaces before it, up to `width` cells. */
export const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - displayWidth(text))) + text

const ellipsis = '…'

/** As many characters from the start of a text as fit. */
function beginning(text: string, most: number): string {
  let width = 0
  let shown = ''
  for (const character of text) {
    width += cellsOf(character)
    if (width > most) break
    shown += character
  }
  return shown
}

/** As many characters from the end of a text as fit. */
function ending(text: string, most: number): string {
  let width = 0
  let shown = ''
  for (const character of Array.from(text).toReversed()) {
    width += cellsOf(character)
    if (width > most) break
    shown = character + shown
  }
  return shown
}

function cellsOf(character: string): number {
  if (!beyondLatin.test(character) || character === ellipsis) return 1
  if (combining.test(character)) return 0
  return wide.test(character) ? 2 : 1
}

/** Below U+0300 every character takes one cell. */
const beyondLatin = /[^\u0000-\u02ff]/
/** Marks, formats, and the vowels and final consonants of Hangul that join the syllable before them. */
const combining = /[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]/u
/** East Asian wide and full-width characters (Unicode 15.1, EastAsianWidth.txt), and emoji shown as pictures. */
const wideRanges = [
  '\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff',
  '\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{1b2fb}\u{20000}-\u{3fffd}',
].join('')
const wide = new RegExp(`[${wideRanges}]|(?![\u{1f1e6}-\u{1f1ff}])\\p{Emoji_Presentation}`, 'u')
