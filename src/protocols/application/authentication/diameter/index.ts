/** Diameter: RFC 6733, its base protocol and accounting, and credit control of RFC 8506. */
import {
  fact, flag, group, list, nameIn, protocol, range, record, rest, u24, u32, u8, unfinished, type View,
} from '../../../../schema/index.ts'
import { attribute, type Attribute } from './attributes.ts'
import { applications, commands, enumerations, results } from './names.ts'

const header = record('Header', { version: u8('', 'Version'), length: u24('', 'Length'), flags: u8('', 'Flags') })
const begins = header.recognizer({ version: 1, length: range(20) })
const lengthAt = header.reader('length')
const headerLength = 20

const sessionId = 263
const [resultCode, experimentalResult, experimentalCode, requestType, recordType] = [268, 297, 298, 416, 480]
const [originHost, userName] = [264, 1]
const mostLooked = 64
const firstOf = (attributes: readonly (View & Attribute)[], code: number) =>
  attributes.slice(0, mostLooked).find((one) => one.code === code && (one.vendor ?? 0) === 0)
const resultOf = (attributes: readonly (View & Attribute)[]) => Number(firstOf(attributes, resultCode)?.value
  ?? firstOf(firstOf(attributes, experimentalResult)?.attributes ?? [], experimentalCode)?.value ?? NaN)

export const diameter = protocol('diameter', 'Diameter Protocol', {
  'tcp.port': [3868], 'sctp.port': [3868], 'sctp.ppi': [46, 47], 'tls.port': [5658], 'dtls.port': [5658],
})
  .specified('RFC 6733')
  .fields({
    version:     u8('diameter.version', 'Version', { base: 16 }),
    length:      u24('diameter.length', 'Length', { unit: 'bytes' }),
    flags:       group('diameter.flags', 'Flags', {
      isRequest:       flag('diameter.flags.request', 'Request'),
      isProxyable:     flag('diameter.flags.proxyable', 'Proxyable'),
      isError:         flag('diameter.flags.error', 'Error'),
      isRetransmitted: flag('diameter.flags.T', 'T(Potentially re-transmitted message)'),
      reserved4:       flag('diameter.flags.reserved4', 'Reserved'),
      reserved5:       flag('diameter.flags.reserved5', 'Reserved'),
      reserved6:       flag('diameter.flags.reserved6', 'Reserved'),
      reserved7:       flag('diameter.flags.reserved7', 'Reserved'),
    }),
    command:     u24('diameter.cmd.code', 'Command Code', { names: commands }),
    application: u32('diameter.applicationId', 'ApplicationId', { names: applications }),
    hopByHop:    u32('diameter.hopbyhopid', 'Hop-by-Hop Identifier', { base: 16 }),
    endToEnd:    u32('diameter.endtoendid', 'End-to-End Identifier', { base: 16 }),
  })
  .length(({ length }) => Math.max(headerLength, length))
  .fields({ attributes: list('diameter.avp', 'AVPs', attribute), rest: rest('', 'Data') })
  .defaults({ version: 1 })
  .accepts(begins)
  .streamed((bytes, start, end) => (end - start < 4 ? unfinished : begins(bytes, start, end) ? lengthAt(bytes, start) : 0))
  .facts({
    answeredIn: fact.frame('diameter.answer_in', 'Answer In'),
    answers:    fact.frame('diameter.answer_to', 'Request In'),
    time:       fact.duration('diameter.resp_time', 'Response Time'),
  })
  .exchanged({
    part: ({ flags }) => (flags.isRequest ? 'question' : 'answer'),
    key: ({ hopByHop }) => `${hopByHop}`,
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .colored('security', ({ flags, attributes }) => (flags.isError || resultOf(attributes) >= 3000 ? 'error' : undefined))
  .summarized(({ command, flags, application, attributes }) => {
    const words = [`${nameIn(commands, command) ?? `Command ${command}`} ${flags.isRequest ? 'Request' : 'Answer'}`]
    if (application !== 0) words.push(nameIn(applications, application) ?? `application ${application}`)
    for (const code of [requestType, recordType]) {
      const value = Number(firstOf(attributes, code)?.value ?? NaN)
      if (!Number.isNaN(value)) words.push(nameIn(enumerations[code]!, value) ?? `type ${value}`)
    }
    const result = resultOf(attributes)
    if (!Number.isNaN(result)) words.push(nameIn(results, result) ?? `result ${result}`)
    for (const [code, word] of [[originHost, 'from'], [userName, 'user'], [sessionId, 'session']] as const) {
      const value = firstOf(attributes, code)?.value
      if (typeof value === 'string') words.push(`${word} ${value}`)
    }
    return words.join(', ')
  })
