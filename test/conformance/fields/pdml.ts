/** What tshark says of the fields of packets, and where they are: its output in PDML, which has an element on each line. */
import { execFileSync, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A value that tshark shows, and its bytes: counted from the start of the frame, or of what it was put together from. */
export interface ShownField {
  readonly value: string
  readonly from: number
  readonly size: number
}

export interface ShownPacket {
  /** By filter name, in the order of the tree. */
  readonly fields: ReadonlyMap<string, readonly ShownField[]>
  readonly protocols: ReadonlySet<string>
  /** Whether tshark objects to it. */
  readonly isDamaged: boolean
}

/** The packets of a capture in one pass of tshark, as it is by default: with names of MAC addresses, whatever a user has set. */
export async function* shownPackets(path: string): AsyncGenerator<ShownPacket> {
  const child = spawn('tshark', ['-N', 'm', '-r', path, '-T', 'pdml'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, TZ: 'UTC', WIRESHARK_CONFIG_DIR: '/nonexistent' },
  })
  let fields = new Map<string, ShownField[]>()
  let protocols = new Set<string>()
  let isDamaged = false
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('</packet>')) {
      yield { fields, protocols, isDamaged }
      fields = new Map()
      protocols = new Set()
      isDamaged = false
      continue
    }
    const name = nameIn.exec(line)?.[1]
    if (name === undefined || name === '') continue
    isDamaged ||= objections.test(name)
    if (line.includes('<proto ')) protocols.add(name)
    else add(fields, name, line)
  }
}

/** Whether tshark finds a protocol in a capture. */
export const carries = (path: string, protocol: string): boolean =>
  execFileSync('tshark', ['-n', '-r', path, '-Y', protocol, '-T', 'fields', '-e', 'frame.number'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  }).length > 0

function add(fields: Map<string, ShownField[]>, name: string, line: string): void {
  const [, size, from] = placeIn.exec(line) ?? []
  const shown = { value: unescaped(valueIn.exec(line)?.[1] ?? ''), from: Number(from), size: Number(size) }
  const all = fields.get(name)
  if (all === undefined) fields.set(name, [shown])
  else all.push(shown)
}

const unescaped = (text: string): string =>
  text.includes('&') ? text.replace(/&(amp|lt|gt|quot|apos|#x27);/g, (_, name: string) => entities[name]!) : text

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#x27': "'" }
const nameIn = / name="([^"]*)"/
const placeIn = / size="(\d+)" pos="(\d+)"/
const valueIn = / show="([^"]*)"/
const objections = /^_ws\.(?:malformed|short)|\.(?:malformed|bogus)/
