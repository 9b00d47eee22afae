/** Web Services Dynamic Discovery, versions 1.0 (2005) and 1.1 (OASIS, 2009): SOAP over UDP, by which devices and services are found. */
import { asciiText, computedText, isAt, lineOf, octets, protocol, type View } from '../../../schema/index.ts'

/** Expressions look no further than this. */
const longest = 8192
const element = (name: string) => new RegExp(`<(?:[\\w.-]{1,64}:)?${name}(?:\\s[^<>]{0,512})?>\\s*([^<]{1,1024}?)\\s*</`)
const patterns = {
  action: element('Action'), id: element('MessageID'), relates: element('RelatesTo'), types: element('Types'), places: element('XAddrs'),
}
const textIn = (pattern: RegExp) => ({ bytes, start, end, isShort }: View): string | undefined =>
  (isShort ? undefined : pattern.exec(asciiText(bytes, start, Math.min(end, start + longest)))?.[1])
/** Sections 4 to 6: the last part of the action. */
const nameOf = (action: string | undefined) => action?.split('/').at(-1)

const [declaration, tag] = [octets('<?xml'), octets('<')]
const begins = (bytes: Uint8Array, start: number, end: number) => {
  if (!isAt(tag, bytes, start, end)) return false
  const text = asciiText(bytes, start, Math.min(end, start + longest))
  return (isAt(declaration, bytes, start, end) || /^<(?:[\w.-]{1,64}:)?Envelope[\s>]/.test(text)) && text.includes('Envelope')
}

export const wsDiscovery = protocol('wsd', 'WS-Discovery', { 'udp.port': [3702] })
  .specified('https://docs.oasis-open.org/ws-dd/discovery/1.1/wsdd-discovery-1.1-spec.html')
  .fields({
    action:    computedText('wsd.action', 'Action', textIn(patterns.action)),
    id:        computedText('wsd.message_id', 'MessageID', textIn(patterns.id)),
    relates:   computedText('wsd.relates_to', 'RelatesTo', textIn(patterns.relates)),
    types:     computedText('wsd.types', 'Types', textIn(patterns.types)),
    address:   computedText('wsd.address', 'Address', (view: View) => {
      // Of the addresses, that of the service is in the body; others are of the message.
      const { bytes, start, end, isShort } = view
      const text = asciiText(bytes, start, Math.min(end, start + longest))
      return isShort ? undefined : element('Address').exec(text.slice(Math.max(0, text.search(/<[^<>/]{0,65}Body[\s>]/))))?.[1]
    }),
    locations: computedText('wsd.xaddrs', 'XAddrs', textIn(patterns.places)),
  })
  .accepts(begins)
  .payload({ tables: [['media_type', () => 'text/xml']] })
  .colored('names')
  .summarized(({ action, types, locations, address }) =>
    lineOf([nameOf(action), types, locations ?? address], ' '))
