/** Addresses in header values: RFC 3261, sections 19.1 and 20.10. */
import { computed, computedText, type Field } from '../../../../schema/index.ts'

interface UriParts {
  readonly user: string | undefined
  readonly host: string | undefined
  readonly port: string | undefined
}

/** `sip:user@host:port;parameters`, an IPv6 address in brackets. */
export function partsOfUri(uri: string): UriParts {
  const [, user, host, port] = /^(?:sips?|tel):(?:([^@;?]*)@)?(\[[^\]]*\]|[^:;?]*)(?::(\d{1,5}))?/i.exec(uri) ?? []
  return { user: user?.split(':', 1)[0] || undefined, host: host || undefined, port }
}

/** The URI of `"name" <uri>;parameters`, or of one without brackets, which ends where parameters begin. */
function uriIn(value: string): string {
  const open = value.indexOf('<')
  if (open < 0) return value.split(';', 1)[0]!.trim()
  const close = value.indexOf('>', open)
  return value.slice(open + 1, close < 0 ? undefined : close)
}
const parametersIn = (value: string) => value.slice(value.indexOf('>') + 1)
const displayIn = (value: string) => (value.includes('<') ? value.slice(0, value.indexOf('<')).trimEnd() : undefined)

interface Line {
  readonly value: string
}

const from = (filter: string, label: string, read: (value: string) => string | undefined): Field<string | undefined, Line> =>
  computedText(filter, label, ({ value }: Line) => read(value) || undefined)

/** The parts of an address, as `sip.from.addr`, `sip.from.user` and others. */
export const address = (prefix: string, label: string, uri: 'addr' | 'uri') => ({
  displayInfo: from(`sip.${prefix}.display.info`, `${label} display info`, displayIn),
  address: from(`sip.${prefix}.${uri}`, `${label} address`, uriIn),
  user:    from(`sip.${prefix}.user`, `${label} address User Part`, (value) => partsOfUri(uriIn(value)).user),
  // A telephone number has no host (RFC 3966).
  host:    from(`sip.${prefix}.host`, `${label} address Host Part`, (value) => {
    const uri = uriIn(value)
    return /^tel:/i.test(uri) ? undefined : partsOfUri(uri).host
  }),
  port:    from(`sip.${prefix}.port`, `${label} address Host Port`, (value) => partsOfUri(uriIn(value)).port),
})

export const tag = (prefix: string, label: string) => ({
  tag: from(`sip.${prefix}.tag`, `${label} tag`, (value) => /;\s*tag=([^;\s]+)/i.exec(parametersIn(value))?.[1]),
})

const parameter = (filter: string, label: string, name: string) =>
  from(`sip.Via.${filter}`, label, (value) => new RegExp(`;\\s*${name}=([^;,\\s]+)`, 'i').exec(value)?.[1])

/** `SIP/2.0/UDP host:port;branch=...`, RFC 3261 section 20.42. */
export const via = {
  transport: from('sip.Via.transport', 'Transport', (value) => /^SIP\s*\/\s*2\.0\s*\/\s*([^\s;]+)/i.exec(value)?.[1]),
  sentBy:    from('sip.Via.sent-by.address', 'Sent-by Address', (value) => sentBy.exec(value)?.[1]?.replace(/^\[|\]$/g, '')),
  sentByPort: computed('sip.Via.sent-by.port', 'Sent-by port', ({ value }: Line) => {
    const [, , port] = sentBy.exec(value) ?? []
    return port === undefined ? NaN : Number(port)
  }),
  branch:    parameter('branch', 'Branch', 'branch'),
  received:  parameter('received', 'Received', 'received'),
  // RFC 3581, section 3: a client asks for it by the name alone.
  rport:     from('sip.Via.rport', 'RPort', (value) => {
    const [, port] = /;\s*rport(?:=([^;,\s]+)|(?=[;,\s]|$))/i.exec(value) ?? ['']
    return /;\s*rport(?:=|[;,\s]|$)/i.test(value) ? port ?? 'rport' : undefined
  }),
}

const sentBy = /^\S+\s+(\[[^\]]*\]|[^:;\s]+)(?::(\d{1,5}))?/

/** `1 INVITE`, RFC 3261 section 20.16. */
export const sequence = {
  sequence: computed('sip.CSeq.seq', 'Sequence Number', ({ value }: Line) =>
    (/^\d{1,10}\b/.test(value) ? Number.parseInt(value, 10) : NaN)),
  cseqMethod: from('sip.CSeq.method', 'Method', (value) => /^\d+\s+(\S+)/.exec(value)?.[1]),
}
