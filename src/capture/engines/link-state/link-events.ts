import type { LiveEvent } from '../../live-capture.ts'
import type { AddressMessage, LinkMessage, NetlinkMessage } from './netlink.ts'

/**
 * Converts netlink messages of Linux to interface events, without duplicates. An interface is `down` if it is set down
 * or has no carrier (see `detail`), and `up` otherwise.
 */
export class LinkEvents {
  private readonly links = new Map<number, Link>()
  private readonly awaited: Set<string>
  private listed: { readonly links: Set<number>; readonly addresses: Set<string> } | undefined

  /** The interfaces by current name. */
  constructor(names: readonly string[]) {
    this.awaited = new Set(names)
  }

  /** Processes the next messages. */
  take(messages: readonly NetlinkMessage[]): LiveEvent[] {
    return messages.flatMap((message) => {
      if (message.kind === 'link') return this.takeLink(message)
      return message.kind === 'address' ? this.takeAddress(message) : []
    })
  }

  /** A list of all links and then of all addresses follows, possibly with other messages in between. */
  beginList(): void {
    this.listed = { links: new Set(), addresses: new Set() }
  }

  /** Reports what is missing in a complete list. In the first list, interfaces are found by name. */
  endList(complete: boolean): LiveEvent[] {
    const { listed } = this
    this.listed = undefined
    if (!complete || listed === undefined) return []
    this.awaited.clear()
    return [...this.links].flatMap(([index, link]) => {
      if (!listed.links.has(index)) return this.delete(index, link, undefined)
      return [...link.addresses]
        .filter((address) => !listed.addresses.has(`${index} ${address}`))
        .map((address) => removed(link, address))
    })
  }

  private takeLink(message: LinkMessage): LiveEvent[] {
    const { index, gone, moved, name } = message
    const link = this.links.get(index) ?? this.adopt(message)
    if (link === undefined) return []
    this.listed?.links.add(index)
    if (gone) return this.delete(index, link, moved ? 'moved to another network namespace' : undefined)
    const events: LiveEvent[] = []
    if (name !== undefined && name !== link.name)
      events.push({ interface: link.interface, kind: 'renamed', detail: name })
    const trouble = troubleOf(message)
    if ((trouble === undefined) !== (link.trouble === undefined)) {
      events.push({
        interface: link.interface,
        ...(trouble === undefined ? { kind: 'up' } : { kind: 'down', detail: trouble }),
      })
    }
    link.name = name ?? link.name
    link.trouble = trouble
    return events
  }

  private takeAddress({ index, gone, address }: AddressMessage): LiveEvent[] {
    const link = this.links.get(index)
    if (link === undefined) return []
    if (gone) return link.addresses.has(address) ? [removed(link, address)] : []
    this.listed?.addresses.add(`${index} ${address}`)
    if (link.addresses.has(address)) return []
    link.addresses.add(address)
    return [{ interface: link.interface, kind: 'address-added', detail: address }]
  }

  private adopt(message: LinkMessage): Link | undefined {
    const { index, gone, name } = message
    if (gone || name === undefined || !this.awaited.delete(name)) return undefined
    const link = { interface: name, name, trouble: troubleOf(message), addresses: new Set<string>() }
    this.links.set(index, link)
    return link
  }

  private delete(index: number, link: Link, detail: string | undefined): LiveEvent[] {
    this.links.delete(index)
    return [{ interface: link.interface, kind: 'deleted', detail }]
  }
}

interface Link {
  /** The initial and the current name. */
  readonly interface: string
  name: string
  /** Why it passes no packets. */
  trouble: string | undefined
  readonly addresses: Set<string>
}

function troubleOf({ up, carrier }: LinkMessage): string | undefined {
  return up ? (carrier ? undefined : 'no carrier') : 'set down'
}

function removed(link: Link, address: string): LiveEvent {
  link.addresses.delete(address)
  return { interface: link.interface, kind: 'address-removed', detail: address }
}
