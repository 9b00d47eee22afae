/** Lightweight Directory Access Protocol: RFC 4511. Sections are those of it. */
import {
  ahead, asciiText, ber, berMessageLength, berElement, list, nameIn, protocol, record, rest, type View,
} from '../../../schema/index.ts'
import { filter, filterText } from './filters.ts'

/** Section 4.1.9 and appendix A. */
const resultCodes = {
  0: 'success', 1: 'operationsError', 2: 'protocolError', 3: 'timeLimitExceeded', 4: 'sizeLimitExceeded', 5: 'compareFalse',
  6: 'compareTrue',
  7: 'authMethodNotSupported', 8: 'strongerAuthRequired', 10: 'referral', 11: 'adminLimitExceeded', 12: 'unavailableCriticalExtension',
  13: 'confidentialityRequired', 14: 'saslBindInProgress', 16: 'noSuchAttribute', 17: 'undefinedAttributeType', 18: 'inappropriateMatching',
  19: 'constraintViolation', 20: 'attributeOrValueExists', 21: 'invalidAttributeSyntax', 32: 'noSuchObject', 33: 'aliasProblem',
  34: 'invalidDNSyntax', 36: 'aliasDereferencingProblem', 48: 'inappropriateAuthentication', 49: 'invalidCredentials',
  50: 'insufficientAccessRights', 51: 'busy', 52: 'unavailable', 53: 'unwillingToPerform', 54: 'loopDetect', 64: 'namingViolation',
  65: 'objectClassViolation', 66: 'notAllowedOnNonLeaf', 67: 'notAllowedOnRDN', 68: 'entryAlreadyExists', 69: 'objectClassModsProhibited',
  71: 'affectsMultipleDSAs', 80: 'other',
} as const
const scopes = { 0: 'baseObject', 1: 'singleLevel', 2: 'wholeSubtree' } as const
const aliases = { 0: 'neverDerefAliases', 1: 'derefInSearching', 2: 'derefFindingBaseObj', 3: 'derefAlways' } as const
const operations = {
  0x60: 'bindRequest', 0x61: 'bindResponse', 0x42: 'unbindRequest', 0x63: 'searchRequest', 0x64: 'searchResEntry', 0x65: 'searchResDone',
  0x73: 'searchResRef', 0x66: 'modifyRequest', 0x67: 'modifyResponse', 0x68: 'addRequest', 0x69: 'addResponse', 0x4a: 'delRequest',
  0x6b: 'delResponse', 0x6c: 'modDNRequest', 0x6d: 'modDNResponse', 0x6e: 'compareRequest', 0x6f: 'compareResponse', 0x50: 'abandonRequest',
  0x77: 'extendedReq', 0x78: 'extendedResp', 0x79: 'intermediateResponse',
} as const
const vocabulary = { names: resultCodes } as const

const others = { others: list('ldap.others', 'More', berElement) }
const result = {
  resultCode:   ber.enumerated('ldap.resultCode', 'resultCode', vocabulary),
  matchedDn:    ber.text('ldap.matchedDN', 'matchedDN'),
  errorMessage: ber.text('ldap.errorMessage', 'errorMessage'),
  referral:     ber.list('ldap.referral', 'referral', record('URI', { uri: ber.text('ldap.LDAPURL', 'LDAPURL') }), { tag: 0xa3,
    optional: true }),
}
const answer = (label: string) => record(label, { ...result, ...others })

/** Section 4.2. */
const sasl = record('SaslCredentials', {
  mechanism:   ber.text('ldap.mechanism', 'mechanism'),
  credentials: ber.octets('ldap.credentials', 'credentials', { optional: true }),
})
const bind = record('BindRequest', {
  version: ber.integer('ldap.version', 'version'),
  name:    ber.text('ldap.name', 'name'),
  simple:  ber.text('ldap.simple', 'simple', { tag: 0x80, optional: true }),
  sasl:    ber.sequence('ldap.sasl_element', 'sasl', sasl, { tag: 0xa3, optional: true }),
  ntlm:    ber.octets('ldap.ntlmsspNegotiate', 'ntlmsspNegotiate', { tag: 0x8a, optional: true }),
  ntlm2:   ber.octets('ldap.ntlmsspAuth', 'ntlmsspAuth', { tag: 0x8b, optional: true }),
  ...others,
})
const bindResponse = record('BindResponse', {
  ...result, credentials: ber.octets('ldap.serverSaslCreds', 'serverSaslCreds', { tag: 0x87, optional: true }), ...others,
})

/** Section 4.1.7. */
const value = record('AttributeValue', { value: ber.text('ldap.AttributeValue', 'AttributeValue') })
const attribute = (filter: string) => record('Attribute', {
  attribute: ber.sequence(filter, 'Attribute', record('Attribute', {
    type:   ber.text('ldap.type', 'type'),
    values: ber.list('ldap.vals', 'vals', value, { tag: 0x31 }),
  })),
})

/** Section 4.5.1. */
const search = record('SearchRequest', {
  baseObject: ber.text('ldap.baseObject', 'baseObject'),
  scope:      ber.enumerated('ldap.scope', 'scope', { names: scopes }),
  aliases:    ber.enumerated('ldap.derefAliases', 'derefAliases', { names: aliases }),
  sizeLimit:  ber.integer('ldap.sizeLimit', 'sizeLimit'),
  timeLimit:  ber.integer('ldap.timeLimit', 'timeLimit'),
  typesOnly:  ber.boolean('ldap.typesOnly', 'typesOnly'),
  filter:     list('ldap.filter', 'filter', filter, { count: () => 1 }),
  attributes: ber.list('ldap.attributes', 'attributes', record('Attribute', {
    name: ber.text('ldap.AttributeDescription', 'AttributeDescription'),
  })),
})
const entry = record('SearchResultEntry', {
  objectName: ber.text('ldap.objectName', 'objectName'),
  attributes: ber.list('ldap.attributes', 'attributes', attribute('ldap.PartialAttributeList_item_element')),
})

/** Sections 4.6 to 4.10. */
const modification = record('modification item', {
  item: ber.sequence('ldap.modification_item_element', 'modification item', record('modification', {
    operation: ber.enumerated('ldap.operation', 'operation', { names: { 0: 'add', 1: 'delete', 2: 'replace', 3: 'increment' } }),
    attribute: list('ldap.modification_element', 'modification', attribute('ldap.attribute_element'), { count: () => 1 }),
  })),
})
const modify = record('ModifyRequest', {
  object: ber.text('ldap.object', 'object'), changes: ber.list('ldap.modifyRequest_modification', 'modification', modification),
})
const add = record('AddRequest', {
  entry: ber.text('ldap.entry', 'entry'), attributes: ber.list('ldap.attributes', 'attributes',
    attribute('ldap.AttributeList_item_element')),
})
const modifyName = record('ModifyDNRequest', {
  entry:        ber.text('ldap.entry', 'entry'),
  newName:      ber.text('ldap.newrdn', 'newrdn'),
  deleteOld:    ber.boolean('ldap.deleteoldrdn', 'deleteoldrdn'),
  newSuperior:  ber.text('ldap.newSuperior', 'newSuperior', { tag: 0x80, optional: true }),
})
const compare = record('CompareRequest', {
  entry:     ber.text('ldap.entry', 'entry'),
  assertion: ber.sequence('ldap.ava_element', 'ava', record('AttributeValueAssertion', {
    attribute: ber.text('ldap.attributeDesc', 'attributeDesc'),
    value:     ber.text('ldap.assertionValue', 'assertionValue'),
  })),
})
/** Section 4.12. */
const extended = record('ExtendedRequest', {
  name:  ber.text('ldap.requestName', 'requestName', { tag: 0x80 }),
  value: ber.octets('ldap.requestValue', 'requestValue', { tag: 0x81, optional: true }),
})
const extendedResponse = record('ExtendedResponse', {
  ...result,
  name:  ber.text('ldap.responseName', 'responseName', { tag: 0x8a, optional: true }),
  value: ber.octets('ldap.responseValue', 'responseValue', { tag: 0x8b, optional: true }),
})

/** Section 4.1.11. */
const control = record('Control', {
  control: ber.sequence('ldap.Control_element', 'Control', record('Control', {
    type:        ber.text('ldap.controlType', 'controlType'),
    isCritical:  ber.boolean('ldap.criticality', 'criticality', { optional: true }),
    value:       ber.octets('ldap.controlValue', 'controlValue', { optional: true }),
  })),
})
const message = record('LDAPMessage', {
  messageId: ber.integer('ldap.messageID', 'messageID'),
  operation: ahead(8),
}).choice('operation', {
  0x60: { binding: ber.sequence('ldap.bindRequest_element', 'bindRequest', bind, { tag: 0x60 }) },
  0x61: { answer: ber.sequence('ldap.bindResponse_element', 'bindResponse', bindResponse, { tag: 0x61 }) },
  0x63: { search: ber.sequence('ldap.searchRequest_element', 'searchRequest', search, { tag: 0x63 }) },
  0x64: { entry: ber.sequence('ldap.searchResEntry_element', 'searchResEntry', entry, { tag: 0x64 }) },
  0x65: { answer: ber.sequence('ldap.searchResDone_element', 'searchResDone', answer('SearchResultDone'), { tag: 0x65 }) },
  0x73: { references: ber.list('ldap.searchResRef', 'searchResRef', record('URI', { uri: ber.text('ldap.LDAPURL', 'LDAPURL') }),
    { tag: 0x73 }) },
  0x66: { modify: ber.sequence('ldap.modifyRequest_element', 'modifyRequest', modify, { tag: 0x66 }) },
  0x67: { answer: ber.sequence('ldap.modifyResponse_element', 'modifyResponse', answer('ModifyResponse'), { tag: 0x67 }) },
  0x68: { add: ber.sequence('ldap.addRequest_element', 'addRequest', add, { tag: 0x68 }) },
  0x69: { answer: ber.sequence('ldap.addResponse_element', 'addResponse', answer('AddResponse'), { tag: 0x69 }) },
  0x4a: { deleted: ber.text('ldap.delRequest', 'delRequest', { tag: 0x4a }) },
  0x6b: { answer: ber.sequence('ldap.delResponse_element', 'delResponse', answer('DelResponse'), { tag: 0x6b }) },
  0x6c: { rename: ber.sequence('ldap.modDNRequest_element', 'modDNRequest', modifyName, { tag: 0x6c }) },
  0x6d: { answer: ber.sequence('ldap.modDNResponse_element', 'modDNResponse', answer('ModifyDNResponse'), { tag: 0x6d }) },
  0x6e: { compare: ber.sequence('ldap.compareRequest_element', 'compareRequest', compare, { tag: 0x6e }) },
  0x6f: { answer: ber.sequence('ldap.compareResponse_element', 'compareResponse', answer('CompareResponse'), { tag: 0x6f }) },
  0x50: { abandoned: ber.integer('ldap.abandonRequest', 'abandonRequest', { tag: 0x50 }) },
  0x77: { extended: ber.sequence('ldap.extendedReq_element', 'extendedReq', extended, { tag: 0x77 }) },
  0x78: { answer: ber.sequence('ldap.extendedResp_element', 'extendedResp', extendedResponse, { tag: 0x78 }) },
}, { other: list('ldap.protocolOp', 'protocolOp', berElement, { count: () => 1 }) }).fields({
  controls: ber.list('ldap.controls', 'controls', control, { tag: 0xa0, optional: true }),
})

/** A sequence of which the first value is a number, then one of the operations: section 4.1.1. */
const first = record('LDAPMessage', { message: ber.sequence('ldap.LDAPMessage_element', 'LDAPMessage', record('LDAPMessage', {
  messageId: ber.integer('ldap.messageID', 'messageID'), operation: ahead(8), rest: rest('ldap.protocolOp', 'protocolOp'),
})) })
function isMessage(bytes: Uint8Array, start: number, end: number): boolean {
  const { message } = first.part(bytes, start, end, start) as View & { readonly message?: { readonly messageId: unknown,
    readonly operation: number } }
  return message !== undefined && typeof message.messageId === 'number' && nameIn(operations, message.operation) !== undefined
}

interface Answer {
  readonly resultCode: number | bigint | undefined
  readonly credentials?: Uint8Array | undefined
}
const credentialsOf = (given: Answer | undefined) => given?.credentials

/** Whether credentials are a token of GSS-API: of its first message, of SPNEGO, or of NTLM. */
const isToken = (token: Uint8Array) =>
  token[0] === 0x60 || token[0] === 0xa1 || asciiText(token, 0, Math.min(7, token.length)) === 'NTLMSSP'

const makeLdap = (name: string, label: string, tables: Readonly<Record<string, readonly (number | string)[]>>) => protocol(name, label,
  tables)
  .fields({ message: ber.sequence('ldap.LDAPMessage_element', 'LDAPMessage', message) })
  .accepts(isMessage)
  .derives(['security.token'], ({ message, isShort }) => {
    const { binding, answer: given } = message ?? {}
    const ntlm = binding?.ntlm ?? binding?.ntlm2
    const token = ntlm ?? binding?.sasl?.credentials ?? credentialsOf(given)
    if (token === undefined || !isToken(token)) return []
    return [{ speaks: [['security.token', ntlm ? 'ntlmssp' : 'gss-api']], bytes: token, isCut: isShort, label: 'Credentials' }]
  }, { isAlone: true })
  .colored('names', ({ message }) => (Number(message?.answer?.resultCode ?? 0) > 10 && message?.answer?.resultCode !== 14
    ? 'warning' : undefined))
  .summarized(({ message }) => {
    if (message === undefined) return 'LDAP'
    const { operation, binding, search, entry, answer, deleted, extended, compare, add, modify, rename } = message
    const code = answer?.resultCode
    const words = binding ? `"${binding.name ?? ''}" ${binding.sasl ? `sasl ${binding.sasl.mechanism ?? ''}`
      : (binding.ntlm ?? binding.ntlm2) ? 'ntlmssp' : 'simple'}`
      : search ? `"${search.baseObject ?? ''}" ${nameIn(scopes, Number(search.scope)) ?? ''} ${search.filter.map(filterText).join('')}`
      : entry ? `"${entry.objectName ?? ''}"`
      : code !== undefined ? `${nameIn(resultCodes, Number(code)) ?? code}${answer?.errorMessage ? ` (${answer.errorMessage})` : ''}`
      : deleted ?? extended?.name ?? compare?.entry ?? add?.entry ?? modify?.object ?? rename?.entry ?? ''
    return `${nameIn(operations, operation) ?? 'operation'} ${message.messageId ?? 0} ${words}`.trimEnd()
  })

export const ldap = makeLdap('ldap', 'Lightweight Directory Access Protocol', { 'tcp.port': [389, 3268], 'tls.port': [636, 3269] })
  .specified('RFC 4511')
  .streamed(berMessageLength(0x30))
/** Connectionless LDAP, as clients of Active Directory look for its servers: [MS-ADTS], section 6.3.3. */
export const cldap = makeLdap('cldap', 'Connectionless Lightweight Directory Access Protocol', { 'udp.port': [389] })
  .specified('[MS-ADTS]')
  .borrows('ldap')
