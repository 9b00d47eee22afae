/** Simple Network Management Protocol: version 1 of RFC 1157, 2c of RFC 1901 and 3416, 3 of RFC 3412 and 3414. */
import {
  ahead, ber, berElement, berMessageLength, computed, fact, list, nameIn, otherwise, protocol, record, u8, type View, type ViewOf,
} from '../../../../schema/index.ts'
import { errors, genericTraps, objectName, operations, versions } from './names.ts'
import { globalData, otherParameters, scope, securityParameters } from './security.ts'
import { address, namedOid, variables, variablesText } from './values.ts'

/** RFC 3416, section 3. */
const pdu = record('PDU', {
  requestId:   ber.integer('snmp.request_id', 'request-id'),
  errorStatus: ber.integer('snmp.error_status', 'error-status', { names: errors }),
  errorIndex:  ber.integer('snmp.error_index', 'error-index'),
  variables,
})
const bulk = record('BulkPDU', {
  requestId:      ber.integer('snmp.request_id', 'request-id'),
  nonRepeaters:   ber.integer('snmp.non_repeaters', 'non-repeaters'),
  maxRepetitions: ber.integer('snmp.max_repetitions', 'max-repetitions'),
  variables,
})
/** RFC 1157, section 4.1.6. */
const trap = record('Trap-PDU', {
  enterprise: namedOid('snmp.enterprise', 'enterprise'),
  agent:      address('snmp.agent_addr', 'agent-addr'),
  generic:    ber.integer('snmp.generic_trap', 'generic-trap', { names: genericTraps }),
  specific:   ber.integer('snmp.specific_trap', 'specific-trap'),
  time:       ber.integer('snmp.time_stamp', 'time-stamp', { tag: 0x43 }),
  variables,
})
const plain = (name: string, tag: number) => ber.sequence(`snmp.${name}_element`, name.replaceAll('_', '-'), pdu, { tag })

/** The operation by its tag, and what it holds. */
const operation = {
  tag:       ahead(8),
  operation: computed('snmp.data', 'data', 'tag', (tag) => (tag >= 0xa0 && tag <= 0xa8 ? tag - 0xa0 : NaN), { names: operations }),
}
const contents = {
  0xa0: { pdu: plain('get_request', 0xa0) },
  0xa1: { pdu: plain('get_next_request', 0xa1) },
  0xa2: { pdu: plain('get_response', 0xa2) },
  0xa3: { pdu: plain('set_request', 0xa3) },
  0xa4: { trap: ber.sequence('snmp.trap_element', 'trap', trap, { tag: 0xa4 }) },
  0xa5: { bulk: ber.sequence('snmp.getBulkRequest_element', 'getBulkRequest', bulk, { tag: 0xa5 }) },
  0xa6: { pdu: plain('informRequest', 0xa6) },
  0xa7: { pdu: plain('snmpV2_trap', 0xa7) },
  0xa8: { pdu: plain('report', 0xa8) },
}

const scoped = record('ScopedPDU', { ...scope, ...operation }).choice('tag', contents).fields({ more: list('', 'More', berElement) })
const user = 3
const forms = { 0: 'plaintext', 1: 'encryptedPDU' } as const
const message = record('Message', { versionByte: ahead(8, { skip: 16 }) })
  .cases(
    [{ versionByte: user }, {
      version:  ber.integer('snmp.msgVersion', 'msgVersion', { names: versions }),
      header:   globalData,
    }],
    [otherwise, {
      version:   ber.integer('snmp.version', 'version', { names: versions }),
      community: ber.text('snmp.community', 'community'),
    }],
  )
  .cases(
    [({ header }) => header?.securityModel === user, { security: securityParameters }],
    [({ header }) => header !== undefined, { parameters: otherParameters }],
  )
  .fields(operation)
  .fields({
    kind: computed('snmp.msgData', 'msgData', ({ tag, header }) => (header === undefined ? NaN : tag === 0x04 ? 1 : 0), { names: forms }),
  })
  .choice('tag', {
    ...contents,
    0x30: { scoped: ber.sequence('snmp.plaintext_element', 'plaintext', scoped) },
    0x04: { encrypted: ber.octets('snmp.encryptedPDU', 'encryptedPDU') },
  })
  .fields({ more: list('', 'More', berElement) })
type Message = ViewOf<typeof message>

/** What is in the message, whichever version it has. */
const contentOf = (message: Message | undefined) => message?.scoped ?? message
const operationOf = (message: Message | undefined) => contentOf(message)?.operation ?? NaN
const idOf = (message: Message | undefined) => {
  const { pdu, bulk } = contentOf(message) ?? {}
  return pdu?.requestId ?? bulk?.requestId
}
const questions: ReadonlySet<number> = new Set([0, 1, 3, 5, 6])
const answers: ReadonlySet<number> = new Set([2, 8])

function summaryOf(message: Message | undefined): string {
  const { version, header, security, encrypted } = message ?? {}
  const { pdu, bulk, trap } = contentOf(message) ?? {}
  const operation = operationOf(message)
  const name = security?.user?.user
  const words = [nameIn(versions, Number(version)) ?? 'SNMP']
  if (name) words.push(`user ${name}`)
  if (encrypted !== undefined) words.push(`encrypted, ${encrypted.length} bytes, id ${header?.id ?? 0}`)
  else words.push(nameIn(operations, operation) ?? 'message')
  if (bulk) words.push(`(${bulk.nonRepeaters ?? 0} + ${bulk.maxRepetitions ?? 0})`)
  if (trap) {
    const { generic, specific, enterprise, agent } = trap
    const kind = Number(generic) === 6 ? `${specific ?? 0}` : nameIn(genericTraps, Number(generic)) ?? `${generic}`
    words.push(`${objectName(enterprise ?? '')} ${kind} from ${agent ?? '?'}`)
  }
  const status = Number(pdu?.errorStatus ?? 0)
  if (status > 0) words.push(`${nameIn(errors, status) ?? `error ${status}`} at ${pdu?.errorIndex ?? 0}:`)
  const variables = variablesText((pdu ?? bulk ?? trap)?.variables ?? [])
  if (variables !== '') words.push(variables)
  return words.join(' ')
}

const lead = record('Message', { tag: u8('', 'Tag'), first: u8('', 'Length') })
const begins = lead.recognizer({ tag: 0x30 })
/** A sequence whose first value is the version. */
const first = record('Message', { message: ber.sequence('', 'Message', record('Message', { version: ber.integer('', 'version') })) })
function isMessage(bytes: Uint8Array, start: number, end: number): boolean {
  if (!begins(bytes, start, end)) return false
  const { message } = first.part(bytes, start, end, start) as View & { readonly message?: { readonly version: unknown } }
  return nameIn(versions, Number(message?.version ?? NaN)) !== undefined
}

export const snmp = protocol('snmp', 'Simple Network Management Protocol', {
  'udp.port': [161, 162], 'tcp.port': [161, 162], 'ethertype': [0x814c], 'dtls.port': [10161, 10162], 'tls.port': [10161, 10162],
})
  .specified('RFC 3416')
  .fields({ message: ber.sequence('', 'Message', message) })
  .accepts(isMessage)
  .streamed(berMessageLength(0x30))
  .facts({
    answeredIn: fact.frame('snmp.response_in', 'Response In'),
    answers:    fact.frame('snmp.response_to', 'Response To'),
    time:       fact.duration('snmp.time', 'Time'),
  })
  .exchanged({
    part: ({ message }) => (questions.has(operationOf(message)) ? 'question' : answers.has(operationOf(message)) ? 'answer' : undefined),
    key: ({ message }) => `${idOf(message) ?? ''}`,
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .colored('management', ({ message }) => (Number(contentOf(message)?.pdu?.errorStatus ?? 0) !== 0 ? 'error'
    : operationOf(message) === 8 ? 'warning' : undefined))
  .summarized(({ message }) => summaryOf(message))
