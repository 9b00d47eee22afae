/** Apache JServ Protocol, version 1.3: tomcat.apache.org, "AJPv13 extensions" and "AJP Protocol Reference", 2026-11. */
import {
  ahead, computedText, fact, holding, lineOf, list, nameIn, otherwise, protocol, range, record, rest, text, u16, u8, unfinished,
  type Framing, type View,
} from '../../../schema/index.ts'

const methods = {
  1: 'OPTIONS', 2: 'GET', 3: 'HEAD', 4: 'POST', 5: 'PUT', 6: 'DELETE', 7: 'TRACE', 8: 'PROPFIND', 9: 'PROPPATCH', 10: 'MKCOL', 11: 'COPY',
  12: 'MOVE', 13: 'LOCK', 14: 'UNLOCK', 15: 'ACL', 16: 'REPORT', 17: 'VERSION-CONTROL', 18: 'CHECKIN', 19: 'CHECKOUT', 20: 'UNCHECKOUT',
  21: 'SEARCH', 22: 'MKWORKSPACE', 23: 'UPDATE', 24: 'LABEL', 25: 'MERGE', 26: 'BASELINE-CONTROL', 27: 'MKACTIVITY', 255: 'stored method',
}
const codes = {
  2: 'FORWARD REQUEST', 3: 'SEND BODY CHUNK', 4: 'SEND HEADERS', 5: 'END RESPONSE', 6: 'GET BODY CHUNK', 7: 'SHUTDOWN', 8: 'PING',
  9: 'CPONG', 10: 'CPING',
}
const requestHeaders = [
  'Accept', 'Accept-Charset', 'Accept-Encoding', 'Accept-Language', 'Authorization', 'Connection', 'Content-Type', 'Content-Length',
  'Cookie',
  'Cookie2', 'Host', 'Pragma', 'Referer', 'User-Agent',
]
const responseHeaders = [
  'Content-Type', 'Content-Language', 'Content-Length', 'Date', 'Last-Modified', 'Location', 'Set-Cookie', 'Set-Cookie2', 'Servlet-Engine',
  'Status', 'WWW-Authenticate',
]

const toServer = 0x1234
const toProxy = 0x4142
const head = record('Header', { magic: u16('ajp13.magic', 'Magic'), length: u16('ajp13.len', 'Length'),
  size: u16('ajp13.data_length', 'Data length') })
const begins = record('Header', { magic: u16('ajp13.magic', 'Magic'), length: u16('ajp13.len', 'Length') })
  .recognizer({ magic: [toServer, toProxy], length: range(0, 0x4000) })
const [lengthAt, sizeAt] = [head.reader('length'), head.reader('size')]
const headSize = 4
const framing: Framing = (bytes, start, end) =>
  (end - start < headSize ? unfinished : begins(bytes, start, end) ? headSize + lengthAt(bytes, start) : 0)
/** Data of a request has no code, but its length once more. */
const isData = ({ bytes, start, end, magic, length }: View & { readonly magic: number; readonly length: number }) =>
  magic === toServer && (length === 0 || (length > 1 && end - start > headSize + 1 && sizeAt(bytes, start) === length - 2))

/** A string has a length of 16 bits, where 0xffff is none, and a zero after it, which counts not. */
const none = 0xffff
const sizeOf = (size: number | undefined) => (size === undefined || size === none ? 0 : size)
const string = (filter: string, label: string, isWord = false) => {
  const words = text(`ajp13.${filter}`, label, ({ size }: { readonly size?: number | undefined }) => sizeOf(size))
  return record(label, { size: u16('ajp13.string_length', 'Length', { unit: 'bytes' }) }).fields({
    text: isWord ? holding(words, 'vocabulary') : words,
    zero: text('ajp13.string_end', 'End of string', ({ size }) => (size === none ? 0 : 1)),
  })
}
const one = (filter: string, label: string, isWord = false) => list('', label, string(filter, label, isWord), { count: 1 })
/** Headers by a code or by their names. */
function headerOf(names: readonly string[]) {
  const sets = names.map((name, index) =>
    [0xa001 + index, { value: one(name.toLowerCase().replaceAll('-', '_'), name, name === 'Content-Length') }] as const)
  return record('Header', { first: ahead(16) })
    .cases([{ first: range(0xa000, 0xa0ff) }, { code: u16('ajp13.header_code', 'Header', { base: 16, names: headerNames(names) }) }],
      [otherwise, { name: one('header_name', 'Name', true) }])
    .choice(({ code }) => code ?? 0, Object.fromEntries(sets), { value: one('header_value', 'Value') })
    .fields({ whole: computedText('ajp13.unknown_header', 'Header', ({ name, value }: Named) =>
      (name?.[0] === undefined ? undefined : `${name[0].text}: ${value?.[0]?.text ?? ''}`) as string) })
}
interface Named {
  readonly name?: readonly { readonly text: string }[] | undefined
  readonly value?: readonly { readonly text: string }[] | undefined
}
const headerNames = (names: readonly string[]) => Object.fromEntries(names.map((name, index) => [0xa001 + index, name]))
const attributeNames = {
  1: 'context', 2: 'servlet-path', 3: 'remote-user', 4: 'auth-type', 5: 'query-string', 6: 'route', 7: 'ssl-cert', 8: 'ssl-cipher',
  9: 'ssl-session', 10: 'req-attribute', 11: 'ssl-key-size', 12: 'secret', 13: 'stored-method', 255: 'end',
}
const end = 255
const attribute = record('Attribute', { code: u8('ajp13.attribute_code', 'Attribute', { names: attributeNames }) }).choice('code', {
  1: { value: one('context', 'Context') }, 2: { value: one('servlet_path', 'Servlet-Path') },
  3: { value: one('remote_user', 'Remote-User') },
  4: { value: one('auth_type', 'Auth-Type', true) }, 5: { value: one('query_string', 'Query-String') }, 6: { value: one('route', 'Route') },
  7: { value: one('ssl_cert', 'SSL-Cert') }, 8: { value: one('ssl_cipher', 'SSL-Cipher') }, 9: { value: one('ssl_session', 'SSL-Session') },
  10: { name: one('attribute_name', 'Name', true), value: one('attribute_value', 'Value') },
  11: { keySize: u16('ajp13.ssl_key_size', 'SSL-Key-Size') }, 12: { value: one('secret', 'Secret') },
  13: { value: one('stored_method', 'Stored-Method', true) },
}).fields({ whole: computedText('ajp13.req_attribute', 'Attribute', ({ name, value }: Named) =>
  (name?.[0] === undefined ? undefined : `${name[0].text}: ${value?.[0]?.text ?? ''}`) as string) })
const headerCount = u16('ajp13.nhdr', 'NHDR')
const code = u8('ajp13.code', 'Code', { names: codes })

export const ajp13 = protocol('ajp13', 'Apache JServ Protocol v1.3', { 'tcp.port': [8009] })
  .specified('https://tomcat.apache.org/connectors-doc/ajp/ajpv13a.html')
  .facts({
    answeredIn: fact.frame('ajp13.response_in', 'Response in frame'),
    answers:    fact.frame('ajp13.request_in', 'Request in frame'),
    time:       fact.duration('ajp13.time', 'Time from request'),
  })
  .fields({ magic: u16('ajp13.magic', 'Magic', { base: 16 }), length: u16('ajp13.len', 'Length', { unit: 'bytes' }) })
  .followedBy('length')
  .cases(
    [{ length: 0 }, {}],
    [isData, { dataLength: u16('ajp13.data_length', 'Data length', { unit: 'bytes' }), data: text('ajp13.data', 'Data', 'dataLength') }],
    [otherwise, { code }],
  )
  .choice(({ magic, code: said = 0 }) => (magic === toServer ? said : 100 + said), {
    2:   {
      method: u8('ajp13.method', 'Method', { names: methods }), version: one('ver', 'Version', true), uri: one('uri', 'URI'),
      remoteAddress: one('raddr', 'RADDR'), remoteHost: one('rhost', 'RHOST'), server: one('srv', 'SRV'), port: u16('ajp13.port', 'PORT'),
      isSecure: u8('ajp13.sslp', 'SSLP'), headerCount, headers: list('', 'Headers', headerOf(requestHeaders), { count: 'headerCount' }),
      attributes: list('', 'Attributes', attribute, { last: ({ code: kind }) => kind === end }),
    },
    103: { chunkLength: u16('ajp13.chunk_length', 'Chunk length', { unit: 'bytes' }), chunk: text('ajp13.data', 'Data', 'chunkLength') },
    104: {
      status: u16('ajp13.rstatus', 'RSTATUS'), message: one('rmsg', 'RSMSG', true), headerCount,
      responseHeaders: list('', 'Headers', headerOf(responseHeaders), { count: 'headerCount' }),
    },
    105: { reuse: u8('ajp13.reusep', 'REUSEP') },
    106: { requested: u16('ajp13.rlen', 'RLEN', { unit: 'bytes' }) },
  })
  .fields({ more: rest('ajp13.more', 'More') })
  .accepts(begins)
  .streamed(framing, { opens: (bytes, start, stop) => stop - start < headSize || begins(bytes, start, stop) })
  .exchanged({
    part: ({ magic, code: said }) => (magic === toServer ? (said === 2 || said === 10 ? 'question' : undefined) : said === 4 || said === 9
      ? 'answer' : undefined),
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .colored('web', ({ status = 0 }) => (status >= 500 ? 'error' : status >= 400 ? 'warning' : undefined))
  .summarized((layer) => {
    const { magic, code: said, method, uri, server, status, message, dataLength, chunkLength, requested, version } = layer
    const direction = magic === toServer ? 'REQ' : 'RSP'
    if (said === undefined) return `${direction}:Body ${dataLength ?? 0} bytes`
    if (method !== undefined)
      return lineOf([`${direction}:${nameIn(methods, method) ?? `method ${method}`}`, uri, version, server]
        .map((part) => (typeof part === 'string' ? part : part?.[0]?.text)), ' ')
    const name = `${direction}:${nameIn(codes, said) ?? `code ${said}`}`
    if (status !== undefined) return `${name}:${status} ${message?.[0]?.text ?? ''}`.trimEnd()
    return lineOf([name, chunkLength ?? requested], ' ')
  }, { all: true })
