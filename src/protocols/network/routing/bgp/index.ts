/** Border Gateway Protocol 4, RFC 4271; sections are of that. */
import {
  ahead, bytes, list, nameIn, protocol, range, record, rest, text, u16, u32, u8, unfinished, when, ipv4Address, type View,
} from '../../../../schema/index.ts'
import { attribute } from './attributes.ts'
import { parameter, parameter2 } from './capabilities.ts'
import {
  ceaseErrors, errors, families, headerErrors, messageTypes, openErrors, stateErrors, subsequentFamilies, updateErrors,
} from './names.ts'
import { hasPathIds, routeOf, routeWithId } from './routes.ts'

const [open, update, notification, refresh] = [1, 2, 3, 5]

/** Section 4.1: sixteen bytes of ones, a length and a type. */
const ones = 0xffffffff
const header = record('Header', {
  first: u32('bgp.marker_1', 'Marker'), second: u32('bgp.marker_2', 'Marker'), third: u32('bgp.marker_3', 'Marker'),
  fourth: u32('bgp.marker_4', 'Marker'),
  length: u16('bgp.length', 'Length'), type: u8('bgp.type', 'Type'),
})
const begins = header.recognizer({ first: ones, second: ones, third: ones, fourth: ones, length: range(19) })
const firstWord = record('Marker', { first: u32('bgp.marker_1', 'Marker') }).recognizer({ first: ones })
const lengthAt = header.reader('length')
const headerLength = 19

/** Section 4.5. */
const shutdown = { communicationLength: u8('bgp.notify.communication_length', 'Communication Length', { unit: 'bytes' }) }
const minor = (name: string, names: Readonly<Record<number, string>>) => u8(`bgp.notify.minor_error${name}`, 'Error Subcode', { names })
/** RFC 5291, section 4. */
const filters = record('Filters', {
  when: u8('bgp.route_refresh.orf.flag', 'When to Refresh', { names: { 1: 'Immediate', 2: 'Defer' } }),
  type: u8('bgp.route_refresh.orf.type', 'ORF Type'), length: u16('bgp.route_refresh.orf.length', 'Length', { unit: 'bytes' }),
}).followedBy('length').fields({ entries: rest('bgp.route_refresh.orf.entries', 'Entries') })

export const bgp = protocol('bgp', 'Border Gateway Protocol', { 'tcp.port': [179], 'bgp.next': [1] })
  .specified('RFC 4271')
  .fields({
    marker: bytes('bgp.marker', 'Marker', 16),
    length: u16('bgp.length', 'Length', { unit: 'bytes' }),
    type:   u8('bgp.type', 'Type', { names: messageTypes }),
  })
  .length(({ length }) => Math.max(length, headerLength))
  .choice('type', {
    [open]: {
      version:    u8('bgp.open.version', 'Version'),
      as:         u16('bgp.open.myas', 'My Autonomous System'),
      holdTime:   u16('bgp.open.holdtime', 'Hold Time', { unit: 's' }),
      identifier: ipv4Address('bgp.open.identifier', 'BGP Identifier'),
      size:       u8('bgp.open.opt.len', 'Optional Parameters Length', { unit: 'bytes' }),
      extended:   ahead(8),
    },
    [update]: {
      withdrawnLength: u16('bgp.update.withdrawn_routes.length', 'Withdrawn Routes Length', { unit: 'bytes' }),
    },
    [notification]: { major: u8('bgp.notify.major_error', 'Error Code', { names: errors }) },
    [refresh]: {
      afi:     u16('bgp.route_refresh.afi', 'Address Family', { names: families }),
      subtype: u8('bgp.route_refresh.subtype', 'Subtype', { names: { 0: 'Normal', 1: 'Begin', 2: 'End' } }),
      safi:    u8('bgp.route_refresh.safi', 'Subsequent Address Family', { names: subsequentFamilies }),
      filters: list('bgp.route_refresh.filters', 'Filters', filters),
    },
  })
  .cases(
    // RFC 9072, section 2.
    [{ type: open, size: 255, extended: 255 }, {
      marker2: u8('bgp.open.opt.extended', 'Extended Length'),
      extendedLength: u16('bgp.open.opt.extended_len', 'Optional Parameters Length', { unit: 'bytes' }),
      parameters2: list('bgp.open.opt.parameters2', 'Optional Parameters', parameter2, { length: 'extendedLength' }),
    }],
    [{ type: open }, { parameters: list('bgp.open.opt.parameters', 'Optional Parameters', parameter, { length: 'size' }) }],
    [(message) => message.type === update && hasPathIds(
      message, message.start + 21, message.start + 21 + (message.withdrawnLength ?? 0), 32
    ), {
      withdrawn: list('bgp.withdrawn_routes', 'Withdrawn Routes', routeWithId('bgp.withdrawn_prefix'), { length: 'withdrawnLength' }),
    }],
    [{ type: update }, {
      withdrawn: list('bgp.withdrawn_routes', 'Withdrawn Routes', routeOf('bgp.withdrawn_prefix'), { length: 'withdrawnLength' }),
    }],
  )
  .choice('type', { [update]: {
    attributesLength: u16('bgp.update.path_attributes.length', 'Total Path Attribute Length', { unit: 'bytes' }),
    attributes:       list('bgp.path_attributes', 'Path Attributes', attribute, { length: 'attributesLength' }),
  } })
  .cases(
    [(message) => message.type === update && hasPathIds(message, routesStart(message), message.start + message.length, 32), {
      routes: list('bgp.routes', 'Network Layer Reachability Information', routeWithId('bgp.nlri_prefix'), { length: routesLength }),
    }],
    [{ type: update }, {
      routes: list('bgp.routes', 'Network Layer Reachability Information', routeOf('bgp.nlri_prefix'), { length: routesLength }),
    }],
    [{ type: notification, major: 1 }, { minor: minor('', headerErrors) }],
    [{ type: notification, major: 2 }, { minor: minor('_open', openErrors) }],
    [{ type: notification, major: 3 }, { minor: minor('_update', updateErrors) }],
    [{ type: notification, major: 4 }, { minor: minor('_expired', {}) }],
    [{ type: notification, major: 5 }, { minor: minor('_state', stateErrors) }],
    [{ type: notification, major: 6 }, { minor: minor('_cease', ceaseErrors) }],
    [{ type: notification, major: 7 }, { minor: minor('_capability', {}) }],
    [{ type: notification }, { minor: minor('_unknown', {}) }],
  )
  // RFC 9003, section 2.
  .cases(
    [
      ({ type, major, minor, end, start }) => type === notification && major === 6 && (minor === 2 || minor === 4) && end > start + 21,
      shutdown,
    ]
  )
  .fields({
    communication: when('communicationLength', text('bgp.notify.communication', 'Shutdown Communication', 'communicationLength')),
    errorData:     when(
      ({ type, end, start }: View & { readonly type: number }) => type === notification && end > start + 21,
      rest('bgp.notify.minor_data', 'Data')
    ),
  })
  .accepts(begins)
  .streamed((bytes, start, end) => {
    if (end - start < headerLength) return firstWord(bytes, start, end) ? unfinished : 0
    return begins(bytes, start, end) ? lengthAt(bytes, start) : 0
  })
  .payload({ tables: [['bgp.next', () => 1]] })
  .colored('routing', ({ type }) => (type === notification ? 'error' : undefined))
  .summarized((message) => `${nameIn(messageTypes, message.type) ?? `type ${message.type}`}${said(message)}`, { all: true })

function routesStart({
  start, withdrawnLength = 0, attributesLength = 0,
}: View & Partial<Record<'withdrawnLength' | 'attributesLength', number | undefined>>): number {
  return start + 23 + withdrawnLength + attributesLength
}

/** What the message has left, whose end a segment with several does not show. */
function routesLength(message: Parameters<typeof routesStart>[0] & { readonly length: number }): number {
  return Math.max(0, message.start + message.length - routesStart(message))
}

interface Route {
  readonly prefix: string
  readonly prefixLength: number
}
interface Said {
  readonly [K: string]: unknown
}
/** What a message says besides its type. */
function said(message: object): string {
  const { as, identifier, holdTime, withdrawn, routes, major, minor, afi, safi } = message as Said & {
    readonly withdrawn?: readonly Route[]; readonly routes?: readonly Route[]
  }
  if (identifier !== undefined) return ` AS ${as}, identifier ${identifier}, hold time ${holdTime} s`
  if (major !== undefined) return ` ${nameIn(errors, major as number) ?? `error ${major}`}${ceased(major as number, minor as number)}`
  if (afi !== undefined) return ` ${nameIn(families, afi as number) ?? afi} ${nameIn(subsequentFamilies, safi as number) ?? safi}`
  return `${listed('', routes)}${listed('withdrawn ', withdrawn)}`
}
const ceased = (major: number, minor: number) => (major === 6 ? `: ${nameIn(ceaseErrors, minor) ?? minor}` : '')
const listed = (words: string, routes: readonly Route[] = []) => {
  const shown = routes.slice(0, 3).map(({ prefix, prefixLength }) => `${prefix}/${prefixLength}`)
  return routes.length === 0 ? '' : `, ${words}${shown.join(' ')}${routes.length > 3 ? ' ...' : ''}`
}
