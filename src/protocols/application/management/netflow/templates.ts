/** Templates of NetFlow 9 and IPFIX, and the records that they describe: RFC 3954, section 5, RFC 7011, section 3. */
import {
  bits, found, list, otherwise, range, record, rest, tlv, u16, u32, u8, when, type StreamMemory, type View, type ViewOf,
} from '../../../../schema/index.ts'
import { elementNames, valueKey, valueSets, type FieldFacts } from './elements.ts'

const setNames = {
  0: 'Data Template (V9)', 1: 'Options Template (V9)', 2: 'Data Template (V10 [IPFIX])', 3: 'Options Template (V10 [IPFIX])',
  '256..65535': '(Data)',
} as const
const scopeTypes = { 1: 'System', 2: 'Interface', 3: 'Line Card', 4: 'Netflow Cache', 5: 'Template' } as const
const length = u16('cflow.template_field_length', 'Length', { names: { 65535: 'Variable Length' } })

const field9 = record('Field', { type: u16('cflow.template_field_type', 'Type', { names: elementNames }), length })
const scope9 = record('Scope', { type: u16('cflow.scope_field_type', 'Scope Type', { names: scopeTypes }), length })
const field10 = record('Field', {
  hasEnterprise: bits(1, 'cflow.template_ipfix_pen_provided', 'Pen provided'),
  type:          bits(15, 'cflow.template_ipfix_field_type', 'Type', { names: elementNames }),
  length,
  enterprise:    when('hasEnterprise', u32('cflow.template_ipfix_field_pen', 'PEN')),
})

const id = u16('cflow.template_id', 'Template Id')
const begins = record('Template', { id }).recognizer({ id: range(256) })
const template9 = record('Template', { id, count: u16('cflow.template_field_count', 'Field Count') })
  .fields({ fields: list('', 'Fields', field9, { count: 'count' }) })
const template10 = record('Template', { id, count: u16('cflow.template_field_count', 'Field Count') })
  .fields({ fields: list('', 'Fields', field10, { count: 'count' }) })
const options9 = record('Options Template', {
  id,
  scopeLength:   u16('cflow.option_scope_length', 'Option Scope Length', { unit: 'bytes' }),
  optionLength:  u16('cflow.option_length', 'Option Length', { unit: 'bytes' }),
  scopes:        list('', 'Scopes', scope9, { length: 'scopeLength' }),
  fields:        list('', 'Fields', field9, { length: 'optionLength' }),
})
const options10 = record('Options Template', {
  id,
  count:         u16('cflow.template_ipfix_total_field_count', 'Total Field Count'),
  scopeCount:    u16('cflow.template_ipfix_scope_field_count', 'Scope Field Count'),
  fields:        list('', 'Fields', field10, { count: 'count' }),
})

/** What is remembered of a template: its fields, and the fewest bytes of a record. */
interface Template {
  readonly fields: readonly FieldFacts[]
  readonly shortest: number
}
/** What is known of a layer: the templates of the records that it holds, by their number. */
export interface FlowFacts {
  readonly templates: readonly (Template & { readonly id: number })[]
}

const variable = 0xffff
const [mostTemplates, mostFields, mostRecords] = [1024, 256, 8192]
const lengthOf = record('Length', { short: u8('', 'Length'), long: u16('', 'Length') })
const [shortAt, longAt] = [lengthOf.reader('short'), lengthOf.reader('long')]

/** Where a value lies that begins at `at`, with its own length before it if the template has none. */
function placeOf(bytes: Uint8Array, at: number, end: number, { length }: FieldFacts) {
  if (length !== variable) return { start: at, end: at + length }
  if (at >= end) return { start: at, end: at + 1 }
  const first = shortAt(bytes, at)
  return first < 255 ? { start: at + 1, end: at + 1 + first } : { start: at + 3, end: at + 3 + (at + 3 <= end ? longAt(bytes, at) : 1) }
}

/** The values of a record from byte `start` on, only those that end before `end`. */
function valuesIn(bytes: Uint8Array, start: number, end: number, { fields }: Template) {
  const values: { start: number; end: number; facts: FieldFacts & Readonly<Record<string, unknown>> }[] = []
  let at = start
  for (const facts of fields) {
    const place = placeOf(bytes, at, end, facts)
    if (place.end > end) return undefined
    values.push({ ...place, facts: { ...facts, length: place.end - place.start } })
    at = place.end
  }
  return { values, end: at }
}

type Told = View & { readonly facts?: unknown }
const value = record('Field', {}).choice(valueKey as never, valueSets as never, {
  value: rest('cflow.unknown_field_type', 'Unknown Field Type'),
}) as unknown as ReturnType<typeof unknownValue>
const unknownValue = () => record('Field', { value: rest('', '') })
const flow = record('Flow', {
  fields: found('', 'Fields', value, ({ bytes, start, end, facts }: Told) =>
    valuesIn(bytes, start, end, facts as unknown as Template)?.values ?? []),
})

function flowsIn({ bytes, end, facts }: Told, at: number, id: number) {
  const template = templateOf(id, facts)
  const flows: { start: number; end: number; facts: Template & Readonly<Record<string, unknown>> }[] = []
  if (template === undefined || template.shortest === 0) return flows
  for (let start = at; start + template.shortest <= end && flows.length < mostRecords;) {
    const next = valuesIn(bytes, start, end, template)?.end
    if (next === undefined || next <= start) break
    flows.push({ start, end: next, facts: { ...template } })
    start = next
  }
  return flows
}

const templateOf = (id: number, facts: unknown) =>
  (facts as FlowFacts | undefined)?.templates?.find((template) => template.id === id)
const isKnown = (id: number, facts: unknown) => templateOf(id, facts) !== undefined

export const flowSet = tlv('FlowSet', {
  id:     u16('cflow.flowset_id', 'FlowSet Id', { names: setNames }),
  length: u16('cflow.flowset_length', 'FlowSet Length', { unit: 'bytes' }),
}, { counts: 'all' })
  .choice('id', {
    0: { templates: list('', 'Templates', template9, { begins }) },
    1: { options: list('', 'Options Templates', options9, { begins }) },
    2: { templates10: list('', 'Templates', template10, { begins }) },
    3: { options10: list('', 'Options Templates', options10, { begins }) },
  })
  .cases(
    [({ id, facts }) => id >= 256 && isKnown(id, facts), {
      flows: found('', 'Flows', flow, (set: Told & { readonly id: number }, at) => flowsIn(set, at, set.id)),
    }],
    [({ id }) => id >= 256, { data: rest('', 'Data of a template that is not known') }],
    [otherwise, { padding: rest('cflow.padding', 'Padding') }],
  )
type FlowSet = ViewOf<typeof flowSet>

const plainFields = (fields: readonly { readonly type: number; readonly length: number }[], isScope = false) =>
  fields.map(({ type, length }) => ({ element: type, enterprise: 0, isScope, length }))
const fieldsWithEnterprise = (fields: readonly ViewOf<typeof field10>[]) =>
  fields.map(({ type, length, enterprise = 0 }) => ({ element: type, enterprise, isScope: false, length }))

type Declared = readonly [id: number, fields: readonly FieldFacts[]]
/** The templates that a set declares. */
function declaredIn({ templates = [], options = [], templates10 = [], options10 = [] }: FlowSet): readonly Declared[] {
  return [
    ...templates.map(({ id, fields }) => [id, plainFields(fields)] as const),
    ...options.map(({ id, scopes, fields }) => [id, [...plainFields(scopes, true), ...plainFields(fields)]] as const),
    ...templates10.map(({ id, fields }) => [id, fieldsWithEnterprise(fields)] as const),
    ...options10.map(({ id, fields }) => [id, fieldsWithEnterprise(fields)] as const),
  ]
}

/** Remembers the templates of a message, and tells those of the records in it. */
export function rememberTemplates(domain: number, sets: readonly FlowSet[], { own }: StreamMemory): FlowFacts {
  const templates = (own['templates'] ??= new Map()) as Map<string, Template>
  const declared = sets.filter(({ id }) => id < 4).flatMap((set) => declaredIn(set))
  for (const [id, fields] of declared.slice(0, mostTemplates)) {
    const key = `${domain}/${id}`
    if (fields.length > mostFields || (!templates.has(key) && templates.size >= mostTemplates)) continue
    const shortest = fields.reduce((sum, { length }) => sum + (length === variable ? 1 : length), 0)
    templates.set(key, { fields, shortest })
  }
  const used = new Set(sets.map(({ id }) => id).filter((id) => id >= 256))
  return { templates: [...used].flatMap((id) => {
    const template = templates.get(`${domain}/${id}`)
    return template === undefined ? [] : [{ id, ...template }]
  }) }
}
