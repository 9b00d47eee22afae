/** The inverse of `kinds/domain-name.ts`: labels, and a pointer to where the rest of a name was written before. */
import type { WireOf, Writer } from '../place.ts'
import { refusal } from '../refusal.ts'

/** RFC 1035, section 4.1.4: a pointer reaches this far. */
const furthest = 0x3fff

export const writeDomainName: Writer<WireOf<'domain name'>> = (value = '', { output, at, origin, path }, { whole }) => {
  const labels = labelsOf(value)
  if (labels === undefined) throw refusal(path, 'a domain name such as "example.test", or "<Root>"', value)
  const start = at >> 3
  let end = start
  for (const [index, label] of labels.entries()) {
    const rest = labels.slice(index).join('.')
    const known = output.names.get(rest)
    if (known !== undefined && !whole) {
      output.putBits(8 * end, 16, 0xc000 | (known - origin))
      return 8 * (end + 2 - start)
    }
    if (known === undefined && !whole && end - origin <= furthest) output.names.set(rest, end)
    const bytes = utf8.encode(label)
    output.putBytes(end, Uint8Array.of(bytes.length, ...bytes))
    end += 1 + bytes.length
  }
  output.putBytes(end, Uint8Array.of(0))
  return 8 * (end + 1 - start)
}

/** The labels of a name, `<Root>` or nothing for none; undefined for what is no name, RFC 1035, section 2.3.4. */
function labelsOf(value: unknown): readonly string[] | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.endsWith('.') ? value.slice(0, -1) : value
  if (text === '' || text === '<Root>') return []
  const labels = text.split('.')
  const lengths = labels.map((label) => utf8.encode(label).length)
  const fits = lengths.every((length) => length > 0 && length <= 63)
  return fits && lengths.reduce((sum, length) => sum + 1 + length, 1) <= 255 ? labels : undefined
}

const utf8 = new TextEncoder()
