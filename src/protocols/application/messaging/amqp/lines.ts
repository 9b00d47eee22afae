/** What frames of AMQP say in one line, and how methods find their answers. */
import { nameIn } from '../../../../schema/index.ts'
import { classes, methods } from './methods.ts'
import { performatives, saslCodes, saslMethods, type Performative } from './performatives.ts'
import type { Described, Value } from './values1.ts'

/** What is used of a method of 0-9-1. */
interface Method {
  readonly class: number
  readonly method: number
  readonly queue?: string | undefined
  readonly exchange?: string | undefined
  readonly destination?: string | undefined
  readonly source?: string | undefined
  readonly routingKey?: string | undefined
  readonly virtualHost?: string | undefined
  readonly replyCode?: number | undefined
  readonly replyText?: string | undefined
  readonly deliveryTag?: bigint | undefined
  readonly mechanism?: string | undefined
}

const basic = 60
const [deliver, get, getOk, getEmpty, ack, reject, nack] = [60, 70, 71, 72, 80, 90, 120]
const acknowledging = [ack, reject, nack]
/** Methods that nothing answers. */
const single = [40, 50, 100]
const unbindOk = 51

/** A method is answered by that with the next number, a delivery by its acknowledgment. */
export function partOf({ class: classId, method }: Method): 'question' | 'answer' | undefined {
  if (classId === basic && acknowledging.includes(method)) return 'answer'
  if (classId === basic && single.includes(method)) return undefined
  const name = methods[classId * 0x10000 + method]
  if (name === undefined || name === 'Blocked' || name === 'Unblocked') return undefined
  return name.endsWith('-Ok') || method === getEmpty ? 'answer' : 'question'
}

export function keyOf({ class: classId, method, deliveryTag }: Method): string {
  if (classId === basic && (method === deliver || acknowledging.includes(method))) return `tag ${deliveryTag}`
  if (classId === basic && (method === getOk || method === getEmpty)) return `${classId} ${get}`
  return `${classId} ${10 * Math.floor((method === unbindOk && classId === 40 ? 40 : method) / 10)}`
}

const shown = (name: string, value: string | number | bigint | undefined) => (value === undefined || value === '' ? ''
  : ` ${name}=${value}`)

/** The line of a method, with the words that a list of packets has for its arguments. */
export function methodLine(call: Method): string {
  const { class: classId, method, queue, exchange, destination, source, routingKey, virtualHost, replyCode, replyText } = call
  const name = `${nameIn(classes, classId) ?? `class ${classId}`}.${methods[classId * 0x10000 + method] ?? `method ${method}`}`
  const reply = replyCode === undefined ? '' : ` reply=${replyCode} ${replyText ?? ''}`
  return `${name}${shown('vhost', virtualHost)}${shown('mechanism', call.mechanism)}${shown('q', queue)}${shown('x', exchange)}`
    + `${shown('dx', destination)}${shown('sx', source)}${shown('rk', routingKey)}${shown('tag', call.deliveryTag)}${reply}`
}

interface Framed {
  readonly performative?: readonly Performative[] | undefined
}
/** A field of a performative by its property. */
export const argumentOf = (framed: Framed | undefined, property: string): Value | undefined =>
  fieldOf(framed?.performative?.[0], property)
/** The condition of an error, which ends what it is said of. */
export function conditionOf(framed: Framed | undefined): string | undefined {
  const error = argumentOf(framed, 'error')
  return fieldOf(error?.described?.[0], 'condition')?.text
}

const fieldOf = (described: Described | undefined, property: string) =>
  (described?.fields?.[0] as Readonly<Record<string, readonly Value[] | undefined>> | undefined)?.[property]?.[0]

const numberOf = (value: Value | undefined) => value?.number ?? (Number.isNaN(value?.zero) ? undefined : value?.zero)

export function saslLine(framed: Framed): string {
  const [{ descriptor = NaN } = {}] = framed.performative ?? []
  const code = numberOf(argumentOf(framed, 'saslCode'))
  const outcome = typeof code === 'number' ? ` ${nameIn(saslCodes, code) ?? `code ${code}`}` : ''
  return `${nameIn(saslMethods, descriptor) ?? 'sasl'}${shown('mechanism', argumentOf(framed, 'mechanism')?.text)}${outcome}`
}

/** Fields that tell which container, link or delivery a performative is about. */
const telling = ['containerId', 'hostname', 'name', 'handle', 'deliveryId', 'first', 'last', 'linkCredit']
export function performativeLine(framed: Framed): string {
  const [{ descriptor = NaN } = {}] = framed.performative ?? []
  const parts = telling.map((property) => {
    const value = argumentOf(framed, property)
    return shown(property, value?.text ?? numberOf(value))
  })
  return `${nameIn(performatives, descriptor) ?? 'performative'}${parts.join('')}${shown('error', conditionOf(framed))}`
}
