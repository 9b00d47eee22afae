/** Simple and Protected Negotiation: RFC 4178, section 4.2, and [MS-SPNG], section 2.2. */
import {
  ahead, asciiText, ber, berElement, list, nameIn, overlay, protocol, record, rest, type Derived, type TableKey, type View,
} from '../../../../schema/index.ts'

/** Object identifiers of mechanisms: [MS-SPNG], section 1.9. */
const mechanisms: Readonly<Record<string, string>> = {
  '1.2.840.113554.1.2.2': 'Kerberos', '1.2.840.48018.1.2.2': 'Kerberos of Microsoft', '1.2.840.113554.1.2.2.3': 'Kerberos user to user',
  '1.3.6.1.4.1.311.2.2.10': 'NTLMSSP', '1.3.6.1.4.1.311.2.2.30': 'NEGOEX',
}
const results = { 0: 'accept-completed', 1: 'accept-incomplete', 2: 'reject', 3: 'request-mic' } as const

const mechanism = record('MechType', { type: ber.oid('spnego.MechType', 'MechType') })
const hints = record('negHints', {
  name:    ber.text('spnego.hintName', 'hintName', { tag: 0x1b, explicit: 0, optional: true }),
  address: ber.octets('spnego.hintAddress', 'hintAddress', { explicit: 1, optional: true }),
})
const more = { others: list('', 'More', berElement) }
const initial = record('negTokenInit', {
  mechanisms: ber.list('spnego.mechTypes', 'mechTypes', mechanism, { explicit: 0 }),
  flags:      ber.bits('spnego.reqFlags', 'reqFlags', { explicit: 1, optional: true }),
  token:      ber.octets('spnego.mechToken', 'mechToken', { explicit: 2, optional: true }),
  hints:      ber.sequence('spnego.negHints_element', 'negHints', hints, { explicit: 3, optional: true }),
  mic:        ber.octets('spnego.mechListMIC', 'mechListMIC', { explicit: 3, optional: true }),
}).fields({
  mic4: ber.octets('spnego.mechListMIC', 'mechListMIC', { explicit: 4, optional: true }),
  ...more,
})
const response = record('negTokenTarg', {
  result:    ber.enumerated('spnego.negResult', 'negResult', { explicit: 0, optional: true, names: results }),
  mechanism: ber.oid('spnego.supportedMech', 'supportedMech', { explicit: 1, optional: true }),
  token:     ber.octets('spnego.responseToken', 'responseToken', { explicit: 2, optional: true }),
  mic:       ber.octets('spnego.mechListMIC', 'mechListMIC', { explicit: 3, optional: true }),
  ...more,
})

/** What a token of a mechanism looks like; undefined for those that are not known. */
function keyOf(token: Uint8Array): TableKey | undefined {
  if (asciiText(token, 0, Math.min(7, token.length)) === 'NTLMSSP') return ['gss-api.OID', '1.3.6.1.4.1.311.2.2.10']
  if (token.length === 16 && token[0] === 1) return ['gss-api.OID', '1.3.6.1.4.1.311.2.2.10']
  return token[0] === 0x60 ? ['gss-api.OID', '1.2.840.113554.1.2.2'] : undefined
}
function carriedIn(tokens: readonly (Uint8Array | undefined)[], { isShort }: View): readonly Derived[] {
  return tokens.flatMap((bytes) => {
    const key = bytes === undefined ? undefined : keyOf(bytes)
    return bytes === undefined || key === undefined ? [] : [{ speaks: [key], bytes, isCut: isShort, label: 'Token' }]
  })
}

export const spnego = protocol('spnego', 'Simple Protected Negotiation', { 'gss-api.OID': ['1.3.6.1.5.5.2'] })
  .specified('RFC 4178')
  .fields({ tag: ahead(8) })
  .choice('tag', {
    0xa0: { initial: ber.sequence('spnego.negTokenInit_element', 'negTokenInit', initial, { explicit: 0 }) },
    0xa1: { response: ber.sequence('spnego.negTokenTarg_element', 'negTokenTarg', response, { explicit: 1 }) },
  }, { token: overlay(rest('', 'Token')) })
  .derives(['gss-api.OID'], (layer) => {
    const { initial: first, response: next } = layer
    return carriedIn([first?.token ?? next?.token, first?.mic ?? first?.mic4 ?? next?.mic], layer)
  }, { isAlone: true })
  .isContent()
  .colored('security', ({ response: next }) => (next?.result === 2 ? 'warning' : undefined))
  .summarized(({ initial: first, response: next }) => {
    const nameOf = (type: string | undefined) => mechanisms[type ?? ''] ?? type
    if (first !== undefined) return `negTokenInit ${(first.mechanisms ?? []).map(({ type }) => nameOf(type)).join(', ')}`
    const { result, mechanism: chosen } = next ?? {}
    const words = [result === undefined ? undefined : (nameIn(results, Number(result)) ?? result), nameOf(chosen)]
    return ['negTokenTarg', ...words.filter((word) => word !== undefined)].join(' ')
  })
