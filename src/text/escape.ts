/** Escaping of text from packets, for terminals and JSON. */

/** Control characters and bidirectional controls. */
const unsafe = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/
const unsafeAll = new RegExp(unsafe, 'g')
const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

/** The text with control characters shown as escapes, safe for a terminal. */
export function printable(text: string): string {
  return unsafe.test(text) ? text.replace(unsafeAll, escaped) : text
}

/** Text of several lines, safe for a terminal: line feeds and tabs stay as they are. */
export function printableLines(text: string): string {
  return text.replace(unsafeAll, (character) =>
    character === '\n' || character === '\t' ? character : escaped(character),
  )
}

/** The text with a blank for each control character, so that columns stay where they are. */
export const blanked = (text: string): string => text.replace(unsafeAll, ' ')

/** Text of several lines, safe for a terminal, with a dot for each character that is none to show. */
export const dotted = (text: string): string =>
  text
    .replace(unsafeAll, (character) => (character === '\n' || character === '\t' ? character : '.'))
    .replaceAll('\ufffd', '.')

function escaped(character: string): string {
  const code = character.charCodeAt(0)
  return (
    short[character] ??
    (code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`)
  )
}

/** A JSON string that is safe for a terminal. */
export function jsonText(text: string): string {
  const json = JSON.stringify(text)
  return unsafe.test(json) ? json.replace(unsafeAll, escapedInJson) : json
}

/** A value as JSON in one line that is safe for a terminal. */
export const jsonLine = (value: unknown): string => JSON.stringify(value).replace(unsafeAll, escapedInJson)

/** A value as indented JSON that is safe for a terminal. */
export function jsonDocument(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(unsafeAll, (character) =>
    character === '\n' ? character : escapedInJson(character),
  )
}

const escapedInJson = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
