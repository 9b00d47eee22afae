/** Bidirectional Forwarding Detection, RFC 5880, section 4.1. */
import { bits, flag, group, list, nameIn, overlay, protocol, range, record, rest, text, u32, u8 } from '../../../schema/index.ts'

/** IANA "BFD Diagnostic Codes" and "BFD Authentication Types", 2026-11. */
const diagnostics = {
  0: 'No Diagnostic', 1: 'Control Detection Time Expired', 2: 'Echo Function Failed', 3: 'Neighbor Signaled Session Down',
  4: 'Forwarding Plane Reset', 5: 'Path Down', 6: 'Concatenated Path Down', 7: 'Administratively Down', 8: 'Reverse Concatenated Path Down',
  9: 'Mis-connectivity Defect',
}
const states = { 0: 'AdminDown', 1: 'Down', 2: 'Init', 3: 'Up' }
const authenticationTypes = { 1: 'Simple Password', 2: 'Keyed MD5', 3: 'Meticulous Keyed MD5', 4: 'Keyed SHA1', 5: 'Meticulous Keyed SHA1' }

/** Sections 4.2 to 4.4. */
const digest = { reserved: u8('bfd.auth.reserved', 'Reserved'), sequence: u32('bfd.auth.seq_num', 'Sequence Number', { base: 16 }) }
const authentication = record('Authentication', {
  type:   u8('bfd.auth.type', 'Authentication Type', { names: authenticationTypes }),
  length: u8('bfd.auth.len', 'Authentication Length', { unit: 'bytes' }),
  keyId:  u8('bfd.auth.key', 'Authentication Key ID'),
})
  .length('length')
  .choice('type', { 1: { password: text('bfd.auth.password', 'Password') }, 2: digest, 3: digest, 4: digest, 5: digest })
  .fields({ digest: rest('bfd.checksum', 'Digest') })

const isHeader = record('Header', {
  version: bits(3, 'bfd.version', 'Version'), diagnostic: bits(5, 'bfd.diag', 'Diagnostic'), flags: u8('bfd.flags', 'Flags'),
  multiplier: u8('bfd.detect_time_multiplier', 'Detect Multiplier'), length: u8('bfd.message_length', 'Length'),
}).recognizer({ version: [0, 1], length: range(24, 64) })

/** RFC 5881, RFC 5883, RFC 7130 and RFC 7881 name the ports. */
export const bfd = protocol('bfd', 'Bidirectional Forwarding Detection', {
  'udp.port': [3784, 4784, 6784, 7784],
})
  .specified('RFC 5880')
  .accepts(isHeader)
  .fields({
    version:    bits(3, 'bfd.version', 'Version'),
    diagnostic: bits(5, 'bfd.diag', 'Diagnostic', { names: diagnostics }),
    octet:      overlay(u8('bfd.flags', 'Message Flags', { base: 16 })),
    state:      bits(2, 'bfd.sta', 'State', { names: states }),
    flags:      group('', 'Flags', {
      poll:           flag('bfd.flags.p', 'Poll'),
      final:          flag('bfd.flags.f', 'Final'),
      independent:    flag('bfd.flags.c', 'Control Plane Independent'),
      authentication: flag('bfd.flags.a', 'Authentication Present'),
      demand:         flag('bfd.flags.d', 'Demand'),
      multipoint:     flag('bfd.flags.m', 'Multipoint'),
    }),
    multiplier: u8('bfd.detect_time_multiplier', 'Detect Multiplier'),
    length:     u8('bfd.message_length', 'Length', { unit: 'bytes' }),
    mine:       u32('bfd.my_discriminator', 'My Discriminator', { base: 16 }),
    yours:      u32('bfd.your_discriminator', 'Your Discriminator', { base: 16 }),
    send:       u32('bfd.desired_min_tx_interval', 'Desired Min TX Interval', { unit: 'us' }),
    receive:    u32('bfd.required_min_rx_interval', 'Required Min RX Interval', { unit: 'us' }),
    echo:       u32('bfd.required_min_echo_interval', 'Required Min Echo RX Interval', { unit: 'us' }),
  })
  .length(({ length }) => Math.max(length, 24))
  .cases([{ 'flags.authentication': true }, { authentications: list('bfd.auth', 'Authentication', authentication, { count: 1 }) }])
  .defaults({ version: 1, length: 24 })
  .colored('routing', ({ state, diagnostic }) => (state < 2 && diagnostic > 0 ? 'warning' : undefined))
  .summarized(({ state, diagnostic, flags, mine, yours }) =>
    `${nameIn(states, state)}${diagnostic === 0 ? '' : ` (${nameIn(diagnostics, diagnostic) ?? `diagnostic ${diagnostic}`})`}`
    + `${flags.poll ? ', poll' : ''}${flags.final ? ', final' : ''}, 0x${mine.toString(16)} to 0x${yours.toString(16)}`)
