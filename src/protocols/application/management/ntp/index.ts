import {
  bits, bytes, fact, flag, group, list, only, protocol, range, record, rest, text, time, u16, u32, u8,
} from '../../../../schema/index.ts'
import { errors, privateHeader, privateItems, requests } from './private.ts'

const modes = {
  0: 'reserved', 1: 'symmetric active', 2: 'symmetric passive', 3: 'client', 4: 'server', 5: 'broadcast', 6: 'control message', 7: 'private use',
} as const
const leaps = {
  0: 'no warning', 1: 'last minute of the day has 61 seconds', 2: 'last minute of the day has 59 seconds', 3: 'unknown (clock unsynchronized)',
} as const

/** The last of the modes that have a timestamp. */
const broadcast = 5
const modeNames: Readonly<Record<number, string>> = modes

const [controlMode, privateMode] = [6, 7]
/** RFC 9327, section 4. */
const operations: Readonly<Record<number, string>> = {
  1: 'read status', 2: 'read variables', 3: 'write variables', 4: 'read clock variables', 5: 'write clock variables',
  6: 'set trap address', 7: 'trap', 8: 'configure', 9: 'save configuration', 10: 'read monitoring data', 11: 'read ordered list',
  12: 'request nonce', 31: 'unset trap',
}
/** RFC 9327, section 2. */
const control = {
  control: group('ntp.ctrl.flags2', 'Flags 2', {
    isResponse:         flag('ntp.ctrl.flags2.r', 'Response bit'),
    isError:            flag('ntp.ctrl.flags2.error', 'Error bit'),
    more:               flag('ntp.ctrl.flags2.more', 'More bit'),
    operation:          bits(5, 'ntp.ctrl.flags2.opcode', 'Opcode', { names: operations }),
  }),
  sequence:             u16('ntp.ctrl.sequence', 'Sequence'),
  status:               u16('ntp.ctrl.status', 'Status', { base: 16 }),
  association:          u16('ntp.ctrl.associd', 'AssociationID'),
  offset:               u16('ntp.ctrl.offset', 'Offset'),
  count:                u16('ntp.ctrl.count', 'Count', { unit: 'bytes' }),
}
const association = record('Association', {
  association: u16('ntp.ctrl.associd', 'AssociationID'), status: u16('ntp.ctrl.status', 'Status', { base: 16 }),
})

const header = record('Header', {
  leap: bits(2, 'ntp.flags.li', 'Leap Indicator'), version: bits(3, 'ntp.flags.vn', 'Version number'),
  mode: bits(3, 'ntp.flags.mode', 'Mode'), stratum: u8('ntp.stratum', 'Stratum'),
  // In messages of private use the implementation that they are for: none, or that of the University of Delaware.
  poll: u8('ntp.ppoll', 'Poll'),
})
const isTimed = header.recognizer({ version: range(1, 4), mode: range(0, broadcast), stratum: range(0, 16) })
const isControl = header.recognizer({ version: range(1, 4), mode: 6 })
const isPrivate = header.recognizer({ version: range(1, 4), mode: 7, poll: [0, 2, 3] })
const isHeader = (octets: Uint8Array, start: number, end: number) =>
  isTimed(octets, start, end) || isControl(octets, start, end) || isPrivate(octets, start, end)

/** Network Time Protocol, RFC 5905 section 7.3. */
export const ntp = protocol('ntp', 'Network Time Protocol', { 'udp.port': [123] })
  .specified('RFC 5905')
  .accepts(isHeader)
  .fields({
    flags:                group('ntp.flags', 'Flags', {
      // In messages of private use these bits say something else.
      leap:                 only({ mode: range(0, 6) }, bits(2, 'ntp.flags.li', 'Leap Indicator', { names: leaps })),
      version:              bits(3, 'ntp.flags.vn', 'Version number'),
      mode:                 bits(3, 'ntp.flags.mode', 'Mode', { names: modes }),
    }),
  })
  .cases([{ 'flags.mode': range(0, broadcast) }, {
    stratum:            u8('ntp.stratum', 'Peer Clock Stratum'),
    poll:               bits(8, 'ntp.ppoll', 'Peer Polling Interval', { signed: true, unit: 'as a power of 2, in seconds' }),
    precision:          bits(8, 'ntp.precision', 'Peer Clock Precision', { signed: true, unit: 'as a power of 2, in seconds' }),
    rootDelay:          u32('ntp.rootdelay', 'Root Delay', { unit: '/ 65536 seconds' }),
    rootDispersion:     u32('ntp.rootdispersion', 'Root Dispersion', { unit: '/ 65536 seconds' }),
    referenceId:        bytes('ntp.refid', 'Reference ID', 4),
    referenceTimestamp: time('ntp.reftime', 'Reference Timestamp', 'ntp'),
    originTimestamp:    time('ntp.org', 'Origin Timestamp', 'ntp'),
    receiveTimestamp:   time('ntp.rec', 'Receive Timestamp', 'ntp'),
    transmitTimestamp:  time('ntp.xmt', 'Transmit Timestamp', 'ntp'),
  }], [{ 'flags.mode': controlMode }, control], [{ 'flags.mode': privateMode }, privateHeader])
  .cases(
    [{ 'flags.mode': controlMode, 'control.operation': 1 }, {
      associations:     list('', 'Associations', association, { length: 'count' }),
    }],
    [{ 'flags.mode': controlMode }, { data: text('ntp.ctrl.data', 'Data', 'count') }],
  )
  .choice(({ request, itemSize }) => (request === undefined ? undefined : `${request} ${itemSize}`), privateItems as never)
  .fields({
    remainder:            rest('', 'Extension fields, authenticator or private data'),
  })
  .facts({
    responseIn: fact.frame('ntp.response_in', 'Response In'),
    requestIn:  fact.frame('ntp.request_in', 'Request In'),
    time:       fact.duration('ntp.delta_time', 'Delta Time'),
  })
  .exchanged({
    part: ({ flags: { mode }, control }) =>
      mode === 3 ? 'question' : mode === 4 ? 'answer' : control === undefined ? undefined : control.isResponse ? 'answer' : 'question',
    key: ({ flags: { mode }, sequence, transmitTimestamp, originTimestamp }) =>
      sequence === undefined ? `${mode === 3 ? transmitTimestamp : originTimestamp}` : `control ${sequence}`,
    facts: { answeredIn: 'responseIn', answers: 'requestIn', time: 'time' },
  })
  .colored('management', ({ flags, stratum }) => (flags.mode === 4 && stratum === 0 ? 'warning' : undefined)) // RFC 5905, section 7.4
  .defaults({ flags: { version: 4, mode: 3 } })
  .summarized(({ flags, stratum, control, sequence, request, isResponse, error, itemCount }) => {
    const words = `version ${flags.version} ${modeNames[flags.mode]}${stratum ? `, stratum ${stratum}` : ''}`
    if (request !== undefined)
      return `${words}, ${requests[request] ?? `request ${request}`}${isResponse ? ' response' : ''}`
        + `${error ? `, error: ${errors[error] ?? error}` : ''}${itemCount ? `, ${itemCount} item${itemCount === 1 ? '' : 's'}` : ''}`
    if (control === undefined) return words
    return `${words}, ${operations[control.operation] ?? `operation ${control.operation}`}`
      + `${control.isResponse ? ' response' : ''}${control.isError ? ', error' : ''}, sequence ${sequence}`
  })
