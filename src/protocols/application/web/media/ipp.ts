/** Internet Printing Protocol, RFC 8010 (encoding) and RFC 8011 (operations); the operations of CUPS are those of its specification. */
import {
  bytes, fact, lineOf, list, nameIn, protocol, range, record, rest, text, u16, u32, u8, when, type Names, type View,
} from '../../../../schema/index.ts'

/** IANA "IPP Registrations", operations, 2026-11. */
const operations = {
  0x0002: 'Print-Job', 0x0003: 'Print-URI', 0x0004: 'Validate-Job', 0x0005: 'Create-Job', 0x0006: 'Send-Document', 0x0007: 'Send-URI',
  0x0008: 'Cancel-Job', 0x0009: 'Get-Job-Attributes', 0x000a: 'Get-Jobs', 0x000b: 'Get-Printer-Attributes', 0x000c: 'Hold-Job',
  0x000d: 'Release-Job', 0x000e: 'Restart-Job', 0x0010: 'Pause-Printer', 0x0011: 'Resume-Printer', 0x0012: 'Purge-Jobs',
  0x0013: 'Set-Printer-Attributes', 0x0014: 'Set-Job-Attributes', 0x0015: 'Get-Printer-Supported-Values',
  0x0016: 'Create-Printer-Subscriptions', 0x0017: 'Create-Job-Subscriptions', 0x0018: 'Get-Subscription-Attributes',
  0x0019: 'Get-Subscriptions', 0x001a: 'Renew-Subscription', 0x001b: 'Cancel-Subscription', 0x001c: 'Get-Notifications',
  0x0022: 'Enable-Printer', 0x0023: 'Disable-Printer', 0x0024: 'Pause-Printer-After-Current-Job', 0x0025: 'Hold-New-Jobs',
  0x0026: 'Release-Held-New-Jobs', 0x0027: 'Deactivate-Printer', 0x0028: 'Activate-Printer', 0x0029: 'Restart-Printer',
  0x002a: 'Shutdown-Printer', 0x002b: 'Startup-Printer', 0x002c: 'Reprocess-Job', 0x002d: 'Cancel-Current-Job',
  0x002e: 'Suspend-Current-Job', 0x002f: 'Resume-Job', 0x0030: 'Promote-Job', 0x0031: 'Schedule-Job-After', 0x0033: 'Cancel-Document',
  0x0034: 'Get-Document-Attributes', 0x0035: 'Get-Documents', 0x0036: 'Delete-Document', 0x0037: 'Set-Document-Attributes',
  0x0038: 'Cancel-Jobs', 0x0039: 'Cancel-My-Jobs', 0x003a: 'Resubmit-Job', 0x003b: 'Close-Job', 0x003c: 'Identify-Printer',
  0x003d: 'Validate-Document', 0x4001: 'CUPS-Get-Default', 0x4002: 'CUPS-Get-Printers', 0x4003: 'CUPS-Add-Modify-Printer',
  0x4004: 'CUPS-Delete-Printer', 0x4005: 'CUPS-Get-Classes', 0x4006: 'CUPS-Add-Modify-Class', 0x4007: 'CUPS-Delete-Class',
  0x4008: 'CUPS-Accept-Jobs', 0x4009: 'CUPS-Reject-Jobs', 0x400a: 'CUPS-Set-Default', 0x400b: 'CUPS-Get-Devices', 0x400c: 'CUPS-Get-PPDs',
  0x400d: 'CUPS-Move-Job', 0x400e: 'CUPS-Authenticate-Job', 0x400f: 'CUPS-Get-PPD', 0x4027: 'CUPS-Get-Document',
  0x4028: 'CUPS-Create-Local-Printer',
} satisfies Names
/** RFC 8011, appendix B. */
const statuses = {
  0x0000: 'successful-ok', 0x0001: 'successful-ok-ignored-or-substituted-attributes', 0x0002: 'successful-ok-conflicting-attributes',
  0x0003: 'successful-ok-ignored-subscriptions', 0x0005: 'successful-ok-too-many-events', 0x0007: 'successful-ok-events-complete',
  0x0400: 'client-error-bad-request', 0x0401: 'client-error-forbidden', 0x0402: 'client-error-not-authenticated',
  0x0403: 'client-error-not-authorized', 0x0404: 'client-error-not-possible', 0x0405: 'client-error-timeout',
  0x0406: 'client-error-not-found', 0x0407: 'client-error-gone', 0x0408: 'client-error-request-entity-too-large',
  0x0409: 'client-error-request-value-too-long', 0x040a: 'client-error-document-format-not-supported',
  0x040b: 'client-error-attributes-or-values-not-supported', 0x040c: 'client-error-uri-scheme-not-supported',
  0x040d: 'client-error-charset-not-supported', 0x040e: 'client-error-conflicting-attributes',
  0x040f: 'client-error-compression-not-supported', 0x0410: 'client-error-compression-error',
  0x0411: 'client-error-document-format-error', 0x0412: 'client-error-document-access-error',
  0x0413: 'client-error-attributes-not-settable', 0x0414: 'client-error-ignored-all-subscriptions',
  0x0415: 'client-error-too-many-subscriptions', 0x0500: 'server-error-internal-error', 0x0501: 'server-error-operation-not-supported',
  0x0502: 'server-error-service-unavailable', 0x0503: 'server-error-version-not-supported', 0x0504: 'server-error-device-error',
  0x0505: 'server-error-temporary-error', 0x0506: 'server-error-not-accepting-jobs', 0x0507: 'server-error-busy',
  0x0508: 'server-error-job-canceled', 0x0509: 'server-error-multiple-document-jobs-not-supported',
  0x050a: 'server-error-printer-is-deactivated',
} satisfies Names
/** RFC 8010, section 3.5. */
const tags = {
  0x01: 'operation-attributes-tag', 0x02: 'job-attributes-tag', 0x03: 'end-of-attributes-tag', 0x04: 'printer-attributes-tag',
  0x05: 'unsupported-attributes-tag', 0x06: 'subscription-attributes-tag', 0x07: 'event-notification-attributes-tag',
  0x09: 'document-attributes-tag', 0x10: 'unsupported', 0x12: 'unknown', 0x13: 'no-value', 0x15: 'not-settable', 0x16: 'delete-attribute',
  0x17: 'admin-define', 0x21: 'integer', 0x22: 'boolean', 0x23: 'enum', 0x30: 'octetString', 0x31: 'dateTime', 0x32: 'resolution',
  0x33: 'rangeOfInteger', 0x34: 'begCollection', 0x35: 'textWithLanguage', 0x36: 'nameWithLanguage', 0x37: 'endCollection',
  0x41: 'textWithoutLanguage', 0x42: 'nameWithoutLanguage', 0x44: 'keyword', 0x45: 'uri', 0x46: 'uriScheme', 0x47: 'charset',
  0x48: 'naturalLanguage', 0x49: 'mimeMediaType', 0x4a: 'memberAttrName',
} satisfies Names

const words = { words: text('ipp.charstring_value', 'string value') }
const octets = (name: string, label: string) => ({ octets: rest(`ipp.${name}_value`, `${label} value`) })
/** RFC 8010, section 3.1.4: a tag alone begins a group; without a name, it is one more value of the attribute before. */
const attribute = record('Attribute', { tag: u8('', 'Tag', { base: 16, names: tags }) })
  .cases([{ tag: range(0x10, 0xff) }, {
    nameLength:  u16('', 'Name length', { unit: 'bytes' }),
    name:        when({ nameLength: range(1) }, text('ipp.name', 'name', 'nameLength')),
    valueLength: u16('', 'Value length', { unit: 'bytes' }),
  }])
  .followedBy('valueLength')
  .cases(
    [{ tag: 0x21, valueLength: 4 }, { integer: u32('ipp.integer_value', 'integer value', { signed: true }) }],
    [{ tag: 0x22, valueLength: 1 }, { flag: u8('ipp.boolean_value', 'boolean value', { names: { 0: 'false', 1: 'true' } }) }],
    [{ tag: 0x23, valueLength: 4 }, { number: u32('ipp.enum_value', 'enum value', { signed: true }) }],
    [{ tag: 0x30 }, { words: text('ipp.octetstring_value', 'octetString value') }],
    [{ tag: 0x31 }, octets('datetime', 'dateTime')],
    [{ tag: 0x32 }, octets('resolution', 'resolution')],
    [{ tag: 0x33 }, octets('rangeofinteger', 'rangeOfInteger')],
    [{ tag: 0x35 }, octets('textwithlanguage', 'textWithLanguage')],
    [{ tag: 0x36 }, octets('namewithlanguage', 'nameWithLanguage')],
    [{ tag: 0x4a }, { words: text('ipp.memberattrname', 'memberAttrName') }],
    [{ tag: range(0x40, 0x5f) }, words],
  )
  .fields({ value: rest('ipp.unknown_value', 'unknown value') })
  .summarized(({ tag, name, words: said, integer, number, flag }) => {
    const value = said ?? integer ?? number ?? (flag === undefined ? undefined : flag === 1)
    return lineOf([name, nameIn(tags, tag), value], ' ')
  })

/**
 * Of these numbers, some are operations and some statuses: in a request, the third attribute is the URI of its target (RFC 8011,
 * 4.1.5).
 */
const header = record('Header', { version: u16('ipp.version', 'version'), code: u16('', 'Code'), id: u32('', 'Request'), group: u8('',
  'Tag') })
const codeAt = header.reader('code')
const [tagAt, sizeAt] = [record('Tag', { tag: u8('', 'Tag') }).reader('tag'), record('Size', { size: u16('', 'Size') }).reader('size')]
function isRequest({ bytes: message, start, end }: View): boolean {
  if (end - start < 9) return false
  const code = codeAt(message, start)
  if (code < 2 || (code >= 0x400 && code < 0x600)) return false
  if (code > 7) return true
  let at = start + 9
  for (let count = 0; count < 2; count++) {
    if (at + 5 > end) return false
    const name = sizeAt(message, at + 1)
    if (at + 5 + name > end) return false
    at += 5 + name + sizeAt(message, at + 3 + name)
  }
  return at < end && tagAt(message, at) === 0x45
}
const begins = header.recognizer({ version: [range(0x100, 0x101), range(0x200, 0x202)], group: range(1, 9) })

export const ipp = protocol('ipp', 'Internet Printing Protocol', { media_type: ['application/ipp'] })
  .specified('RFC 8010')
  .facts({
    answeredIn: fact.frame('ipp.response_in', 'Response In'),
    answers:    fact.frame('ipp.response_to', 'Request In'),
    time:       fact.duration('ipp.response_time', 'Response Time'),
  })
  .fields({ version: u16('ipp.version', 'version', { base: 16 }) })
  .choice((layer) => (isRequest(layer as never) ? 1 : 0), {
    0: { status: u16('ipp.status_code', 'status-code', { base: 16, names: statuses }) },
    1: { operation: u16('ipp.operation_id', 'operation-id', { base: 16, names: operations }) },
  })
  .fields({
    requestId:  u32('ipp.request_id', 'request-id'),
    attributes: list('', 'Attributes', attribute, { last: ({ tag }) => tag === 3 }),
    document:   bytes('', 'Document'),
  })
  .accepts(begins)
  .exchanged({
    part: ({ operation }) => (operation === undefined ? 'answer' : 'question'),
    key: ({ requestId }) => `${requestId}`,
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .colored('web', ({ status = 0 }) => (status >= 0x400 ? 'error' : undefined))
  .summarized(({ operation, status = 0, requestId, document }) => {
    const what = operation === undefined
      ? nameIn(statuses, status) ?? `status 0x${status.toString(16)}` : nameIn(operations,
        operation) ?? `operation 0x${operation.toString(16)}`
    return `${operation === undefined ? 'Response' : 'Request'} ${what}, id ${requestId}` +
      `${document.length > 0 ? `, ${document.length} bytes of document` : ''}`
  })
