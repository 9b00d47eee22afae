/** Forms as HTML sends them: application/x-www-form-urlencoded (URL Standard, section 5.1). */
import { computedText, found, positionOf, protocol, record, utf8Text, type Found, type View } from '../../../../schema/index.ts'
import { httpBodyHere } from '../vocabulary.ts'

const item = record('Form item', {})
  .fields({
    key:   computedText('urlencoded-form.key', 'Key', (item: View) => decoded(utf8Text(item.bytes, item.start, markIn(item)))),
    value: computedText('urlencoded-form.value', 'Value', valueOf),
  })
  .summarized(({ key, value }) => `${key} = ${value}`)

function markIn({ bytes, start, end }: View): number {
  return positionOf(equals, bytes, start, end)
}

function valueOf(item: View): string {
  return decoded(utf8Text(item.bytes, Math.min(item.end, markIn(item) + 1), item.end))
}

export const form = protocol('urlencoded-form', 'HTML Form URL Encoded', { media_type: ['application/x-www-form-urlencoded'] })
  .specified('https://url.spec.whatwg.org/#application/x-www-form-urlencoded')
  .borrows('onwire')
  .fields(httpBodyHere)
  .fields({ items: found('', 'Form items', item, itemsIn) })
  .isContent()

function itemsIn({ bytes, start, end, isShort }: View): readonly Found[] {
  const items: Found[] = []
  for (let at = start; at < end && items.length < mostItems;) {
    const stop = positionOf(ampersand, bytes, at, end)
    // What the capture cut may go on.
    if (stop > at && !(isShort && stop === end)) items.push({ start: at, end: stop })
    at = stop + 1
  }
  return items
}

/** A plus is a space, and percent signs are followed by octets of UTF-8. */
function decoded(text: string): string {
  return text.replaceAll('+', ' ').replace(/(?:%[0-9a-f]{2})+/gi, (coded) => {
    const bytes = Uint8Array.from(coded.slice(1).split('%'), (digits) => Number.parseInt(digits, 16))
    return utf8Text(bytes, 0, bytes.length)
  })
}

const ampersand = 0x26
const equals = 0x3d
const mostItems = 4096
