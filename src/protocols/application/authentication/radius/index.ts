/** Remote Authentication Dial In User Service: RFC 2865, accounting RFC 2866, changes of authorization RFC 5176. */
import {
  bytes, fact, list, nameIn, protocol, range, record, rest, u16, u8, type Derived, type ViewOf,
} from '../../../../schema/index.ts'
import { attribute } from './attributes.ts'
import { codes } from './names.ts'

const header = record('Header', {
  code: u8('', 'Code'), id: u8('', 'Identifier'), length: u16('', 'Length'), authenticator: bytes('', 'Authenticator', 16),
})
const begins = header.recognizer({ code: [range(1, 5), range(11, 13), range(21, 51)], length: range(20, 4096) })
const answers = [2, 3, 5, 11, 22, 24, 27, 41, 42, 44, 45]
const refusals = [3, 42, 45]

/** RFC 2865, section 3. */
export const radius = protocol('radius', 'RADIUS Protocol', { 'udp.port': [1645, 1646, 1700, 1812, 1813, 3799] })
  .specified('RFC 2865')
  .fields({
    code:          u8('radius.code', 'Code', { names: codes }),
    identifier:    u8('radius.id', 'Packet identifier'),
    length:        u16('radius.length', 'Length', { unit: 'bytes' }),
    authenticator: bytes('radius.authenticator', 'Authenticator', 16),
  })
  .length('length')
  .fields({ attributes: list('radius.avp', 'Attribute Value Pairs', attribute), rest: rest('', 'Data') })
  .accepts(begins)
  // Lists of packets describe the message of RADIUS, not what it carries.
  .payload({ tables: [], quoted: true, length: () => 0 })
  .derives(['eapol.type'], ({ attributes }) => carriedIn(attributes))
  .facts({
    answeredIn: fact.frame('radius.rspframe', 'Response Frame'),
    answers:    fact.frame('radius.reqframe', 'Request Frame'),
    time:       fact.duration('radius.time', 'Time from request'),
  })
  .exchanged({
    part: ({ code }) => (answers.includes(code) ? 'answer' : 'question'),
    key: ({ identifier }) => `${identifier}`,
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .colored('security', ({ code }) => (refusals.includes(code) ? 'error' : undefined))
  .detailed({ fields: [['authenticator', 'authenticator']], rows: ['attributes'] })
  .summarized(({ code, identifier, attributes }) =>
    [`${nameIn(codes, code) ?? `code ${code}`}, id ${identifier}`, ...attributes.slice(0, most).flatMap(userOf)].join(', '))

/** RFC 3579, section 3.1: a message of EAP is in one attribute after another. */
function carriedIn(attributes: readonly ViewOf<typeof attribute>[]): readonly Derived[] {
  const parts = attributes.flatMap(({ eap }) => (eap === undefined || eap.length === 0 ? [] : [eap]))
  const [first] = parts
  if (first === undefined) return []
  const joined = parts.length === 1 ? first : new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  if (parts.length > 1)
    for (let index = 0, at = 0; index < parts.length; at += parts[index++]!.length) joined.set(parts[index]!, at)
  return [{ speaks: [['eapol.type', 0]], bytes: joined, isCut: attributes.at(-1)!.isShort, label: 'EAP message' }]
}

/** How many attributes a summary looks at. */
const most = 32
const userName = 1
const userOf = ({ type, value }: ViewOf<typeof attribute>) => (type === userName ? [`user ${value}`] : [])
