/** Names that cannot be found, servers that do not answer, and slow ones: DNS, RFC 1035. */
import { counted, duration } from '../../../text/amounts.ts'
import type { NameAsked } from '../../summary.ts'
import { Evidence, rounded, type Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'

/** Seconds: RFC 1035, section 7.2, and resolvers in use send a query again after 2 to 5 s. */
const leastWait = 2
/** Seconds after which a person notices a delay; resolvers of a network answer in 0.1 s. */
const slow = 1

export const nameRule = (): Rule => ({
  *findings({ summary, duration: length }) {
    const names = summary.names.filter(({ protocol, server }) => protocol === 'dns' && !group.test(server))
    const resolved = new Set(names.filter(isResolved).map(({ name }) => name.toLowerCase()))
    yield* failed(names, resolved)
    yield* unanswered(names, resolved, length)
    yield* slowServers(names)
  },
})

/** Nobody has to answer what goes to a group, or to all. */
const group = /^(?:2(?:2[4-9]|3\d)\.|255\.255\.255\.255$|ff[\da-f]{2}:)/
const good = 'No error'
const absent = 'No such name'
const isResolved = ({ response, answers, canonicalNames }: NameAsked) =>
  response === good && answers.length + canonicalNames.length > 0

/** The types of one name in one finding, and the names of a server if there are many. */
function* failed(names: readonly NameAsked[], resolved: ReadonlySet<string>): Generator<Finding> {
  const servers = new Map<string, Map<string, NameAsked[]>>()
  for (const name of names) {
    const { response, server } = name
    if (response === undefined || response === good) continue
    // A resolver tries its search domains: `www.example.test.corp.example` is not what was meant.
    if (response === absent && isSearched(name.name, resolved)) continue
    const byName = servers.get(`${response} ${server}`) ?? new Map<string, NameAsked[]>()
    servers.set(`${response} ${server}`, byName)
    const key = name.name.toLowerCase()
    byName.set(key, [...(byName.get(key) ?? []), name])
  }
  for (const byName of servers.values()) {
    if (byName.size > mostTold) yield failure([...byName.values()].flat(), resolved)
    else for (const own of byName.values()) yield failure(own, resolved)
  }
}

/** Names that one server refuses before they are one finding. */
const mostTold = 10

function failure(own: readonly NameAsked[], resolved: ReadonlySet<string>): Finding {
  const [{ name, server, response = '' }] = own as readonly [NameAsked]
  const evidence = new Evidence()
  for (const each of own) evidence.join({ count: each.answered, packets: each.packets })
  const { count, packets } = evidence
  const names = new Set(own.map((each) => each.name.toLowerCase())).size
  const isAbsent = response === absent
  const found = own.every((each) => resolved.has(each.name.toLowerCase()))
  const isAddress = own.some(({ type }) => type === 'A' || type === 'AAAA')
  const label = `${[...new Set(own.map(({ type }) => type))].slice(0, 4).join(', ')} ${name}`
  return {
    kind: 'name-failed',
    severity: found || (isAbsent && !isAddress) ? 'note' : isAbsent ? 'warning' : 'error',
    subject: names > 1 ? server : label,
    text:
      (isAbsent
        ? names > 1
          ? `there are no such names, ${names} in all, such as ${label}`
          : `there is no such name, says ${server}`
        : names > 1
          ? `answers "${response}" for ${names} names, such as ${label}`
          : `${server} answers "${response}"`) + (found ? ', but it was found elsewhere' : ''),
    advice: isAbsent
      ? 'check the spelling of the name, the search domains of the client, and whether the record exists'
      : 'check the server: whether it serves this client and this zone, and whether it reaches the servers of the zone',
    count,
    packets,
    figures: { names, answered: count },
  }
}

function isSearched(name: string, resolved: ReadonlySet<string>): boolean {
  const labels = name.toLowerCase().split('.')
  return labels.some((_, count) => count > 0 && resolved.has(labels.slice(0, count).join('.')))
}

function* unanswered(names: readonly NameAsked[], resolved: ReadonlySet<string>, length: number): Generator<Finding> {
  const silent = names.filter(
    ({ answered, asked, at = NaN }) => answered === 0 && (asked > 1 || length - at >= leastWait),
  )
  const answering = new Set(names.filter(({ answered }) => answered > 0).map(({ server }) => server))
  for (const server of new Set(silent.map((name) => name.server))) {
    const own = silent.filter((name) => name.server === server)
    const evidence = new Evidence()
    let asked = 0
    for (const name of own) {
      asked += name.asked
      for (const packet of name.packets) evidence.show(packet)
    }
    const found = own.every(({ name }) => resolved.has(name.toLowerCase()))
    yield {
      kind: 'name-unanswered',
      severity: found ? 'warning' : 'error',
      subject: own.length === 1 ? `${own[0]!.type} ${own[0]!.name}` : server,
      text:
        own.length === 1
          ? `no answer from ${server} to ${counted(asked, 'question')}`
          : `no answer to questions for ${counted(own.length, 'name')}, such as ${own[0]!.type} ${own[0]!.name}`,
      advice: answering.has(server)
        ? 'the server answers other questions: look for loss, and for a server of the zone that does not answer it'
        : 'check that the server runs and that a firewall lets UDP and TCP port 53 pass in both directions',
      count: asked,
      packets: evidence.packets,
      figures: { names: own.length, asked },
    }
  }
}

function* slowServers(names: readonly NameAsked[]): Generator<Finding> {
  for (const server of new Set(names.map((name) => name.server))) {
    const timed = names.filter((name) => name.server === server && name.responseTime !== undefined)
    const late = timed.filter(({ responseTime = 0 }) => responseTime >= slow)
    const worst = late.toSorted((one, other) => other.responseTime! - one.responseTime!)[0]
    if (worst === undefined) continue
    yield {
      kind: 'name-slow',
      severity: 'warning',
      subject: server,
      text:
        `the answer for ${late.length} of ${counted(timed.length, 'name')} took ${duration(slow)} or longer, for ` +
        `${worst.type} ${worst.name} ${duration(worst.responseTime!)}`,
      advice: 'check the load of the server, and which of the servers it asks in turn is slow',
      count: late.length,
      packets: worst.packets,
      figures: { slow: late.length, timed: timed.length, longest: rounded(worst.responseTime!) },
    }
  }
}
