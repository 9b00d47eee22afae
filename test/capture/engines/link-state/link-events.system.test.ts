import { describe, expect, test } from 'vitest'
import { LinkEvents } from '../../../../src/capture/engines/link-state/link-events.ts'
import { readMessages } from '../../../../src/capture/engines/link-state/netlink.ts'
import { addressBytes, linkBytes, newNamespace, type AddressParts, type LinkParts } from '../../../support/netlink.ts'

const [up, carrier] = [0x1, 0x10000]
const running = up | carrier

describe('what happens to interfaces', () => {
  test('each thing is said once, however often the system says it', () => {
    const { link } = watched()
    expect(link({ flags: running })).toEqual([])
    expect(link({ flags: up })).toEqual([{ interface: 'eth0', kind: 'down', detail: 'no carrier' }])
    expect(link({ flags: up })).toEqual([])
    expect(link({ flags: 0 })).toEqual([])
    expect(link({ flags: running })).toEqual([{ interface: 'eth0', kind: 'up' }])
    expect(link({ flags: 0 })).toEqual([{ interface: 'eth0', kind: 'down', detail: 'set down' }])
  })

  test('renamed, it goes by its first name, and another may have that now', () => {
    const { link } = watched()
    expect(link({ name: 'lan0' })).toEqual([{ interface: 'eth0', kind: 'renamed', detail: 'lan0' }])
    expect(link({ index: 9, name: 'eth0', flags: 0 })).toEqual([])
    expect(link({ name: 'lan0', flags: up })).toEqual([{ interface: 'eth0', kind: 'down', detail: 'no carrier' }])
  })

  test('deleted or moved away, it is heard of no more', () => {
    const first = watched()
    expect(first.link({ gone: true })).toEqual([{ interface: 'eth0', kind: 'deleted' }])
    expect(first.link({})).toEqual([])
    const second = watched()
    expect(second.link({ gone: true, more: [[newNamespace, [0, 0, 0, 0]]] })).toEqual([
      { interface: 'eth0', kind: 'deleted', detail: 'moved to another network namespace' },
    ])
  })

  test('addresses come and go; those it had at the beginning are no news', () => {
    const { address } = watched()
    expect(address({})).toEqual([])
    expect(address({ local: [192, 0, 2, 2] })).toEqual([
      { interface: 'eth0', kind: 'address-added', detail: '192.0.2.2/24' },
    ])
    expect(address({ gone: true })).toEqual([{ interface: 'eth0', kind: 'address-removed', detail: '192.0.2.1/24' }])
    expect(address({ gone: true })).toEqual([])
    expect(address({ index: 5 })).toEqual([])
  })

  test('after messages were lost, a list tells what has changed', () => {
    const { events, link, address } = watched()
    address({ local: [192, 0, 2, 2] })
    events.beginList()
    expect([
      ...link({ flags: up }),
      ...address({ local: [192, 0, 2, 3] }),
      ...address({ local: [192, 0, 2, 2] }),
      ...events.endList(true),
    ]).toEqual([
      { interface: 'eth0', kind: 'down', detail: 'no carrier' },
      { interface: 'eth0', kind: 'address-added', detail: '192.0.2.3/24' },
      { interface: 'eth0', kind: 'address-removed', detail: '192.0.2.1/24' },
    ])
    events.beginList()
    expect(events.endList(false)).toEqual([])
    events.beginList()
    expect(events.endList(true)).toEqual([{ interface: 'eth0', kind: 'deleted' }])
  })
})

/** Interface 4, eth0, with one address; and others that nobody watches. */
function watched() {
  const events = new LinkEvents(['eth0', 'any'])
  const link = (parts: Partial<LinkParts>) =>
    events.take(readMessages(linkBytes({ index: 4, name: 'eth0', flags: running, ...parts })))
  const address = (parts: Partial<AddressParts>) =>
    events.take(readMessages(addressBytes({ index: 4, prefix: 24, local: [192, 0, 2, 1], ...parts })))
  events.beginList()
  link({})
  link({ index: 5, name: 'eth1' })
  address({})
  events.endList(true)
  return { events, link, address }
}
