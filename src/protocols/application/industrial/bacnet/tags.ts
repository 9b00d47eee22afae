/** Parameters of services of BACnet: ANSI/ASHRAE 135-2020, clause 20.2. */
import {
  ahead, bits, bytes, f32, f64, nameIn, record, text, u16, u32, u8, uint, when, type View,
} from '../../../../schema/index.ts'
import { errorClasses, errorCodes, objectTypes, properties } from './names.ts'

/** What a context tag holds, by its number. */
export type Contexts = Readonly<Record<number, 'object' | 'device' | 'property' | 'low' | 'high' | 'process' | 'text'>>

/** Clause 20.2.1.4. */
const applicationTypes = {
  0: 'Null', 1: 'Boolean', 2: 'Unsigned Integer', 3: 'Signed Integer', 4: 'Real', 5: 'Double', 6: 'Octet String', 7: 'Character String',
  8: 'Bit String', 9: 'Enumerated', 10: 'Date', 11: 'Time', 12: 'BACnetObjectIdentifier',
}
const boolean = 1
const [application, context] = [0, 1]
/** Values of the length that say something else: clauses 20.2.1.3.1 and 20.2.1.3.2. */
const [extended, opening, closing] = [5, 6, 7]

interface Tag {
  readonly number: number
  readonly class: number
  readonly short: number
  readonly long?: number | undefined
  readonly longer?: number | undefined
  readonly longest?: number | undefined
}
/** Bytes of content: a Boolean of the application class is its own length. */
function sizeOf({ number, class: of, short, long, longer, longest }: Tag): number {
  if (short === opening || short === closing || (of === application && number === boolean)) return 0
  return short === extended ? longest ?? longer ?? long ?? 0 : short
}
const size = sizeOf as never
const most = (limit: number) => ((tag: Tag) => Math.min(limit, sizeOf(tag))) as never

const rest = {
  class: bits(1, 'bacapp.tag_class', 'Tag Class', { names: { 0: 'Application Tag', 1: 'Context Specific Tag' } }),
  short: bits(3, 'bacapp.LVT', 'Length Value Type'),
}
const head = () => record('Tag', { isContext: ahead(1, { skip: 4 }) })
  .either({ isContext: context },
    { number: bits(4, 'bacapp.context_tag_number', 'Context Tag Number'), ...rest },
    { number: bits(4, 'bacapp.application_tag_number', 'Application Tag Number', { names: applicationTypes }), ...rest })
  .fields({ extendedNumber: when({ number: 15 }, u8('bacapp.extended_tag_number', 'Extended Tag Number')) })
  .fields({ long: when({ short: extended }, u8('bacapp.LVT', 'Length')) })
  .fields({ longer: when({ long: 254 }, u16('bacapp.LVT', 'Length')), longest: when({ long: 255 }, u32('bacapp.LVT', 'Length')) })

const identifier = {
  objectType: bits(10, 'bacapp.objectType', 'Object Type', { names: objectTypes }),
  instance:   bits(22, 'bacapp.instance_number', 'Instance Number'),
}
/** Clause 20.2.9. */
const characterSets = { 0: 'ISO 10646 (UTF-8)', 1: 'IBM/Microsoft DBCS', 2: 'JIS X 0208', 3: 'ISO 10646 (UCS-4)', 4: 'ISO 10646 (UCS-2)',
  5: 'ISO 8859-1' }
const string = { characterSet: u8('bacapp.string_character_set', 'String Character Set', { names: characterSets }),
  text: text('', 'Character String', ((tag: Tag) => Math.max(0, sizeOf(tag) - 1)) as never) }
const number = (filter: string, label: string) => uint(filter, label, most(4))

/** What a tag holds: by its type, or by what its number means in a service; 0 for what is only bytes. */
const kinds = { object: 20, device: 20, property: 21, low: 22, high: 23, process: 24, text: 7 } as const
/** What an enumerated value is, where it is known. */
const enumerations = {
  other:      number('', 'Enumerated'),
  errorClass: uint('bacapp.error_class', 'Error Class', most(4), { names: errorClasses }),
  errorCode:  uint('bacapp.error_code', 'Error Code', most(4), { names: errorCodes }),
}

/** In bytes, of what has one size; numbers have up to 4. */
const sizes: Readonly<Record<number, number>> = { 4: 4, 5: 8, 12: 4, 20: 4 }
const isLong = (kind: number) => kind === 7

/** Clause 20.2.15: a tag, and what it holds. Those that open and close others hold nothing themselves. */
export const parameterOf = (contexts: Contexts, enumerated: keyof typeof enumerations = 'other') => {
  const kindOf = (tag: Tag) => {
    const length = sizeOf(tag)
    if (length === 0) return -1
    const means = contexts[tag.number]
    const kind = tag.class === application ? tag.number : means === undefined ? 0 : kinds[means]
    const exact = sizes[kind]
    return (exact === undefined ? length > 4 && !isLong(kind) : length !== exact) ? 0 : kind
  }
  return head().choice(kindOf as never, {
    2: { unsigned: number('', 'Unsigned Integer') },
    4: { real: f32('', 'Real') },
    5: { double: f64('', 'Double') },
    7: string,
    9: { enumerated: enumerations[enumerated] },
    12: identifier,
    20: identifier,
    21: { property: uint('bacapp.property_identifier', 'Property Identifier', most(4), { names: properties }) },
    22: { low: number('bacapp.who_is.low_limit', 'Low Limit') },
    23: { high: number('bacapp.who_is.high_limit', 'High Limit') },
    24: { process: number('bacapp.processId', 'ProcessIdentifier') },
    [-1]: {},
  }, { content: bytes('', 'Value', size) })
}

interface Parameter extends View, Tag {
  readonly objectType?: number | undefined
  readonly instance?: number | undefined
  readonly property?: number | undefined
  readonly low?: number | undefined
  readonly high?: number | undefined
  readonly text?: string | undefined
}
/** Objects, properties and limits; of what a tag opens only the outside. */
export function parameterText(parameters: readonly Parameter[]): string {
  const inside = parameters.findIndex(({ class: of, short }) => of === context && short === opening)
  return parameters.slice(0, inside < 0 ? undefined : inside).flatMap(({ objectType, instance, property, low, high }) => {
    if (objectType !== undefined && instance !== undefined) return `${nameIn(objectTypes, objectType) ?? `type ${objectType}`},${instance}`
    if (property !== undefined) return nameIn(properties, property) ?? `property ${property}`
    return low ?? high ?? []
  }).join(' ')
}

/** Whether a tag is the last before what the one after it is about: those that only open others go on. */
export const isValue = ({ short }: Tag): boolean => short !== opening
