/** TLS alerts, and versions that are no longer to be used: RFC 8446, section 6; RFC 8996. */
import { counted } from '../../../text/amounts.ts'
import type { Connection } from '../../summary.ts'
import { Evidence, type Finding } from '../finding.ts'
import { Groups } from '../groups.ts'
import type { Rule, Seen } from '../rule.ts'

/** RFC 6176, RFC 7568, RFC 8996. */
const outdated: ReadonlySet<string> = new Set(['SSL 2.0', 'SSL 3.0', 'TLS 1.0', 'TLS 1.1'])

export const tlsRule = (): Rule => ({
  *findings(seen) {
    yield* alerts(seen)
    yield* versions(seen)
  },
})

function* alerts({ summary }: Seen): Generator<Finding> {
  const groups = new Groups<{ readonly subject: string; readonly text: string }>()
  for (const { kind, subject, text, connection, count, packets } of summary.failures) {
    if (kind !== 'alert') continue
    const name = summary.connections[(connection ?? 0) - 1]?.tls?.serverName
    const place = name === undefined || subject.includes(name) ? subject : `${subject} (${name})`
    groups.of(`${place} ${text}`, { subject: place, text }).join({ count, packets })
  }
  for (const [{ subject, text }, { count, packets }] of groups)
    yield {
      kind: 'tls-alert',
      severity: 'error',
      subject,
      text: count > 1 ? `${text}, ${counted(count, 'time')}` : text,
      advice: adviceOf(text),
      count,
      packets,
      figures: { count },
    }
}

/** By what the alert says. */
function adviceOf(text: string): string {
  const [, what] = advice.find(([pattern]) => pattern.test(text)) ?? []
  return what ?? 'the other side could not go on with what it got: its log says what'
}

const advice: readonly (readonly [RegExp, string])[] = [
  [
    /Unknown CA|Bad Certificate|Certificate|Access Denied/,
    'check the certificate of the other side: name, dates, chain, and whether its issuer is trusted',
  ],
  [
    /Handshake Failure|Insufficient Security|Protocol Version/,
    'the two sides share no version or cipher suite: compare what they offer',
  ],
  [/Unrecognized Name/, 'the server does not serve this name: check the name and the configuration of the server'],
  [/No Application Protocol/, 'the two sides share no application protocol (ALPN): compare what they offer'],
]

function* versions({ summary, place }: Seen): Generator<Finding> {
  const groups = new Groups<{ readonly connection: Connection; readonly version: string }>()
  for (const connection of summary.connections) {
    const version = connection.tls?.version
    if (version === undefined || !outdated.has(version)) continue
    const { firstPacket, server } = connection
    groups.of(`${place(server)} ${version}`, { connection, version }).add(firstPacket)
  }
  const servers = new Map<string, number>()
  for (const [{ version }] of groups) servers.set(version, (servers.get(version) ?? 0) + 1)
  const many = new Map<string, Evidence>()
  for (const [{ connection, version }, evidence] of groups) {
    const server = place(connection.server)
    if (servers.get(version)! <= mostServers) {
      yield outdatedVersion(server, `speaks ${version}, in ${counted(evidence.count, 'connection')}`, evidence)
      continue
    }
    const all = many.get(version) ?? new Evidence()
    many.set(version, all)
    all.join(evidence)
  }
  for (const [version, evidence] of many)
    yield outdatedVersion(version, `is spoken by ${servers.get(version)} servers`, evidence)
}

/** Servers of one version before they are one finding. */
const mostServers = 5

const outdatedVersion = (subject: string, text: string, { count, packets }: Evidence): Finding => ({
  kind: 'tls-outdated',
  severity: 'warning',
  subject,
  text,
  advice: 'versions before TLS 1.2 are broken and refused by current clients: update the server or the client',
  count,
  packets,
  figures: { count },
})
