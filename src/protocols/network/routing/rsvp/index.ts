/** Resource ReSerVation Protocol: RFC 2205, for label switched paths RFC 3209 and RFC 3473. */
import { bits, finding, lineOf, list, nameIn, otherwise, protocol, record, u16, u8, type View } from '../../../../schema/index.ts'
import { errors, messageTypes, valueNames } from './names.ts'
import { object, type RsvpObject } from './objects.ts'

const bundle = 12
const most = 4
/** Wireshark has a flag for each type of message. */
const kinds = {
  1: 'path', 2: 'resv', 3: 'perr', 4: 'rerr', 5: 'ptear', 6: 'rtear', 7: 'resvconf', 10: 'rtearconf', 12: 'bundle', 13: 'ack',
  15: 'srefresh', 20: 'hello', 21: 'notify',
} as const
const kindFlags = Object.fromEntries(Object.entries(kinds).map(([type, name]) => [
  name, finding(`rsvp.${name}`, `${messageTypes[Number(type) as keyof typeof kinds]} Message`,
    (view: View) => typeOf(view) === Number(type)),
]))
const typeOf = (view: View) => (view as View & { readonly type: number }).type

/** RFC 2205, section 3.1.1. */
const header = {
  version:  bits(4, 'rsvp.version', 'RSVP Version'),
  flags:    bits(4, 'rsvp.flags', 'Flags', { base: 16 }),
  type:     u8('rsvp.msg', 'Message Type', { names: messageTypes }),
  checksum: u16('rsvp.message_checksum', 'Message Checksum', { base: 16 }),
  hopLimit: u8('rsvp.sending_ttl', 'Sending TTL'),
  reserved: u8('rsvp.reserved', 'Reserved'),
  length:   u16('rsvp.message_length', 'Message length', { unit: 'bytes' }),
}
const objects = { objects: list('rsvp.objects', 'Objects', object) }
/** RFC 2961, section 3.1: messages in a bundle are whole, and no bundles. */
const bundled = record('Message', header).fields(kindFlags as Record<never, never>)
  .followedBy({ length: 'length', minus: 8 }).fields(objects)

const message = (name: string, label: string, number: number, specification: string) =>
  protocol(name, label, { 'ip.proto': [number] })
  .specified(specification)
  .fields(header)
  .fields(kindFlags as Record<never, never>)
  .followedBy({ length: 'length', minus: 8 })
  .cases([{ type: bundle }, { messages: list('rsvp.messages', 'Messages', bundled) }], [otherwise, objects])
  .checksummed('checksum', { covers: 'message', when: ({ checksum }) => checksum !== 0 })
  .defaults({ version: 1 })
  .colored('routing', ({ objects: all }) => (errorIn(all) === undefined ? undefined : 'error'))
  .summarized(({ type, objects: all, messages }) => {
    if (messages !== undefined) {
      const more = messages.length - most
      const words = messages.slice(0, most).map((one) => textOf(one.type, one.objects)).join('; ')
      return `Bundle: ${words}${more > 0 ? ` and ${more} more` : ''}`
    }
    return textOf(type, all)
  })

export const rsvp = message('rsvp', 'Resource Reservation Protocol', 46, 'RFC 2205')
/** RFC 3175, section 1.4.1: messages between hosts that the interior of an aggregating region does not look at. */
export const rsvpEndToEnd = message('rsvp-e2ei', 'Resource Reservation Protocol, end to end', 134, 'RFC 3175').borrows('rsvp')

const errorIn = (all: readonly RsvpObject[] | undefined) => all?.find(({ errorCode = 0 }) => errorCode !== 0)

function textOf(type: number, all: readonly RsvpObject[] | undefined): string {
  const words: string[] = [nameIn(messageTypes, type) ?? `message ${type}`]
  for (const one of (all ?? []).slice(0, looked)) {
    const { destination, tunnelId, port, pathId, sender, errorNode, errorCode, errorValue = 0, name } = one
    if (one.kind >> 8 === 1)
      words.push(lineOf([destination, tunnelId === undefined ? undefined : `tunnel ${tunnelId}`,
        port === undefined ? undefined : `port ${port}`], ' '))
    else if (sender !== undefined)
      words.push(`from ${sender}${pathId === undefined ? port === undefined ? '' : ` port ${port}` : ` LSP ${pathId}`}`)
    else if (errorCode !== undefined) {
      const value = valueNames[errorCode]?.[errorValue & 0x0fff] ?? (errorValue === 0 ? undefined : `value ${errorValue}`)
      words.push(`${nameIn(errors, errorCode) ?? `error ${errorCode}`}${value === undefined ? '' : ` (${value})`} at ${errorNode}`)
    } else if (name !== undefined && name !== '') words.push(`"${name}"`)
  }
  return words.join(', ')
}
/** Objects that the line of a message looks at. */
const looked = 32
