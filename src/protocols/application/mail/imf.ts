/** Internet Message Format, RFC 5322: header lines, an empty line, and a text. */
import { emptyLine, headerLine, headerText, isHeaderLine, parts, protocol, rest } from '../../../schema/index.ts'

/** Headers with a filter name of their own; `imf.` in front. RFC 5322, 2045, 2156, 3834, and some in common use. */
const known = {
  'Date': 'date', 'From': 'from', 'Sender': 'sender', 'Reply-To': 'reply_to', 'To': 'to', 'Cc': 'cc', 'Bcc': 'bcc',
  'Message-ID': 'message_id',
  'In-Reply-To': 'in_reply_to', 'References': 'references', 'Subject': 'subject', 'Comments': 'comments', 'User-Agent': 'user_agent',
  'Keywords': 'keywords', 'Resent-Date': 'resent.date', 'Resent-From': 'resent.from', 'Resent-Sender': 'resent.sender',
  'Resent-To': 'resent.to', 'Resent-Cc': 'resent.cc', 'Resent-Bcc': 'resent.bcc', 'Resent-Message-ID': 'resent.message_id',
  'Return-Path': 'return_path', 'Received': 'received', 'Content-Type': 'content.type', 'Content-Description': 'content.description',
  'Content-ID': 'content.id', 'Content-Transfer-Encoding': 'content.transfer_encoding', 'MIME-Version': 'mime_version',
  'Autoforwarded': 'autoforwarded', 'Auto-Submitted': 'autosubmitted', 'Content-Language': 'content_language', 'Conversion': 'conversion',
  'Delivery-Date': 'delivery_date', 'Deferred-Delivery': 'deferred_delivery', 'Expires': 'expires', 'Importance': 'importance',
  'Message-Type': 'message_type', 'Priority': 'priority', 'Reply-By': 'reply_by', 'Sensitivity': 'sensitivity',
  'Supersedes': 'supersedes',
  'Delivered-To': 'delivered_to', 'X-Mailer': 'ext.mailer', 'X-MimeOLE': 'ext.mimeole', 'Expiry-Date': 'ext.expiry-date',
  'X-UIDL': 'ext.uidl', 'X-Authentication-Warning': 'ext.authentication_warning', 'X-Virus-Scanned': 'ext.virus_scanned',
  'X-Original-To': 'ext.original-to', 'Thread-Index': 'thread-index', 'Lines': 'lines', 'Precedence': 'precedence',
} as const
/** Whose values are words of the format. */
const ofFormat: ReadonlySet<string> = new Set([
  'date', 'content.transfer_encoding', 'mime_version', 'importance', 'priority', 'sensitivity',
])

const header = headerLine(
  Object.fromEntries(Object.entries(known).map(([name, filter]) => [
    name, { value: headerText(`imf.${filter}`, name, ofFormat.has(filter) ? 'vocabulary' : undefined) },
  ])),
  { value: headerText('imf.extension.value', 'Value') },
)

export const imf = protocol('imf', 'Internet Message Format', { 'mail.message': ['smtp', 'pop'], 'media_type': ['message/rfc822'] })
  .specified('RFC 5322')
  .fields({
    headers:   parts('Headers', header, { begins: isHeaderLine }),
    emptyLine: emptyLine('End of headers'),
    text:      { ...rest('imf.message_text', 'Message-Text'), type: 'none' },
  })
  .colored('messages')
  .detailed({ fields: [], rows: ['headers'] })
  .summarized(({ headers }) => {
    const valueOf = (name: string) => headers.find((header) => header.name.toLowerCase() === name)?.value
    return ['from', 'to', 'subject'].flatMap((name) => valueOf(name) === undefined ? [] : [`${name}: ${valueOf(name)}`]).join(', ')
  })
