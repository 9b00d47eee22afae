/** What is known of attributes from the answers that told of them, and what an answer gets of its request. */
import type { FactValues, StreamMemory, View } from '../../../../schema/index.ts'
import { wayOf, type Way } from '../memory.ts'

/** A type of an attribute: a short UUID, or 0 for a long one. */
export interface Known {
  readonly type: number
  /** The service and the characteristic it belongs to. */
  readonly service?: number | undefined
  readonly characteristic?: number | undefined
}
interface Member {
  readonly handle: number
  readonly groupEnd?: number | undefined
  readonly valueHandle?: number | undefined
  readonly uuid16?: number | undefined
  readonly uuid128?: Uint8Array | undefined
}
export interface Message extends View {
  readonly opcode: number
  readonly handle?: number | undefined
  readonly asks?: number | undefined
  readonly members?: readonly Member[] | undefined
  readonly groups?: readonly Member[] | undefined
  readonly declared?: readonly Member[] | undefined
}
/** What is known of a layer. */
export interface Told {
  readonly attribute?: number | undefined
  readonly asked?: number | undefined
  readonly type?: number | undefined
  readonly service?: number | undefined
  readonly characteristic?: number | undefined
}
export const toldOf = ({ facts }: View): Told => (facts ?? {}) as Told

const characteristicDeclaration = 0x2803
const [findInformation, readByType, readByGroup] = [0x05, 0x09, 0x11]

interface Attributes {
  readonly known: Map<number, Known>
  /** Services and characteristics by their first handle, of those told so far. */
  readonly services: { readonly first: number; readonly last: number; readonly type: number }[]
  readonly characteristics: { readonly handle: number; readonly type: number }[]
}
const most = 1024
function learn({ known, services, characteristics }: Attributes, message: Message, asked: number | undefined): void {
  if (known.size > most || services.length > most || characteristics.length > most) return
  for (const { handle, groupEnd, valueHandle, uuid16 = 0 } of message.members ?? message.groups ?? message.declared ?? []) {
    if (message.opcode === readByGroup) {
      services.push({ first: handle, last: groupEnd ?? handle, type: uuid16 })
      known.set(handle, { type: uuid16 })
    } else if (message.opcode === readByType && asked === characteristicDeclaration && valueHandle !== undefined) {
      known.set(handle, { type: characteristicDeclaration })
      known.set(valueHandle, { type: uuid16 })
      characteristics.push({ handle: valueHandle, type: uuid16 })
    } else if (message.opcode === findInformation) known.set(handle, { type: uuid16 })
  }
}

const isService = (type: number) => type >= 0x1800 && type < 0x1900
const isOfCharacteristic = (type: number) => type >= 0x2800 && type < 0x2a00

/** The type of an attribute, with its service, and the characteristic that a descriptor is of. */
function describe({ known, services, characteristics }: Attributes, handle: number | undefined): Told {
  const found = handle === undefined ? undefined : known.get(handle)
  if (found === undefined) return {}
  const { type } = found
  const service = services.find(({ first, last }) => handle! > first && handle! <= last)?.type
  const before = characteristics.filter((each) => each.handle < handle!).at(-1)
  return { type: type || undefined, service: isService(type) ? undefined : service || undefined,
    characteristic: isOfCharacteristic(type) ? before?.type || undefined : undefined }
}

const isAnswer = (opcode: number) => opcode < 0x1b && (opcode & 1) === 1
/** Takes note of what a message tells; an answer gets the handle and the type that its request named. */
export function remember(message: Message, memory: StreamMemory): FactValues | undefined {
  const way: Way = wayOf(memory)
  const { opcode } = message
  const key = `attributes ${way.adapter} ${way.handle}`
  const attributes = way.get<Attributes>(key) ?? { known: new Map(), services: [], characteristics: [] }
  way.set(key, attributes)
  if (!isAnswer(opcode)) {
    const { handle, asks } = message
    if (opcode < 0x20 && opcode % 2 === 0) way.set(way.key('asked', ''), { handle, asks })
    return { ...describe(attributes, handle) }
  }
  const request = way.get<{ readonly handle?: number; readonly asks?: number }>(way.key('asked', '', true)) ?? {}
  // What its members are depends on this, before any field after the opcode is read.
  message.facts = { asked: request.asks }
  if (opcode !== 1) learn(attributes, message, request.asks)
  const at = opcode === 1 ? message.handle : request.handle
  return { attribute: opcode === 1 ? undefined : at, asked: request.asks, ...describe(attributes, at) }
}
