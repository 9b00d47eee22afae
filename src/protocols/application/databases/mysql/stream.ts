/** How long packets of MySQL are, who sends them, and when TLS follows. */
import { range, record, u16, u24, u8, unfinished, type FactValues, type Framing, type StreamMemory } from '../../../../schema/index.ts'
import { sourcePort } from '../../sender.ts'

export const kinds = { greeting: 1, login: 2, request: 3, response: 4, authentication: 5 } as const
const header = record('Packet', {
  length: u24('mysql.packet_length', 'Length', { order: 'little' }), number: u8('mysql.packet_number', 'Number'),
  first: u8('mysql.protocol', 'First'),
})
const [lengthAt, numberAt, firstAt] = [header.reader('length'), header.reader('number'), header.reader('first')]
const isGreeting = header.recognizer({ number: 0, first: 10, length: range(32, 0xffff) })
const capabilitiesAt = record('Login', {
  length: u24('mysql.packet_length', 'Length'), number: u8('mysql.packet_number', 'Number'),
  capabilities: u16('mysql.caps.client', 'Capabilities', { order: 'little' }),
}).reader('capabilities')

const isLogin = header.recognizer({ number: 1, length: range(32, 0xffff) })
const isRefusal = header.recognizer({ number: 0, first: 0xff, length: range(3, 0xffff) })
/** The greeting of the server or its refusal, or the login of the client: they have a length of 24 bits, and a number. */
export const opens = (bytes: Uint8Array, start: number, end: number): boolean =>
  end - start <= headLength || isGreeting(bytes, start, end) || isRefusal(bytes, start, end) || isLogin(bytes, start, end)

const headLength = 4
const serverPort = 3306
/** CLIENT_SSL; a request for TLS is a login that ends before the name of the user. */
const tlsFlag = 0x800
const tlsRequestLength = 32

/** Of both directions. */
interface Session {
  state: 'new' | 'greeted' | 'authenticating' | 'ready' | 'encrypted'
}
const sessionOf = ({ both }: StreamMemory) => (both.mysql ??= { state: 'new' }) as Session

export const framing: Framing = (bytes, start, end, memory) => {
  const session = sessionOf(memory)
  const isServer = sourcePort(memory) === serverPort
  if (session.state === 'encrypted') return 0
  if (end - start < headLength + 1) return unfinished
  const length = headLength + lengthAt(bytes, start)
  if (length === headLength) return length
  if (start + length <= end) memory.own.kind = kindIn(bytes, start, end, isServer, session)
  return length
}

function kindIn(bytes: Uint8Array, start: number, end: number, isServer: boolean, session: Session): number {
  const first = firstAt(bytes, start)
  if (isServer && session.state === 'new' && isGreeting(bytes, start, end)) {
    session.state = 'greeted'
    return kinds.greeting
  }
  if (!isServer && session.state === 'greeted') {
    const isTls = lengthAt(bytes, start) === tlsRequestLength && (capabilitiesAt(bytes, start) & tlsFlag) !== 0
    session.state = isTls ? 'encrypted' : 'authenticating'
    return kinds.login
  }
  if (isServer && session.state === 'authenticating') {
    if (first === 0) session.state = 'ready'
    return first === 0 || first === 0xff ? kinds.response : kinds.authentication
  }
  if (!isServer && session.state === 'authenticating') return kinds.authentication
  return isServer ? kinds.response : numberAt(bytes, start) === 0 ? kinds.request : kinds.authentication
}

export const tells = ({ own }: StreamMemory): FactValues => ({ kind: (own.kind as number | undefined) ?? kinds.authentication })
export const switches = {
  tables: [], to: (memory: StreamMemory) => (sessionOf(memory).state === 'encrypted' ? [] : undefined),
}
/** Alone: the greeting shows itself, and a packet with number 0 is a command. */
export const kindAlone = (bytes: Uint8Array, start: number, end: number): number =>
  isGreeting(bytes, start, end) ? kinds.greeting : end - start > headLength && numberAt(bytes, start) === 0 ? kinds.request : kinds.response
