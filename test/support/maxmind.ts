/** Writes databases in the format of MaxMind: https://maxmind.github.io/MaxMind-DB/. */
type Value = string | number | { readonly [key: string]: Value } | readonly Value[]

/** A database of IPv4 networks of whole bytes, such as `192.0.2`, and what is said of them. */
export function maxmind(networks: Readonly<Record<string, Value>>): Buffer {
  const links: { left: Link; right: Link }[] = [{ left: 'none', right: 'none' }]
  const data: Buffer[] = []
  let size = 0
  for (const [network, value] of Object.entries(networks)) {
    const bits = network
      .split('.')
      .map((byte) => Number(byte).toString(2).padStart(8, '0'))
      .join('')
    let node = 0
    for (const [index, bit] of [...bits].entries()) {
      const side = bit === '0' ? 'left' : 'right'
      if (index === bits.length - 1) links[node]![side] = { data: size }
      else {
        const next = links[node]![side]
        if (typeof next === 'number') node = next
        else {
          links.push({ left: 'none', right: 'none' })
          node = links[node]![side] = links.length - 1
        }
      }
    }
    data.push(encoded(value))
    size += data.at(-1)!.length
  }
  const pointer = (link: Link) =>
    typeof link === 'number' ? link : link === 'none' ? links.length : links.length + 16 + link.data
  const tree = Buffer.concat(
    links.map(({ left, right }) => Buffer.concat([bytesOf(pointer(left), 3), bytesOf(pointer(right), 3)])),
  )
  const metadata = encoded({
    node_count: links.length,
    record_size: 24,
    ip_version: 4,
    database_type: 'Test',
    languages: ['en'],
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_700_000_000,
    description: { en: 'Test' },
  })
  return Buffer.concat([tree, Buffer.alloc(16), ...data, Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'), metadata])
}

type Link = number | 'none' | { readonly data: number }

/** Whole numbers are unsigned, others doubles. */
function encoded(value: Value): Buffer {
  if (typeof value === 'string') return Buffer.concat([control(2, Buffer.byteLength(value)), Buffer.from(value)])
  if (typeof value === 'number' && Number.isInteger(value)) return Buffer.concat([control(6, 4), bytesOf(value, 4)])
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(8)
    bytes.writeDoubleBE(value)
    return Buffer.concat([control(3, 8), bytes])
  }
  if (Array.isArray(value))
    return Buffer.concat([Buffer.from([value.length, 4]), ...value.map((each: Value) => encoded(each))])
  const entries = Object.entries(value)
  return Buffer.concat([control(7, entries.length), ...entries.flatMap(([key, each]) => [encoded(key), encoded(each)])])
}

/** The type and the size, below 285. */
const control = (type: number, size: number) =>
  size < 29 ? Buffer.from([(type << 5) | size]) : Buffer.from([(type << 5) | 29, size - 29])

function bytesOf(value: number, size: number): Buffer {
  const bytes = Buffer.alloc(size)
  bytes.writeUIntBE(value, 0, size)
  return bytes
}
