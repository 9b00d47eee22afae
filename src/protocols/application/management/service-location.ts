/** Service Location Protocol: version 1 (RFC 2165) and version 2 (RFC 2608). */
import {
  ahead, bits, flag, given, group, holding, lineOf, list, nameIn, otherwise, protocol, range, record, rest, text, time, u16, u24, u8,
  unfinished, vector, when,
} from '../../../schema/index.ts'

/** RFC 2608, section 8; of version 1 the same up to 10 (RFC 2165, section 4). */
const functions = {
  1: 'Service Request', 2: 'Service Reply', 3: 'Service Registration', 4: 'Service Deregister', 5: 'Service Acknowledge',
  6: 'Attribute Request',
  7: 'Attribute Reply', 8: 'DA Advertisement', 9: 'Service Type Request', 10: 'Service Type Reply', 11: 'SA Advertisement',
}
/** RFC 2165, section 4.1. */
const errors1 = {
  0: 'No error', 1: 'Language not supported', 2: 'Protocol parse error', 3: 'Invalid registration', 4: 'Scope not supported',
  5: 'Character set not supported', 6: 'Authentication absent', 7: 'Authentication failed',
}
/** RFC 2608, section 7. */
const errors2 = {
  0: 'No error', 1: 'Language not supported', 2: 'Protocol parse error', 3: 'Invalid registration', 4: 'Scope not supported',
  5: 'Unknown authentication', 6: 'Authentication absent', 7: 'Authentication failed', 8: 'Reserved', 9: 'Version not supported',
  10: 'Internal error', 11: 'DA busy', 12: 'Option not understood', 13: 'Invalid update', 14: 'Message not supported',
  15: 'Refresh rejected',
}

const counted = (lengthFilter: string, lengthLabel: string, filter: string, label: string) =>
  vector(u16(`srvloc.${lengthFilter}`, lengthLabel, { unit: 'bytes' }), text(`srvloc.${filter}`, label))

/** RFC 2608, section 9.2. */
const authentication = record('Authentication Block', {
  descriptor:    u16('srvloc.authblkv2_bsd', 'Block Structure Descriptor', { base: 16 }),
  length:        u16('srvloc.authblkv2_len', 'Length', { unit: 'bytes' }),
  timestamp:     time('srvloc.authblkv2.timestamp', 'Timestamp', 'unix'),
  spi:           counted('authblkv2.slpspilen', 'SLP SPI Length', 'authblkv2.slpspi', 'SLP SPI'),
  authenticator: rest('srvloc.authblkv2.authenticator', 'Authenticator'),
}).length('length')

/** RFC 2608, section 4.3. */
const entryFields = {
  reserved:        u8('srvloc.url.reserved', 'Reserved', { base: 16 }),
  lifetime:        u16('srvloc.url.lifetime', 'Lifetime', { unit: 'seconds' }),
  url:             counted('url.urllen', 'URL Length', 'url.url', 'URL'),
  authentications: u8('srvloc.url.numauths', 'Authentications'),
  urlBlocks:       list('', 'Authentication Blocks', authentication, { count: 'authentications' }),
}
const entry = record('URL Entry', entryFields)
const entry1 = record('URL Entry', {
  lifetime: u16('srvloc.url.lifetime', 'Lifetime', { unit: 'seconds' }), url: counted('url.urllen', 'URL Length', 'url.url', 'URL'),
})

const previous = (name: string) => ({
  previous: counted(`${name}.prlistlen`, 'Previous Responder List Length', `${name}.prlist`, 'Previous Responder List'),
})
const scopes = (name: string) => ({ scopes: counted(`${name}.scopelistlen`, 'Scope List Length', `${name}.scopelist`, 'Scope List') })
const attributes = (name: string) => ({ attributes: counted(`${name}.attrlistlen`, 'Attribute List Length', `${name}.attrlist`,
  'Attribute List') })
const tags = (name: string) => ({ tags: counted(`${name}.taglistlen`, 'Tag List Length', `${name}.taglist`, 'Tag List') })
const security = (name: string) => ({ spi: counted(`${name}.slpspilen`, 'SLP SPI Length', `${name}.slpspi`, 'SLP SPI') })
const address = (name: string) => ({ url: counted(`${name}.urllen`, 'URL Length', `${name}.url`, 'URL') })
const blocks = (filter: string) => ({
  blockCount: u8(filter, 'Authentications'), blocks: list('', 'Authentication Blocks', authentication, { count: 'blockCount' }),
})
/** A naming authority of length 65535 stands for all of them, and has no bytes. */
const allAuthorities = 0xffff
const authority = {
  authorityLength: u16('srvloc.srvtypereq.nameauthlistlen', 'Naming Authority Length', { unit: 'bytes' }),
  authority: when({ authorityLength: range(0, allAuthorities - 1) }, text('srvloc.srvtypereq.nameauthlist', 'Naming Authority',
    'authorityLength')),
}
const errorCode = { error: u16('srvloc.errv2', 'Error Code', { names: errors2 }) }
const errorCode1 = { error: u16('srvloc.err', 'Error Code', { names: errors1 }) }

/** Sections 8 and 10; keys are 200 and the function. */
const bodies2 = {
  201: {
    ...previous('srvreq'), serviceType: counted('srvreq.srvtypelen', 'Service Type Length', 'srvreq.srvtypelist', 'Service Type'),
      ...scopes('srvreq'),
    predicate: counted('srvreq.predicatelen', 'Predicate Length', 'srvreq.predicate', 'Predicate'), ...security('srvreq'),
  },
  202: { ...errorCode, urlCount: u16('srvloc.srvreq.urlcount', 'URL Entry Count'), entries: list('', 'URL Entries', entry,
    { count: 'urlCount' }) },
  203: {
    ...entryFields, serviceType: counted('srvreq.srvtypelen', 'Service Type Length', 'srvreq.srvtype', 'Service Type'), ...scopes('srvreq'),
    ...attributes('srvreq'), ...blocks('srvloc.srvreq.attrauthcount'),
  },
  204: { ...scopes('srvdereq'), ...entryFields, ...tags('srvdereq') },
  205: errorCode,
  206: { ...previous('attrreq'), ...address('attrreq'), ...scopes('attrreq'), ...tags('attrreq'), ...security('attrreq') },
  207: { ...errorCode, ...attributes('attrrply'), ...blocks('srvloc.attrrply.authcount') },
  208: {
    ...errorCode, bootTimestamp: time('srvloc.daadvert.timestamp', 'DA Stateless Boot Timestamp', 'unix'), ...address('daadvert'),
      ...scopes('daadvert'),
    ...attributes('daadvert'), ...security('daadvert'), ...blocks('srvloc.daadvert.authcount'),
  },
  209: {
    ...previous('srvtypereq'), ...authority,
    ...scopes('srvtypereq'),
  },
  210: { ...errorCode, serviceTypes: counted('srvtypereq.srvtypelistlen', 'Service Type List Length', 'srvtyperply.srvtypelist',
    'Service Type List') },
  211: { ...address('saadvert'), ...scopes('saadvert'), ...attributes('saadvert'), ...blocks('srvloc.saadvert.authcount') },
}

/** RFC 2165, sections 7 to 13, as far as there are no authenticators; keys are 100 and the function. */
const bodies1 = {
  101: { ...previous('srvreq'), predicate: counted('srvreq.predicatelen', 'Predicate Length', 'srvreq.predicate', 'Predicate') },
  102: { ...errorCode1, urlCount: u16('srvloc.srvreq.urlcount', 'URL Entry Count'), entries: list('', 'URL Entries', entry1,
    { count: 'urlCount' }) },
  103: { lifetime: u16('srvloc.url.lifetime', 'Lifetime', { unit: 'seconds' }), url: counted('url.urllen', 'URL Length', 'url.url',
    'URL'), ...attributes('srvreq') },
  104: { url: counted('url.urllen', 'URL Length', 'url.url', 'URL'), ...tags('srvdereq') },
  105: errorCode1,
  106: { ...previous('attrreq'), ...address('attrreq'), ...scopes('attrreq'), ...tags('attrreq') },
  107: { ...errorCode1, ...attributes('attrrply') },
  108: { ...errorCode1, ...address('daadvert'), ...scopes('daadvert') },
  109: { ...previous('srvtypereq'), ...authority, ...scopes('srvtypereq') },
  110: { ...errorCode1, typeCount: u16('srvloc.service_type_count', 'Service Type Count'), serviceTypes: list('', 'Service Types',
    record('Service Type', {
    name: counted('srvtypereq.srvtypelen', 'Service Type Length', 'srvtyperply.srvtype', 'Service Type') }), { count: 'typeCount' }) },
}

const head = record('Header', { version: u8('', 'Version'), function: u8('', 'Function') })
const [begins1, begins2] = [head.recognizer({ version: 1, function: range(1, 10) }), head.recognizer({ version: 2, function: range(1,
  11) })]
const length1 = record('Header', { skipped: u16('', 'Skipped'), length: u16('', 'Length') }).reader('length')
const length2 = record('Header', { skipped: u16('', 'Skipped'), length: u24('', 'Length') }).reader('length')
const lengthEnd = 5
const begins = (layer: Uint8Array, start: number, end: number) => begins1(layer, start, end) || begins2(layer, start, end)

const common = {
  version:  u8('srvloc.version', 'Version'),
  function: u8('srvloc.function', 'Function', { names: functions }),
}

export const serviceLocation = protocol('srvloc', 'Service Location Protocol', { 'udp.port': [427], 'tcp.port': [427] })
  .specified('RFC 2608')
  .fields({ versionAhead: ahead(8) })
  .cases([{ versionAhead: 1 }, {
    ...common,
    length: u16('srvloc.pktlen', 'Packet Length', { unit: 'bytes' }),
    flags: group('srvloc.flags_v1', 'Flags', {
      overflow: flag('srvloc.flags_v1.overflow', 'Overflow'), monolingual: flag('srvloc.flags_v1.monolingual', 'Monolingual'),
      urlAuthentication: flag('srvloc.flags_v1.url_auth', 'URL Authentication'),
      attributeAuthentication: flag('srvloc.flags_v1.attribute_auth', 'Attribute Authentication'),
      fresh: flag('srvloc.flags_v1.fresh', 'Fresh Registration'), reserved: bits(3, 'srvloc.flags_v1.reserved', 'Reserved'),
    }),
    dialect:  u8('srvloc.dialect', 'Dialect'),
    language: holding(text('srvloc.language', 'Language', 2), 'vocabulary'),
    encoding: u16('srvloc.encoding', 'Character Encoding'),
    xid:      u16('srvloc.transaction_id', 'Transaction ID'),
  }], [otherwise, {
    ...common,
    length: u24('srvloc.pktlen', 'Packet Length', { unit: 'bytes' }),
    flags: group('srvloc.flags_v2', 'Flags', {
      overflow: flag('srvloc.flags_v2.overflow', 'Overflow'), fresh: flag('srvloc.flags_v2.fresh', 'Fresh Registration'),
      multicast: flag('srvloc.flags_v2.reqmulti', 'Multicast requested'), reserved: bits(13, 'srvloc.flags_v2.reserved', 'Reserved'),
    }),
    extensionOffset: u24('srvloc.nextextoff', 'Next Extension Offset'),
    xid:      u16('srvloc.xid', 'XID'),
    language: vector(u16('srvloc.langtaglen', 'Language Tag Length', { unit: 'bytes' }), holding(text('srvloc.langtag', 'Language Tag'),
      'vocabulary')),
  }])
  .choice(({ version = 0, function: called = 0 }) => version * 100 + called, { ...bodies1, ...bodies2 })
  .fields({ data: rest('srvloc.data', 'Data') })
  .accepts(begins)
  .streamed((layer, start, end) => {
    if (end - start < lengthEnd) return unfinished
    return begins1(layer, start, end) ? length1(layer, start) : begins2(layer, start, end) ? length2(layer, start) : 0
  })
  .colored('management', ({ error = 0 }) => (error > 0 ? 'error' : undefined))
  .summarized(({ version, function: called, error = 0, serviceType, url, serviceTypes, entries, xid }) => {
    const about = typeof serviceTypes === 'string' ? serviceTypes : serviceType || url || entries?.[0]?.url
    const failure = nameIn(version === 1 ? errors1 : errors2, error) ?? `error ${error}`
    const message = nameIn(functions, called ?? -1) ?? given`function ${called}`
    return lineOf([lineOf([given`v${version}`, message], ' '), error > 0 ? failure : about, given`id ${xid}`])
  })
