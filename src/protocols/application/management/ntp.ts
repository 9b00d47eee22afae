import { bits, bytes, group, protocol, rest, u32, u8, type Field } from '../../../schema/index.ts'

const modes = {
  0: 'reserved', 1: 'symmetric active', 2: 'symmetric passive', 3: 'client', 4: 'server', 5: 'broadcast', 6: 'control message', 7: 'private use',
} as const
const leaps = {
  0: 'no warning', 1: 'last minute of the day has 61 seconds', 2: 'last minute of the day has 59 seconds', 3: 'unknown (clock unsynchronized)',
} as const

/** The last of the modes that have a timestamp. */
const broadcast = 5
const modeNames: Readonly<Record<number, string>> = modes
const timed = 1

/** Network Time Protocol, RFC 5905 section 7.3. */
export const ntp = protocol('ntp', 'Network Time Protocol', { 'udp.port': [123] })
  .fields({
    flags:                { ...group('ntp.flags', 'Flags', {
      leap:                 unlessPrivate(bits(2, 'ntp.flags.li', 'Leap Indicator', { names: leaps })),
      version:              bits(3, 'ntp.flags.vn', 'Version number'),
      mode:                 bits(3, 'ntp.flags.mode', 'Mode', { names: modes }),
    }), relative: true },
  })
  .choice((ntp) => (ntp.flags.mode <= broadcast ? timed : 0), {
    [timed]: {
      stratum:            u8('ntp.stratum', 'Peer Clock Stratum'),
      poll:               bits(8, 'ntp.ppoll', 'Peer Polling Interval', { signed: true, unit: 'as a power of 2, in seconds' }),
      precision:          bits(8, 'ntp.precision', 'Peer Clock Precision', { signed: true, unit: 'as a power of 2, in seconds' }),
      rootDelay:          u32('ntp.rootdelay', 'Root Delay', { unit: '/ 65536 seconds' }),
      rootDispersion:     u32('ntp.rootdispersion', 'Root Dispersion', { unit: '/ 65536 seconds' }),
      referenceId:        bytes('ntp.refid', 'Reference ID', () => 4),
      referenceTimestamp: timestamp('Reference Timestamp'),
      originTimestamp:    timestamp('Origin Timestamp'),
      receiveTimestamp:   timestamp('Receive Timestamp'),
      transmitTimestamp:  timestamp('Transmit Timestamp'),
    },
  })
  .fields({
    remainder:            rest('', 'Extension fields, authenticator or control data'),
  })
  .summarized(({ flags, stratum }) => `version ${flags.version} ${modeNames[flags.mode]}${stratum ? `, stratum ${stratum}` : ''}`)

/** In messages of private use these bits say something else. */
function unlessPrivate(field: Field<number, unknown>): Field<number | undefined, unknown> {
  return {
    ...field as Field<number | undefined, unknown>,
    bind: (bit) => {
      const read = field.bind(bit)
      return (bytes, at, self) => ((bytes[at]! & 7) === privateUse ? undefined : read(bytes, at, self))
    },
  }
}

const privateUse = 7

/** Seconds since the start of the era, 1900 or 2036, in 32.32 fixed point; undefined where it is zero, which is no time (section 6). */
function timestamp(label: string): Field<string | undefined, unknown> {
  return {
    filter: '', label, size: 64, also: [], type: 'text', relative: true,
    bind: () => ({ buffer, byteOffset }, at) => {
      const view = new DataView(buffer, byteOffset + at, 8)
      const seconds = view.getUint32(0)
      if (seconds === 0 && view.getUint32(4) === 0) return undefined
      // Section 6: the era is the one that puts the time near now; before 1968 there was no NTP.
      const since1970 = seconds + (seconds >= 0x80000000 ? 0 : 2 ** 32) - secondsTo1970
      return new Date(since1970 * 1000 + Math.floor((view.getUint32(4) / 2 ** 32) * 1000)).toISOString()
    },
    show: (value) => value ?? '',
  }
}

/** From 1900 on. */
const secondsTo1970 = 2208988800
