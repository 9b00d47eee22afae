/** Android Debug Bridge between a host and a device: android.googlesource.com, packages/modules/adb, "protocol.txt", 2026-11. */
import { bytes, fact, nameIn, protocol, range, record, rest, text, u32 } from '../../../schema/index.ts'

const little = { order: 'little' } as const
/** Four letters, the first in the lowest byte. */
const command = { sync: 0x434e5953, connect: 0x4e584e43, auth: 0x48545541, open: 0x4e45504f, okay: 0x59414b4f, close: 0x45534c43,
  write: 0x45545257, tls: 0x534c5453 } as const
const names = {
  [command.sync]: 'Sync', [command.connect]: 'Connect', [command.auth]: 'Authenticate', [command.open]: 'Open', [command.okay]: 'Okay',
  [command.close]: 'Close', [command.write]: 'Write', [command.tls]: 'Start TLS',
}
const authTypes = { 1: 'Token', 2: 'Signature', 3: 'RSA public key' }

const head = record('Header', {
  command: u32('adb.command', 'Command', little), argument0: u32('adb.argument.0', 'Argument 0', little),
  argument1: u32('adb.argument.1', 'Argument 1', little), length: u32('adb.data_length', 'Data Length', little),
  check: u32('adb.data_crc32', 'Data CRC32', little), magic: u32('adb.magic', 'Magic', little),
})
/** The last number is the first with all its bits inverted; data has at most 1 MB. */
const recognizers = Object.values(command).map((code) =>
  head.recognizer({ command: code, length: range(0, 0x10_0000), magic: 0xffff_ffff - code }))
const begins = (memory: Uint8Array, start: number, end: number) => recognizers.some((recognizes) => recognizes(memory, start, end))
const headSize = 24

const identifiers = { local: u32('adb.local_id', 'Local ID', little), remote: u32('adb.remote_id', 'Remote ID', little) }

export const adb = protocol('adb', 'Android Debug Bridge', { 'tcp.port': [5555] })
  .specified('https://android.googlesource.com/platform/packages/modules/adb/+/main/protocol.txt')
  .facts({
    answeredIn: fact.frame('adb.answered_in', 'Answered in frame'),
    answers:    fact.frame('adb.answer_to', 'Answer to frame'),
    time:       fact.duration('adb.time', 'Time to answer'),
  })
  .fields({ command: u32('adb.command', 'Command', { ...little, base: 16, names }) })
  .choice('command', {
    [command.sync]: { online: u32('adb.online', 'Online', little), sequence: u32('adb.sequence', 'Sequence', little) },
    [command.connect]: { version: u32('adb.version', 'Version', { ...little, base: 16 }),
      mostData: u32('adb.max_data', 'Max Data', { ...little, unit: 'bytes' }) },
    [command.auth]: { authType: u32('adb.auth_type', 'Type', { ...little, names: authTypes }), zero: u32('adb.zero', 'Zero', little) },
    [command.open]: { local: identifiers.local, zero: u32('adb.zero', 'Zero', little) },
    [command.okay]: identifiers, [command.close]: identifiers, [command.write]: identifiers,
    [command.tls]: { version: u32('adb.version', 'Version', { ...little, base: 16 }), zero: u32('adb.zero', 'Zero', little) },
  }, { argument0: u32('adb.argument.0', 'Argument 0', little), argument1: u32('adb.argument.1', 'Argument 1', little) })
  .fields({
    length: u32('adb.data_length', 'Data Length', { ...little, unit: 'bytes' }),
    check:  u32('adb.data_crc32', 'Data CRC32', { ...little, base: 16 }),
    magic:  u32('adb.magic', 'Magic', { ...little, base: 16 }),
  })
  .followedBy('length')
  .choice('command', {
    [command.connect]: { banner: text('adb.connection_info', 'Info', 'length', { padding: 'zero' }) },
    [command.open]: { service: text('adb.service', 'Service', 'length', { padding: 'zero' }) },
  }, { data: bytes('adb.data', 'Data', 'length') })
  .fields({ more: rest('adb.more', 'More') })
  .accepts((memory, start, end) => begins(memory, start, end))
  .streamed({ length: 'length', plus: headSize }, { opens: (memory, start, end) => end - start < headSize || begins(memory, start, end) })
  .exchanged({
    part: ({ command: code }) => (code === command.open || code === command.write ? 'question' : code === command.okay ? 'answer'
      : undefined),
    facts: { answeredIn: 'answeredIn', answers: 'answers', time: 'time' },
  })
  .colored('management')
  .summarized(({ command: code, banner, service, local, remote, length, authType }) => {
    const name = nameIn(names, code) ?? `command ${code}`
    if (banner !== undefined) return `${name} ${banner}`
    if (authType !== undefined) return `${name} ${nameIn(authTypes, authType) ?? `type ${authType}`}`
    const ends = local === undefined ? '' : ` local=${local}${remote === undefined ? '' : ` remote=${remote}`}`
    return `${name}${ends}${service === undefined ? '' : ` ${service}`}${service === undefined && length > 0 ? ` ${length} bytes` : ''}`
  }, { all: true })
