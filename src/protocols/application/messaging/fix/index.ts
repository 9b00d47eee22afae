/** Financial Information eXchange: tags and values (FIX tag value encoding 1.0, 2014), sessions FIX 4.0 to FIXT 1.1. */
import {
  asciiText, computed, holding, list, protocol, record, unfinished, upTo, type Field, type Framing,
} from '../../../../schema/index.ts'
import { messageTypes, tags } from './tags.ts'

const separator = '\x01'
/** What a message begins with, and the length it states: from after that to before the checksum. */
const head = /^8=FIXT?\.\d\.\d\x01(?:9=(\d{1,7})\x01)?/
const longestHead = 32
/** `10=123` and the separator. */
const trailerLength = 7

const headAt = (bytes: Uint8Array, start: number, end: number) => head.exec(asciiText(bytes, start, Math.min(end, start + longestHead)))
const begins = (bytes: Uint8Array, start: number, end: number): boolean => headAt(bytes, start, end) !== null

const lengthIn = (bytes: Uint8Array, start: number, end: number): number => {
  const found = headAt(bytes, start, end)
  if (found?.[1] !== undefined) return found[0].length + Number(found[1]) + trailerLength
  const isPrefix = /^8(?:=(?:F(?:I(?:X[T0-9.\x01=]*)?)?)?)?$/.test(asciiText(bytes, start, Math.min(end, start + longestHead)))
  return end - start < longestHead && (found !== null || isPrefix) ? unfinished : 0
}

const framing: Framing = (bytes, start, end) => lengthIn(bytes, start, end)

/** Words of the protocol, unlike what they say of people and orders: those of sessions. */
const isWord = (tag: number) => tag === 8 || tag === 9 || tag === 10 || tag === 35 || tag === 98 || tag === 108
const sets: Record<number, { readonly named: Field<string, unknown> }> = {}
for (const [tag, name] of tags) {
  const value = upTo(separator, `fix.${name}`, name)
  sets[tag] = { named: isWord(tag) ? holding(value, 'vocabulary') : value }
}

const field = record('Field', { digits: holding(upTo('=', '', 'Tag'), 'vocabulary') })
  .fields({ tag: computed('fix.field.tag', 'Field Tag', ({ digits }) => (/^\d{1,5}$/.test(digits) ? Number(digits) : NaN)) })
  .choice('tag', sets, { value: upTo(separator, 'fix.field.value', 'Field Value') })

export const fix = protocol('fix', 'Financial Information eXchange Protocol', { tcp: [], 'fix.next': [1] })
  .specified('https://www.fixtrading.org/standards/')
  .length(({ bytes, start, end }) => {
    const length = lengthIn(bytes, start, end)
    return length > 0 ? length : end - start
  })
  .fields({ fields: list('', 'Fields', field) })
  .accepts(begins)
  .streamed(framing)
  .payload({ tables: [['fix.next', () => 1]] })
  .colored('messages', ({ fields }) => (/^(?:3|9|j|Q|Y)$/.test(valueOf(fields, 35) ?? '') ? 'warning' : undefined))
  .detailed({ fields: [], rows: ['fields'] })
  .summarized(({ fields }) => {
    const type = valueOf(fields, 35) ?? ''
    const more = ([[34, 'seq'], [49, 'from'], [56, 'to'], [55, ''], [58, '']] as const).map(([tag, word]) => {
      const value = valueOf(fields, tag)
      return value === undefined ? '' : ` ${word}${word && ' '}${value}`
    })
    return `${messageTypes[type] ?? `MsgType ${type}`}${more.join('')}`
  })

const valueOf = (fields: readonly { readonly tag: number; readonly named?: string | undefined }[], wanted: number) => {
  for (let index = 0; index < fields.length && index < mostLooked; index++) if (fields[index]!.tag === wanted) return fields[index]!.named
  return undefined
}
const mostLooked = 64
