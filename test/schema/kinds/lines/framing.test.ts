/** Where messages end that are lines. */
import { describe, expect, test } from 'vitest'
import {
  dottedLength,
  headLength,
  isCommand,
  isReply,
  lineLength,
  messageEnd,
  negotiation,
  octets,
  undotted,
  unfinished,
  type FramingProgress,
  noKeys,
  type StreamMemory,
} from '../../../../src/schema/index.ts'
import { replyLength } from '../../../../src/schema/kinds/lines/framing.ts'

const start = (): FramingProgress => ({ looked: 0, head: 0 })
const lengthIn = (measure: typeof lineLength, text: string) => measure(octets(text), 0, text.length, start())

describe.each([
  ['a line', lineLength, 'abc\r\n', 'd'],
  ['a reply', replyLength, '250-a\r\n250 b\r\n', '220 '],
  ['a reply whose lines are not all with codes', replyLength, '211-a\r\n 211 c\r\n211 b\r\n', 'x'],
  ['a head', headLength, 'a: b\r\n\r\n', 'body'],
  ['a text', dottedLength, 'a\r\n..\r\n.\r\n', '+OK'],
] as const)('%s', (_name, measure, whole, more) => {
  test('has a length once it is all there', () => {
    expect(lengthIn(measure, whole)).toBe(whole.length)
    expect(lengthIn(measure, whole + more)).toBe(whole.length)
    for (let end = 0; end < whole.length; end++) expect(lengthIn(measure, whole.slice(0, end))).toBe(unfinished)
  })

  test('is not searched twice', () => {
    const [bytes, progress] = [octets(whole), start()]
    for (let end = 1; end < whole.length; end++) expect(measure(bytes, 0, end, progress)).toBe(unfinished)
    expect(measure(bytes, 0, bytes.length, progress)).toBe(whole.length)
  })
})

test.each([
  ['a line', lineLength],
  ['a head', headLength],
  ['a reply', replyLength],
] as const)('%s without an end is none beyond a limit', (_name, measure) =>
  expect(lengthIn(measure, `250-${'a'.repeat(70_000)}`)).toBe(0),
)

test('a reply begins with three digits', () => {
  for (const text of ['250 a', '250-a', '250\r\n']) expect(isReply(octets(text), 0, text.length)).toBe(true)
  for (const text of ['25', '250', '25a ', '2500', '']) expect(isReply(octets(text), 0, text.length)).toBe(false)
  expect(messageEnd(octets('250-a\r\nb'), 0, 8)).toBe(8)
})

test('commands are known in any case, where they have ended', () => {
  const isKnown = isCommand('USER PASS')
  for (const text of ['USER a', 'pass\r\n']) expect(isKnown(octets(text), 0, text.length)).toBe(true)
  for (const text of ['USER', 'USERS a', 'a USER', '']) expect(isKnown(octets(text), 0, text.length)).toBe(false)
})

test('dots that were added are taken away, and the line of one', () => {
  const text = '.a\r\n..b\r\nc.\r\n.\r\nafter'
  expect(new TextDecoder().decode(undotted(octets(text), 0, text.length))).toBe('a\r\n.b\r\nc.\r\n')
})

describe('a negotiation', () => {
  const memory = (): StreamMemory => ({ own: {}, both: {}, everywhere: {}, keys: noKeys, ports: [] })
  const { note, isAgreed, switches } = negotiation(/^STARTTLS$/i, /^220/)
  const after = (...lines: readonly string[]) => {
    const all = memory()
    for (const line of lines) note(all, octets(`${line}\r\n`), 0, /^\d/.test(line))
    return all
  }

  test('agrees with the reply to the command that asks', () => {
    expect(isAgreed(after('220 hello', 'starttls', '220 ready'))).toBe(true)
    expect(switches.to(after('STARTTLS', '220 ready'))).toEqual([])
  })
  test.each([[['220 hello']], [['STARTTLS', '454 no']], [['STARTTLS', 'NOOP', '220 ok']]])(
    'does not after %j',
    (lines) => expect(switches.to(after(...lines))).toBeUndefined(),
  )
})
