/**
 * OPC Unified Architecture, binary protocol over TCP: OPC 10000-6 (1.05), sections 5.2, 6.7 and 7.1; headers of services: 10000-4,
 * 7.33.
 */
import {
  ahead, bits, bytes, fact, flag, group, guid, lineOf, list, nameIn, protocol, range, record, rest, text, time, u16, u32, u8,
  unfinished, when, type Names,
} from '../../../../schema/index.ts'
import { services, statuses } from './names.ts'

const little = { order: 'little' } as const
/** Section 7.1.2.2. */
const words = { HEL: 0x48454c, ACK: 0x41434b, ERR: 0x455252, RHE: 0x524845, OPN: 0x4f504e, MSG: 0x4d5347, CLO: 0x434c4f } as const
const header = record('Header', {
  first: u8('', 'Type'), second: u16('', 'Type'), chunk: u8('', 'Chunk'), size: u32('opcua.transport.size', 'Message Size', little),
})
const isChunk = { chunk: [0x41, 0x43, 0x46], size: range(8, 0x0400_0000) }
const starts = Object.values(words).map((word) => header.recognizer({ first: word >> 16, second: word & 0xffff, ...isChunk }))
const begins = (octets: Uint8Array, start: number, end: number) => starts.some((recognized) => recognized(octets, start, end))
const sizeAt = header.reader('size')

const size = u32('', 'Length', { ...little, signed: true, unit: 'bytes' })
/** A length of -1 is no string (section 5.2.2.4). */
const string = (filter: string, label: string) => record(label, {
  size, text: when({ size: range(0) }, text(filter, label, 'size')),
})
const octetString = (filter: string, label: string) => record(label, {
  size, octets: when({ size: range(0) }, bytes(filter, label, 'size')),
})
const one = <V>(label: string, item: Parameters<typeof list<V>>[2]) => list('', label, item, { count: 1 })
const form = (size_: number) => bits(size_, 'opcua.nodeid.encodingmask', 'EncodingMask', { base: 16, names: { 0: 'Two byte encoded Numeric',
  1: 'Four byte encoded Numeric', 2: 'Numeric of arbitrary length', 3: 'String', 4: 'GUID', 5: 'Opaque' } })
const space = { space: u16('opcua.nodeid.nsindex', 'Namespace Index', little) }
/** Section 5.2.2.9: after the form, by that the rest. */
const identifiers = {
  0: { number: u8('opcua.nodeid.numeric', 'Identifier Numeric') },
  1: { space: u8('opcua.nodeid.nsindex', 'Namespace Index'), number: u16('opcua.nodeid.numeric', 'Identifier Numeric', little) },
  2: { ...space, number: u32('opcua.nodeid.numeric', 'Identifier Numeric', little) },
  3: { ...space, name: one('Identifier', string('opcua.nodeid.string', 'Identifier String')) },
  4: { ...space, guid: guid('opcua.nodeid.guid', 'Identifier Guid') },
  5: { ...space, opaque: one('Identifier', octetString('opcua.nodeid.bytestring', 'Identifier ByteString')) },
}
const nodeId = record('NodeId', { unused: bits(4, '', 'Unused'), form: form(4) }).choice('form', identifiers)
/** Section 5.2.2.10. */
const expandedNodeId = record('ExpandedNodeId', { mask: group('opcua.expandednodeid.mask', 'EncodingMask', {
  hasUri: flag('opcua.expandednodeid.has_namespace_uri', 'has namespace uri'),
  hasServer: flag('opcua.expandednodeid.has_server_index', 'has server index'),
  unused: bits(2, '', 'Unused'), form: form(4),
}) }).choice('mask.form', identifiers).fields({
  uri: when('mask.hasUri', one('NamespaceUri', string('opcua.expandednodeid.ns_uri', 'NamespaceUri'))),
  server: when('mask.hasServer', u32('', 'ServerIndex', little)),
})
const level = (name: string, label: string) => ({
  [`${name}Symbolic`]: flag(`opcua.returndiag.${name}.symbolicid`, `${label} / SymbolicId`),
  [`${name}Text`]: flag(`opcua.returndiag.${name}.localizedtext`, `${label} / LocalizedText`),
  [`${name}More`]: flag(`opcua.returndiag.${name}.additionalinfo`, `${label} / AdditionalInfo`),
  [`${name}Inner`]: flag(`opcua.returndiag.${name}.innerstatuscode`, `${label} / Inner StatusCode`),
  [`${name}Nested`]: flag(`opcua.returndiag.${name}.innerdiagnostics`, `${label} / Inner Diagnostics`),
})
/** An extension object (section 5.2.2.15). */
const extension = record('ExtensionObject', {
  type: one('TypeId', expandedNodeId),
  mask: group('opcua.extobj.mask', 'EncodingMask', {
    unused: bits(6, '', 'Unused'), hasXml: flag('opcua.extobj.has_xml_body', 'has xml body'),
    hasBinary: flag('opcua.extobj.has_binary_body', 'has binary body'),
  }),
}).cases([({ mask: { hasXml, hasBinary } }) => hasXml || hasBinary, { octets: one('Body', octetString('', 'Body')) }])
/** 10000-4, section 7.33. */
const requestHeader = record('RequestHeader', {
  token: one('AuthenticationToken', nodeId),
  sent: time('opcua.Timestamp', 'Timestamp', 'filetime', little),
  handle: u32('opcua.RequestHandle', 'RequestHandle', little),
  diagnostics: group('opcua.returndiag', 'Return Diagnostics', {
    ...level('servicelevel', 'ServiceLevel'), ...level('operationlevel', 'OperationLevel'), reserved: bits(22, '', 'Reserved'),
  }, little),
  audit: one('AuditEntryId', string('opcua.AuditEntryId', 'AuditEntryId')),
  timeout: u32('opcua.TimeoutHint', 'TimeoutHint', little),
  additional: one('AdditionalHeader', extension),
})
/** 10000-4, section 7.34; diagnostics are read only where there are none. */
const responseHeader = record('ResponseHeader', {
  sent: time('opcua.Timestamp', 'Timestamp', 'filetime', little),
  handle: u32('opcua.RequestHandle', 'RequestHandle', little),
  result: u32('opcua.ServiceResult', 'ServiceResult', { ...little, base: 16, names: statuses }),
  diagnostics: u8('opcua.diag.mask', 'EncodingMask', { base: 16 }),
}).cases([{ diagnostics: 0 }, {
  stringCount: u32('', 'Number of strings', { ...little, signed: true }),
  strings: list('', 'StringTable', string('opcua.StringTable', 'StringTable'), { count: 'stringCount' }),
  additional: one('AdditionalHeader', extension),
}])
const securityModes = { 0: 'Invalid', 1: 'None', 2: 'Sign', 3: 'SignAndEncrypt' } satisfies Names

/** What begins a service: a numeric identifier of four bytes, at this place after the header of the channel. */
const serviceHead = record('Service', { sequence: u32('', 'Sequence'), request: u32('', 'Request'), form: u8('', 'Form'), space: u8('',
  'Space'),
  service: u16('', 'Service', little) })
const isPlain = serviceHead.recognizer({ form: 1, space: 0, service: Object.keys(services).map(Number) })
const requests = Object.entries(services).filter(([, name]) => name.endsWith('Request')).map(([number]) => Number(number))
const responses = Object.entries(services).filter(([, name]) => !name.endsWith('Request')).map(([number]) => Number(number))
const secured = record('Secured', { plainHere: ahead(8) })
  .choice((({ bytes: octets, start, end }: { readonly bytes: Uint8Array, readonly start: number, readonly end: number }) =>
    (isPlain(octets, start, end) ? 1 : 0)) as never, {
    0: { encrypted: rest('', 'Encrypted or unknown data') },
    1: {
      sequence: u32('opcua.security.seq', 'SequenceNumber', little),
      requestId: u32('opcua.security.rqid', 'RequestId', little),
      form: u8('opcua.servicenodeid.encodingmask', 'NodeId EncodingMask', { base: 16, names: { 1: 'Four byte encoded Numeric' } }),
      space: u8('opcua.servicenodeid.nsid', 'NodeId Namespace Index'),
      service: u16('opcua.servicenodeid.numeric', 'NodeId Identifier Numeric', { ...little, names: services }),
    },
  })
  .cases([{ service: requests }, { requestHeader: one('RequestHeader', requestHeader) }],
    [{ service: responses }, { responseHeader: one('ResponseHeader', responseHeader) }])
  .cases(
    [{ service: 446 }, {
      clientVersion: u32('opcua.ClientProtocolVersion', 'ClientProtocolVersion', little),
      requestType: u32('opcua.SecurityTokenRequestType', 'SecurityTokenRequestType', { ...little, base: 16, names: { 0: 'Issue',
        1: 'Renew' } }),
      mode: u32('opcua.MessageSecurityMode', 'MessageSecurityMode', { ...little, base: 16, names: securityModes }),
      nonce: one('ClientNonce', octetString('opcua.ClientNonce', 'ClientNonce')),
      lifetime: u32('opcua.RequestedLifetime', 'RequestedLifetime', little),
    }],
    [{ service: 449 }, {
      serverVersion: u32('opcua.ServerProtocolVersion', 'ServerProtocolVersion', little),
      channelId: u32('opcua.ChannelId', 'ChannelId', little), tokenId: u32('opcua.TokenId', 'TokenId', little),
      created: time('opcua.CreatedAt', 'CreatedAt', 'filetime', little), lifetime: u32('opcua.RevisedLifetime', 'RevisedLifetime', little),
      nonce: one('ServerNonce', octetString('opcua.ServerNonce', 'ServerNonce')),
    }],
    [{ service: [428] }, { endpoint: one('EndpointUrl', string('opcua.EndpointUrl', 'EndpointUrl')) }],
    [{ service: 473 }, { deletes: u8('opcua.DeleteSubscriptions', 'DeleteSubscriptions') }],
  )
  .fields({ more: rest('', 'Service data') })
const limits = {
  version: u32('opcua.transport.ver', 'Version', little), receives: u32('opcua.transport.rbs', 'ReceiveBufferSize', little),
  sends: u32('opcua.transport.sbs', 'SendBufferSize', little), longest: u32('opcua.transport.mms', 'MaxMessageSize', little),
  chunks: u32('opcua.transport.mcc', 'MaxChunkCount', little),
}
const channel = { channel: u32('opcua.transport.scid', 'SecureChannelId', little) }
const tokened = { ...channel, token: u32('opcua.security.tokenid', 'Security Token Id', little), secured: one('Message', secured) }

export const opcua = protocol('opcua', 'OpcUa Binary Protocol', { 'tcp.port': [4840], 'opcua.next': [1] })
  .specified('IEC 62541-6')
  .facts({
    answeredIn: fact.frame('', 'Response in frame'),
    answers:    fact.frame('', 'Request in frame'),
    time:       fact.duration('', 'Time since the request'),
  })
  .fields({
    type:  text('opcua.transport.type', 'Message Type', 3, { encoding: 'ascii' }),
    chunk: text('opcua.transport.chunk', 'Chunk Type', 1, { encoding: 'ascii' }),
    size:  u32('opcua.transport.size', 'Message Size', { ...little, unit: 'bytes' }),
  })
  .length('size')
  .choice('type', {
    HEL: { ...limits, endpoint: one('EndpointUrl', string('opcua.transport.endpoint', 'EndpointUrl')) },
    ACK: limits,
    ERR: {
      error: u32('opcua.transport.error', 'Error', { ...little, base: 16, names: statuses }),
      reason: one('Reason', string('opcua.transport.reason', 'Reason')),
    },
    RHE: {
      server: one('ServerUri', string('opcua.transport.suri', 'ServerUri')),
      endpoint: one('EndpointUrl', string('opcua.transport.endpoint', 'EndpointUrl')),
    },
    OPN: {
      ...channel, policy: one('SecurityPolicyUri', string('opcua.security.spu', 'SecurityPolicyUri')),
      certificate: one('SenderCertificate', octetString('opcua.security.scert', 'SenderCertificate')),
      thumbprint: one('ReceiverCertificateThumbprint', octetString('opcua.security.rcthumb', 'ReceiverCertificateThumbprint')),
      secured: one('Message', secured),
    },
    MSG: tokened,
    CLO: tokened,
  })
  .fields({ more: rest('', 'Data') })
  .accepts(begins)
  .streamed((octets, start, end) => (end - start < 8 ? unfinished : begins(octets, start, end) ? sizeAt(octets, start) : 0))
  .payload({ tables: [['opcua.next', () => 1]] })
  .exchanged({
    part: ({ secured: given }) => {
      const service = given?.[0]?.service
      return service === undefined ? undefined : requests.includes(service) ? 'question' : 'answer'
    },
    key: ({ secured: given }) => `${given?.[0]?.requestId}`,
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .colored('messages', ({ error, secured: given }) =>
    (error !== undefined || (given?.[0]?.responseHeader?.[0]?.result ?? 0) >= 0x8000_0000 ? 'error' : undefined))
  .summarized(({ type, endpoint, error, policy, secured: given }) => {
    const [message] = given ?? []
    const result = message?.responseHeader?.[0]?.result
    return lineOf([
      type, endpoint?.[0]?.text, error === undefined ? undefined : nameIn(statuses, error) ?? `0x${error.toString(16)}`,
      policy?.[0]?.text?.split('#').at(-1), message?.service === undefined ? undefined : nameIn(services, message.service),
      message?.requestId === undefined ? undefined : `id ${message.requestId}`,
      result === undefined || result === 0 ? undefined : nameIn(statuses, result) ?? `0x${result.toString(16)}`,
    ], ' ')
  }, { all: true })
