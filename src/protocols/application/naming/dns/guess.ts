/** Knows a DNS message on any port by its first bytes. */
import { domainNameSize, range, record, u16, u8, type Names } from '../../../../schema/index.ts'
import { dnsClasses, dnsTypes } from '../../../names/dns-types.ts'
import { counts, flags } from './message.ts'

const header = record('Header', { id: u16('', 'Transaction ID'), flags, ...counts })
const headerLength = 12

const asked = { questionCount: 1, 'flags.opcode': range(0, 5), 'flags.reserved': false } as const
const isResponse = header.recognizer({ ...asked, 'flags.response': true })
/** A query has no answers; its additional records are those of EDNS and of a signature. */
const isQuery = header.recognizer({ ...asked, 'flags.response': false, answerCount: 0, authorityCount: 0, additionalCount: range(0, 2) })

/** No pointer, and not 32 octets as every name of the NetBIOS Name Service, which uses the same header (RFC 1001, section 14.1). */
const beginsName = record('Label', { length: u8('', 'Length') }).recognizer({ length: [range(0, 31), range(33, 63)] })

const numbersIn = (names: Names) => Object.keys(names).map(Number)
const isAsked = record('Query', { type: u16('', 'Type'), class: u16('', 'Class') })
  .recognizer({ type: numbersIn(dnsTypes), class: numbersIn(dnsClasses) })

/** Whether a message with one question begins at `start`: counts that fit its kind, a name, a type and a class that there are. */
export function isMessage(bytes: Uint8Array, start: number, end: number): boolean {
  const name = start + headerLength
  if (!(isQuery(bytes, start, end) || isResponse(bytes, start, end)) || !beginsName(bytes, name, end)) return false
  return isAsked(bytes, name + domainNameSize(bytes, name, end), end)
}
