/** The rows of a summary, as cells. */
import type { Palette } from '../text/palette.ts'
import { printable } from '../text/escape.ts'
import { shownUrls } from '../text/secrets.ts'
import { grpcText } from './http/grpc.ts'
import type { Connection, Failure, NameAsked, ProcessNamed, Request } from './summary.ts'
import { counted, duration, placeText, size } from '../text/amounts.ts'

export interface Cell {
  readonly text: string
  readonly paint?: (text: string) => string
  readonly right?: boolean
}
export type Row = readonly Cell[]

/** `A example.test  192.0.2.10  from 192.0.2.53  0.4 ms`. */
export function nameRow(
  { name, type, protocol, server, asked, response, responseTime, answered, ...lists }: NameAsked,
  palette: Palette,
): Row {
  const wrong =
    answered === 0
      ? 'no answer'
      : response !== undefined && response !== 'No error'
        ? response.toLowerCase()
        : undefined
  const data = [...lists.canonicalNames.map((canonical) => `is ${canonical}`), ...lists.answers]
  const left = data.length + lists.answersLeft - mostAnswers
  const more = left > 0 ? [`${left} more`] : []
  const text = wrong ?? (data.length === 0 ? 'no such record' : [...data.slice(0, mostAnswers), ...more].join(', '))
  return [
    { text: `${type} ${short(name)}` },
    {
      text: short(text, mostOfAnswer),
      paint: wrong === undefined || protocol !== 'dns' ? palette.address : palette.trouble,
    },
    { text: `from ${server}` },
    { text: responseTime === undefined ? '' : duration(responseTime), right: true, paint: palette.time },
    { text: protocol === 'dns' ? '' : protocol },
    { text: asked === 1 ? '' : asked === 0 ? 'question not captured' : `asked ${asked} times` },
  ]
}

/** `TCP 192.0.2.1:40000 > 192.0.2.10:80  example.test  http  158 B out, 1,237 B in  3.1 ms  closed`. */
export function connectionRow(connection: Connection, palette: Palette): Row {
  const { protocol, client, server, name, application, service, tls, process, fromClient, fromServer, end, resetBy } =
    connection
  const known = tls?.serverName ?? name
  const spoken = [
    ...(application === 'tls' && tls?.version !== undefined ? [] : [application ?? (service && `${service}?`)]),
    tls?.version,
    tls?.chosen,
  ].filter((word) => word)
  const again = fromClient.retransmissions + fromServer.retransmissions
  const troubled =
    end === 'reset' || end === 'refused' || end === 'unreachable' || (end === 'unanswered' && protocol !== 'udp')
  return [
    { text: protocolNames[protocol] },
    { text: `${placeText(client)} > ${placeText(server)}`, paint: palette.address },
    { text: known === undefined ? '' : short(known) },
    { text: short(countriesOf(connection)) },
    { text: short(spoken.join(' ')), paint: palette.protocol },
    { text: `${size(fromClient.bytes)} out,`, right: true },
    { text: `${size(fromServer.bytes)} in`, right: true },
    { text: connection.duration ? duration(connection.duration) : '', right: true, paint: palette.time },
    {
      text:
        end === undefined
          ? ''
          : end === 'reset'
            ? `reset by ${resetBy}`
            : end === 'unanswered'
              ? unanswered(server)
              : end,
      ...(troubled ? { paint: palette.trouble } : {}),
    },
    { text: again === 0 ? '' : `${again} retransmitted` },
    { text: process === undefined ? '' : processText(process) },
  ]
}

/** `DE > US`; empty where neither is known. */
const countriesOf = ({ client, server }: Connection): string =>
  client.country === undefined && server.country === undefined
    ? ''
    : `${client.country ?? '?'} > ${server.country ?? '?'}`

/** `GET http://example.test/  200 OK  text/html  612 B  1.2 ms`. */
export function requestRow(request: Request, palette: Palette): Row {
  const {
    method,
    url,
    status,
    reason,
    grpcStatus,
    responseType,
    requestBytes,
    responseBytes,
    firstByte,
    unknownRequest,
    unknownResponse,
  } = request
  const failed = status === undefined || status >= 400 || (grpcStatus ?? 0) !== 0
  const outcome = [status, reason, grpcStatus === undefined ? undefined : grpcText(grpcStatus)]
  return [
    {
      text:
        method === undefined
          ? `a request that was not ${unknownRequest ? 'understood' : 'captured'}`
          : short(shownUrls(`${method} ${url ?? ''}`)),
    },
    {
      text:
        status === undefined
          ? unknownResponse
            ? 'response not understood'
            : 'no response'
          : short(outcome.filter((part) => part !== undefined).join(' ')),
      paint: failed ? palette.trouble : palette.protocol,
    },
    { text: short(responseType?.split(';')[0] ?? '') },
    { text: requestBytes === 0 ? '' : `${size(requestBytes)} out`, right: true },
    { text: responseBytes === undefined ? '' : size(responseBytes), right: true },
    { text: firstByte === undefined ? '' : duration(firstByte), right: true, paint: palette.time },
  ]
}

/** `192.0.2.10:81 (example.test)  connection refused  packets 3, 4`. */
export function failureRow({ kind, subject, text, count, packets }: Failure, palette: Palette): Row {
  // The text of these two includes the count.
  const counts = kind === 'unanswered' || kind === 'retransmissions'
  const more = count > packets.length && packets.length >= 10 ? ' ...' : ''
  return [
    { text: short(subject) },
    { text: `${short(text)}${count > 1 && !counts ? `, ${counted(count, 'time')}` : ''}`, paint: palette.trouble },
    {
      text: packets.length === 0 ? '' : `packet${packets.length === 1 ? '' : 's'} ${packets.join(', ')}${more}`,
      paint: palette.faint,
    },
  ]
}

/** Nobody has to answer what goes to a group. */
const unanswered = ({ address }: Connection['server']): string =>
  address === '255.255.255.255' ? 'broadcast' : multicast.test(address) ? 'multicast' : 'no answer'
const multicast = /^(?:2(?:2[4-9]|3\d)\.|ff[\da-f]{2}:)/

const processText = ({ name = '', pid }: ProcessNamed): string => short(`${name}${pid === undefined ? '' : `[${pid}]`}`)

const mostAnswers = 3
const mostCharacters = 100
const mostOfAnswer = 60

/** Escaped for a terminal and truncated. */
function short(text: string, most = mostCharacters): string {
  const safe = printable(text)
  return safe.length > most ? `${safe.slice(0, most - 3)}...` : safe
}

const protocolNames: Readonly<Record<Connection['protocol'], string>> = {
  tcp: 'TCP',
  udp: 'UDP',
  sctp: 'SCTP',
  icmp: 'ICMP',
  icmpv6: 'ICMPv6',
}
