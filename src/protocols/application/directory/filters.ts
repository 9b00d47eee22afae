/** Filters of searches in LDAP: RFC 4511, section 4.5.1.7, and as text, RFC 4515. */
import { ahead, ber, berElement, list, record, type Schema, type View } from '../../../schema/index.ts'

export interface Assertion {
  readonly attribute: string | undefined
  readonly value: string | undefined
}
export interface Part {
  readonly initial: string | undefined
  readonly any: string | undefined
  readonly final: string | undefined
}
export interface Substrings {
  readonly type: string | undefined
  readonly parts: readonly (View & Part)[] | undefined
}
export interface Extensible {
  readonly rule: string | undefined
  readonly type: string | undefined
  readonly value: string | undefined
  readonly ofName: boolean | undefined
}
export interface Filter {
  readonly tag: number
  readonly and: readonly (View & Filter)[] | undefined
  readonly or: readonly (View & Filter)[] | undefined
  readonly not: (View & Filter) | undefined
  readonly assertion: (View & Assertion) | undefined
  readonly substrings: (View & Substrings) | undefined
  readonly present: string | undefined
  readonly extensible: (View & Extensible) | undefined
}

/** How deep filters are read; what lies deeper is values of BER. */
const deepest = 8

const assertion = record('AttributeValueAssertion', {
  attribute: ber.text('ldap.attributeDesc', 'attributeDesc'), value: ber.text('ldap.assertionValue', 'assertionValue'),
})
const compared = (name: string, tag: number) => ({ assertion: ber.sequence(`ldap.${name}_element`, name, assertion, { tag }) })
const substring = record('substring', { tag: ahead(8) }).choice('tag', {
  0x80: { initial: ber.text('ldap.initial', 'initial', { tag: 0x80 }) },
  0x81: { any: ber.text('ldap.any', 'any', { tag: 0x81 }) },
  0x82: { final: ber.text('ldap.final', 'final', { tag: 0x82 }) },
}, { other: list('', 'More', berElement, { count: () => 1 }) })
const substrings = record('SubstringFilter', {
  type: ber.text('ldap.type', 'type'), parts: ber.list('ldap.substrings', 'substrings', substring),
})
const extensible = record('MatchingRuleAssertion', {
  rule:   ber.text('ldap.matchingRule', 'matchingRule', { tag: 0x81, optional: true }),
  type:   ber.text('ldap.type', 'type', { tag: 0x82, optional: true }),
  value:  ber.text('ldap.matchValue', 'matchValue', { tag: 0x83 }),
  ofName: ber.boolean('ldap.dnAttributes', 'dnAttributes', { tag: 0x84, optional: true }),
})

const bare = record('Filter', { tag: ahead(8), other: list('', 'More', berElement, { count: () => 1 }) })
function filterAt(depth: number): Schema<Filter> {
  if (depth > deepest) return bare as unknown as Schema<Filter>
  const inner = filterAt(depth + 1)
  return record('Filter', { tag: ahead(8) }).choice('tag', {
    0xa0: { and: ber.list('ldap.and', 'and', inner, { tag: 0xa0 }) },
    0xa1: { or: ber.list('ldap.or', 'or', inner, { tag: 0xa1 }) },
    0xa2: { not: ber.sequence('ldap.not', 'not', inner, { tag: 0xa2 }) },
    0xa3: compared('equalityMatch', 0xa3),
    0xa4: { substrings: ber.sequence('ldap.substrings_element', 'substrings', substrings, { tag: 0xa4 }) },
    0xa5: compared('greaterOrEqual', 0xa5),
    0xa6: compared('lessOrEqual', 0xa6),
    0x87: { present: ber.text('ldap.present', 'present', { tag: 0x87 }) },
    0xa8: compared('approxMatch', 0xa8),
    0xa9: { extensible: ber.sequence('ldap.extensibleMatch_element', 'extensibleMatch', extensible, { tag: 0xa9 }) },
  }, { other: list('', 'More', berElement, { count: () => 1 }) }) as unknown as Schema<Filter>
}
export const filter = filterAt(0)

const operators: Readonly<Record<number, string>> = { 0xa3: '=', 0xa5: '>=', 0xa6: '<=', 0xa8: '~=' }
const escaped = (value: string | undefined) =>
  // oxlint-disable-next-line no-control-regex
  (value ?? '').replaceAll(/[*()\\\0]/g, (character) => `\\${character.charCodeAt(0).toString(16).padStart(2, '0')}`)

/** A filter as text, such as `(&(objectClass=user)(cn=a*))`. */
export function filterText({ tag, and, or, not, assertion: about, substrings: parts, present, extensible: rule }: Filter): string {
  if (and !== undefined) return `(&${and.map(filterText).join('')})`
  if (or !== undefined) return `(|${or.map(filterText).join('')})`
  if (not !== undefined) return `(!${filterText(not)})`
  if (about !== undefined) return `(${about.attribute ?? ''}${operators[tag] ?? '='}${escaped(about.value)})`
  if (present !== undefined) return `(${present}=*)`
  if (rule !== undefined) {
    const name = `${rule.type ?? ''}${rule.ofName ? ':dn' : ''}${rule.rule === undefined ? '' : `:${rule.rule}`}`
    return `(${name}:=${escaped(rule.value)})`
  }
  return parts === undefined ? '(?)' : `(${parts.type ?? ''}=${substringText(parts.parts ?? [])})`
}

function substringText(parts: readonly Part[]): string {
  const words = parts.map(({ initial, any, final }) => escaped(initial ?? any ?? final))
  const [first, last] = [parts[0]?.initial === undefined ? '*' : '', parts.at(-1)?.final === undefined ? '*' : '']
  return `${first}${words.join('*')}${last}`
}
