/** Header lines, RFC 3261 section 20, by the names that IANA lists ("SIP Parameters", 2026-11). */
import { headerLine, headerNumber, headerText, type Fields } from '../../../../schema/index.ts'
import { address, sequence, tag, via } from './addresses.ts'

/** Headers whose filter name is theirs with `sip.` in front. */
const plain = `
  Accept Accept-Contact Accept-Encoding Accept-Language Accept-Resource-Priority Alert-Info Allow Allow-Events Answer-Mode
  Authentication-Info Authorization Call-ID Call-Info Content-Disposition Content-Encoding Content-Language Content-Type Date Error-Info
  Event Feature-Caps Flow-Timer Geolocation Geolocation-Error Geolocation-Routing History-Info Identity Info-Package In-Reply-To Join
  MIME-Version Min-Expires Min-SE Organization P-Access-Network-Info P-Answer-State P-Asserted-Service P-Associated-URI P-Called-Party-ID
  P-Charging-Function-Addresses P-Charging-Vector P-Early-Media P-Media-Authorization P-Preferred-Service P-Profile-Key P-Served-User
  P-User-Database P-Visited-Network-ID Permission-Missing Priority Priv-Answer-mode Privacy Proxy-Authenticate Proxy-Authorization
  Proxy-Require RAck Reason Recv-Info Refer-Sub Refer-To Reject-Contact Replaces Reply-To Request-Disposition Require Resource-Priority
  Response-Source Security-Client Security-Server Security-Verify Server Session-Expires Session-ID Subject Subscription-State Supported
  Target-Dialog Timestamp Trigger-Consent Unsupported User-Agent Warning WWW-Authenticate Diversion P-Asserted-Identity
  P-Preferred-Identity
`.trim().split(/\s+/)
/** Whose values are words of the protocol. */
const ofProtocol: ReadonlySet<string> = new Set(
  'Accept Allow Allow-Events Content-Encoding Content-Type Date Event Require Supported'.split(' '),
)
const numbers = ['Content-Length', 'Expires', 'Max-Breadth', 'Max-Forwards', 'Retry-After', 'RSeq']
/** The same under another name. */
const otherwise = {
  'SIP-ETag': 'ETag', 'SIP-If-Match': 'If_Match', 'Suppress-If-Match': 'Suppress_If_Match', 'Policy-Contact': 'Policy_Contact',
  'Policy-ID': 'Policy_ID', 'Referred-By': 'Referred-by', 'User-to-User': 'uui', 'Identity-Info': 'Identity-info',
}

const value = (name: string, filter = name) => ({
  value: headerText(`sip.${filter}`, name, ofProtocol.has(name) ? 'vocabulary' : undefined),
})

const known: Readonly<Record<string, Fields<never>>> = {
  'From':          { ...value('From'), ...address('from', 'SIP from', 'addr'), ...tag('from', 'SIP from') },
  'To':            { ...value('To'), ...address('to', 'SIP to', 'addr'), ...tag('to', 'SIP to') },
  'Contact':       { ...value('Contact'), ...address('contact', 'Contact', 'uri') },
  'Route':         { ...value('Route'), ...address('Route', 'Route', 'uri') },
  'Record-Route':  { ...value('Record-Route'), ...address('Record-Route', 'Record-Route', 'uri') },
  'Service-Route': { ...value('Service-Route'), ...address('Service-Route', 'Service-Route', 'uri') },
  'Path':          { ...value('Path'), ...address('Path', 'Path', 'uri') },
  'Via':           { ...value('Via'), ...via },
  'CSeq':          { ...value('CSeq'), ...sequence },
  ...Object.fromEntries(numbers.map((name) => [name, { value: headerNumber(`sip.${name}`, name) }])),
  ...Object.fromEntries(Object.entries(otherwise).map(([name, filter]) => [name, value(name, filter)])),
  ...Object.fromEntries(plain.map((name) => [name, value(name)])),
}

/** Compact forms, RFC 3261 section 7.3.3 and those after it. */
const short = {
  a: 'Accept-Contact', b: 'Referred-By', c: 'Content-Type', d: 'Request-Disposition', e: 'Content-Encoding', f: 'From', i: 'Call-ID',
  j: 'Reject-Contact', k: 'Supported', l: 'Content-Length', m: 'Contact', n: 'Identity-Info', o: 'Event', r: 'Refer-To', s: 'Subject',
  t: 'To', u: 'Allow-Events', v: 'Via', x: 'Session-Expires', y: 'Identity',
}

/** Some values are numbers. */
export interface Header {
  readonly name: string
  readonly value: string | number | undefined
}

export const header = headerLine<Header>(known, { value: headerText('sip.unknown_header', 'Value') }, short)
