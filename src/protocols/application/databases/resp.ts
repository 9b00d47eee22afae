/** Redis Serialization Protocol, versions 2 and 3: redis.io, "Redis serialization protocol specification", 2026-11. */
import {
  afterLine, ahead, asciiText, bytes, computed, decimalIn, holding, isAt, line, lineStop, octets, parts, protocol, record, text, unfinished,
  type Framing, type View,
} from '../../../schema/index.ts'

const code = (character: string) => character.charCodeAt(0)
/** Types whose line says how many bytes follow it. */
const bulks = '$!='
/** Types whose line says how many elements follow it; maps and attributes have two for each. */
const aggregates = '*~>%|'
const pairs = '%|'
const simple = '+-:_#,('
const types = bulks + aggregates + simple

const sign = { sign: holding(text('resp.type', 'Type', 1), 'vocabulary') }
/** What the line of a type says, in digits; -1 is for what is null, and stays a number of its own. */
const numberOf = (text: string) => (/^-?\d{1,15}$/.test(text) ? Number(text) : NaN)
const counted = (filter: string, label: string) => record(label, { ...sign, digits: holding(line('resp.digits', 'Digits'), 'vocabulary') })
  .fields({ length: computed(filter, 'Length', ({ digits }) => numberOf(digits)) })
const bulk = counted('resp.bulk_string.length', 'Bulk String')
  .fields({ value: bytes('resp.bulk_string.value', 'Value', ({ length }) => (length > 0 ? length : 0)) })
  .fields({ lineEnd: bytes('resp.line_end', 'Line end', ({ length, digits }) => (digits !== undefined && length >= 0 ? 2 : 0)) })
const aggregate = counted('resp.array.length', 'Array')
const shown = (filter: string, label: string) => ({ ...sign, text: line(filter, label) })

const element = record('Element', { type: ahead(8) }).choice('type', {
  [code('$')]: bulk, [code('!')]: bulk, [code('=')]: bulk,
  [code('*')]: aggregate, [code('~')]: aggregate, [code('>')]: aggregate, [code('%')]: aggregate, [code('|')]: aggregate,
  [code('+')]: shown('resp.string', 'String'),
  [code('-')]: shown('resp.error', 'Error'),
  [code(':')]: record('Integer', { ...sign, text: line('resp.digits', 'Digits') })
    .fields({ integer: computed('resp.integer', 'Integer', ({ text }) => numberOf(text)) }),
  [code('_')]: shown('resp.null', 'Null'), [code('#')]: shown('resp.boolean', 'Boolean'), [code(',')]: shown('resp.double', 'Double'),
  [code('(')]: shown('resp.big_number', 'Big number'),
}, { text: line('resp.string', 'Inline command') })

const isType = ({ bytes, start }: View) => types.includes(asciiText(bytes, start, start + 1))

const carriageReturn = octets('\r')
const longestLine = 64 * 1024
const most = 0x2000_0000

/** How long a value is with all that is in it; elements are counted, not nested. */
const framing: Framing = (bytes, start, end, { own }) => {
  // What was counted of an array that is not all there is not counted again.
  const seen = own.resp as { start: number; at: number; remaining: number } | undefined
  let [at, remaining] = seen !== undefined && seen.at <= end && seen.start === start ? [seen.at, seen.remaining] : [start, 1]
  own.resp = undefined
  while (remaining > 0) {
    const stop = lineStop(bytes, at, end)
    if (stop - at > longestLine) return 0
    if (stop >= end || (stop + 1 === end && isAt(carriageReturn, bytes, stop, end))) {
      own.resp = { start, at, remaining }
      return unfinished
    }
    const type = asciiText(bytes, at, at + 1)
    const count = decimalIn(bytes, at + 1, stop)
    at = afterLine(bytes, stop, end)
    remaining--
    if (count === undefined || count > most) continue
    if (bulks.includes(type)) at += count + 2
    else if (aggregates.includes(type)) remaining += pairs.includes(type) ? 2 * count : count
    if (at > end) return remaining === 0 ? at - start : unfinished
  }
  return at - start
}

const isTyped = /^(?:[$*!=~>%|]-?\d*\r?|:[-+]?\d*|[+-][ -~]*|[_#,(].*)/
const isText = /^[A-Za-z][A-Za-z.]{1,30}[ \r\n]/
const begins = (bytes: Uint8Array, start: number, end: number): boolean => {
  const head = asciiText(bytes, start, Math.min(end, start + 32))
  return (types.includes(head.charAt(0)) ? isTyped : isText).test(head)
}

export const resp = protocol('resp', 'REdis Serialization Protocol', { 'tcp.port': [6379] })
  .specified('https://redis.io/docs/latest/develop/reference/protocol-spec/')
  .fields({ elements: parts('Elements', element) })
  .accepts(begins)
  .streamed(framing, { several: true })
  .colored('stream', ({ elements: [first] }) => (first?.sign === '-' ? 'error' : undefined))
  .detailed({ fields: [], rows: ['elements'] })
  .summarized((layer) => {
    const { elements: [first, second, third] } = layer
    if (first === undefined) return ''
    if (!isType(layer)) return `Inline: ${first.text ?? ''}`
    const { sign, length } = first
    if (length !== undefined && !(length >= -1)) return `${sign === '$' ? 'Bulk String' : 'Array'} of unknown length`
    if (sign === '*' && second?.sign === '$') return `Array(${length}): ${value(second)} ${value(third)}`.trimEnd()
    if (length !== undefined && sign === '$') return length < 0 ? 'Null' : `Bulk String: ${value(first)}`
    if (length !== undefined) return `Array(${length})`
    return `${first.sign === '-' ? 'Error' : first.sign === ':' ? 'Integer' : 'String'}: ${first.text ?? ''}`
  })

/** What a bulk string holds, as far as it is shown. */
function value(element: object | undefined): string {
  if (element === undefined || !('value' in element) || !(element.value instanceof Uint8Array)) return ''
  return asciiText(element.value, 0, Math.min(element.value.length, longestShown))
}
const longestShown = 60
