/**
 * Media Gateway Control Protocol, RFC 3435, section 3: commands and responses in text, with lines of parameters and descriptions of
 * media.
 */
import {
  asciiText, emptyLine, fact, headerLine, headerText, holding, isHeaderLine, isPrintable, lineOf, line, lineStop, nameIn, numberWord,
  optionalLine, parts, protocol, record, wholeLine, word, type Names, type View,
} from '../../../schema/index.ts'

/** Section 3.2.1.1; ATM and others may define more. */
const verbs: Readonly<Record<string, string>> = {
  EPCF: 'EndpointConfiguration', CRCX: 'CreateConnection', MDCX: 'ModifyConnection', DLCX: 'DeleteConnection', RQNT: 'NotificationRequest',
  NTFY: 'Notify', AUEP: 'AuditEndpoint', AUCX: 'AuditConnection', RSIP: 'RestartInProgress', MESG: 'Message',
}
/** Section 2.4. */
const codes = {
  0: 'Response acknowledgment', 100: 'Transaction in progress', 101: 'Transaction queued', 200: 'Transaction executed normally',
  250: 'Connection was deleted', 400: 'Transient error', 401: 'Phone is off hook', 402: 'Phone is on hook', 403: 'Insufficient resources',
  404: 'Insufficient bandwidth', 405: 'Endpoint is restarting', 406: 'Transaction timed out', 407: 'Transaction aborted',
  409: 'Internal overload', 410: 'No endpoint available', 500: 'Unknown endpoint', 501: 'Endpoint is not ready',
  502: 'Insufficient resources', 503: 'All of wildcard too complicated', 504: 'Unknown or unsupported command',
  505: 'Unsupported RemoteConnectionDescriptor', 507: 'Unsupported functionality', 509: 'Error in RemoteConnectionDescriptor',
  510: 'Protocol error', 511: 'Unrecognized extension', 512: 'Cannot detect requested event', 513: 'Cannot generate signal',
  514: 'Cannot send announcement', 515: 'Incorrect connection identifier', 516: 'Unknown call identifier', 517: 'Invalid mode',
  518: 'Unsupported package', 519: 'No digit map', 520: 'Endpoint is restarting', 521: 'Redirected to another call agent',
  522: 'No such event or signal', 523: 'Unknown action', 524: 'Inconsistent local connection options', 526: 'Insufficient bandwidth',
  527: 'Missing RemoteConnectionDescriptor', 528: 'Incompatible protocol version', 534: 'Codec negotiation failure',
} satisfies Names

const value = (name: string, label: string) => ({ value: headerText(`mgcp.param.${name}`, label) })
/** Section 3.2.2. */
const parameter = headerLine({
  K:  value('rspack', 'ResponseAck (K)'),
  B:  value('bearerinfo', 'BearerInformation (B)'),
  C:  value('callid', 'CallId (C)'),
  I:  value('connectionid', 'ConnectionIdentifier (I)'),
  I2: value('secondconnectionid', 'SecondConnectionID (I2)'),
  N:  value('notifiedentity', 'NotifiedEntity (N)'),
  X:  value('requestid', 'RequestIdentifier (X)'),
  L:  value('localconnectionoptions', 'LocalConnectionOptions (L)'),
  M:  { value: headerText('mgcp.param.connectionmode', 'ConnectionMode (M)', 'vocabulary') },
  R:  value('reqevents', 'RequestedEvents (R)'),
  RM: value('restartmethod', 'RestartMethod (RM)'),
  RD: value('restartdelay', 'RestartDelay (RD)'),
  S:  value('signalreq', 'SignalRequests (S)'),
  D:  value('digitmap', 'DigitMap (D)'),
  O:  value('observedevents', 'ObservedEvents (O)'),
  P:  value('connectionparam', 'ConnectionParameters (P)'),
  E:  value('reasoncode', 'ReasonCode (E)'),
  Z:  value('specificendpoint', 'SpecificEndpointID (Z)'),
  Z2: value('secondendpointid', 'SecondEndpointID (Z2)'),
  F:  value('reqinfo', 'RequestedInfo (F)'),
  Q:  value('quarantinehandling', 'QuarantineHandling (Q)'),
  T:  value('detectedevents', 'DetectedEvents (T)'),
  ES: value('eventstates', 'EventStates (ES)'),
  RC: value('remoteconnectiondescriptor', 'RemoteConnectionDescriptor (RC)'),
  LC: value('localconnectiondescriptor', 'LocalConnectionDescriptor (LC)'),
  A:  value('capabilities', 'Capabilities (A)'),
  MD: value('maxmgcpdatagram', 'MaxMGCPDatagram (MD)'),
  PL: value('packagelist', 'PackageList (PL)'),
})
const common = {
  parameters: parts('Parameters', parameter, { begins: isHeaderLine }),
  emptyLine:  emptyLine('End of parameters'),
}

const command = /^[a-z]{4} \d{1,9} \S{1,255} mgcp \d\.\d/i
const response = /^\d{3} \d{1,9}(?: |\r|\n|$)/
const longest = 400
const firstLine = (bytes: Uint8Array, start: number, end: number) => {
  const stop = lineStop(bytes, start, Math.min(end, start + longest))
  return isPrintable(bytes, start, stop) ? asciiText(bytes, start, stop) : ''
}
const kindOf = ({ bytes, start, end }: View) => (command.test(firstLine(bytes, start, end)) ? 'command' : 'response')

export const mgcp = protocol('mgcp', 'Media Gateway Control Protocol', { 'udp.port': [2427, 2727] })
  .specified('RFC 3435')
  .facts({
    answeredIn: fact.frame('mgcp.rspframe', 'Response Frame'),
    answers:    fact.frame('mgcp.reqframe', 'Request Frame'),
    time:       fact.duration('mgcp.time', 'Time from request'),
  })
  .choice(kindOf, {
    command: record('Command', {
      command:     wholeLine('', 'Command'),
      verb:        holding(word('mgcp.req.verb', 'Verb'), 'vocabulary'),
      transaction: word('mgcp.transid', 'Transaction ID'),
      endpoint:    word('mgcp.req.endpoint', 'Endpoint'),
      version:     holding(line('mgcp.version', 'Version'), 'vocabulary'),
      ...common,
    }),
    response: record('Response', {
      response:    wholeLine('', 'Response'),
      code:        numberWord('mgcp.rsp.rspcode', 'Response Code'),
      transaction: word('mgcp.transid', 'Transaction ID'),
      comment:     optionalLine('mgcp.rsp.rspstring', 'Response String'),
      ...common,
    }),
  })
  .accepts((bytes, start, end) => {
    const text = firstLine(bytes, start, end)
    return command.test(text) || response.test(text)
  })
  .payload({ tables: [['media_type', ({ bytes, start, extent, end }) => (isDescription(bytes, start + extent,
    end) ? 'application/sdp' : '')]] })
  .exchanged({
    part: ({ verb, code = 0 }) => (verb !== undefined ? 'question' : code >= 200 ? 'answer' : undefined),
    key: ({ transaction = '' }) => transaction,
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .colored('messages', ({ code = 0 }) => (code >= 400 ? 'error' : undefined))
  .summarized(({ verb, transaction, endpoint, code, comment }) =>
    lineOf((verb === undefined
      ? [code, transaction, comment ?? nameIn(codes, code ?? -1)]
      : [verb, verbs[verb.toUpperCase()] === undefined ? undefined : `(${verbs[verb.toUpperCase()]})`, transaction, endpoint]), ' '))

const isDescription = (bytes: Uint8Array, at: number, end: number) => asciiText(bytes, at, Math.min(end, at + 2)) === 'v='
