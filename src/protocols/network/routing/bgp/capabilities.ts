/** Optional parameters of BGP OPEN, and capabilities: RFC 5492. */
import { bits, bytes, flag, group, list, record, rest, text, tlv, u16, u32, u8, vector } from '../../../../schema/index.ts'
import { capabilities, families, subsequentFamilies } from './names.ts'

const afi = (name: string) => u16(`bgp.cap.${name}.afi`, 'Address Family', { names: families })
const safi = (name: string) => u8(`bgp.cap.${name}.safi`, 'Subsequent Address Family', { names: subsequentFamilies })

/** RFC 4724, section 3. */
const restarted = record('Family', {
  afi: afi('gr'), safi: safi('gr'),
  flags: group('bgp.cap.gr.flag', 'Flags', {
    preserved: flag('bgp.cap.gr.flag.pfs', 'Forwarding State'), unused: bits(7, 'bgp.cap.gr.flag.unused', 'Unused'),
  }),
})
/** RFC 7911, section 4. */
const added = record('Family', {
  afi: afi('ap'), safi: safi('ap'), way: u8('bgp.cap.ap.sendreceive', 'Send/Receive', { names: { 1: 'Receive', 2: 'Send', 3: 'Both' } }),
})
/** RFC 8950, section 4. */
const encoded = record('Family', {
  afi: afi('enh'), safi: u16('bgp.cap.enh.safi', 'Subsequent Address Family', { names: subsequentFamilies }),
  hop: u16('bgp.cap.enh.nhafi', 'Next Hop Address Family', { names: families }),
})
/** RFC 5291, section 5. */
const filter = record('Filter', { type: u8('bgp.cap.orf.type', 'ORF Type'), way: u8('bgp.cap.orf.sendreceive', 'Send/Receive') })
const filters = record('Family', {
  afi: afi('orf'), reserved: u8('bgp.cap.orf.reserved', 'Reserved'), safi: safi('orf'), count: u8('bgp.cap.orf.number', 'Number'),
})
  .fields({ filters: list('bgp.cap.orf.filters', 'Filters', filter, { count: 'count' }) })

const capability = tlv('Capability', {
  type: u8('bgp.cap.type', 'Capability Code', { names: capabilities }),
  length: u8('bgp.cap.length', 'Capability Length', { unit: 'bytes' }),
})
  .choice('type', {
    1:   { afi: afi('mp'), reserved: bytes('bgp.cap.reserved', 'Reserved', 1), safi: safi('mp') },
    3:   { filters: list('bgp.cap.orf_list', 'Filters', filters) },
    5:   { encodings: list('bgp.cap.enh_list', 'Encodings', encoded) },
    7:   {
      security: group('bgp.cap.bgpsec.flags', 'Flags', {
        version: bits(4, 'bgp.cap.bgpsec.version', 'Version'),
        way: bits(1, 'bgp.cap.bgpsec.sendreceive', 'Direction', { names: { 0: 'Receive', 1: 'Send' } }),
        reserved: bits(3, 'bgp.cap.bgpsec.reserved', 'Reserved', { base: 16 }),
      }),
      securedFamily: afi('bgpsec'),
    },
    9:   {
      role: u8('bgp.cap.role', 'Role', { names: { 0: 'Provider', 1: 'Route Server', 2: 'Route Server Client', 3: 'Customer', 4: 'Peer' } }),
    },
    64:  {
      restart: group('bgp.cap.gr.timers', 'Restart', {
        restarted: flag('bgp.cap.gr.timers.restart_flag', 'Restart State'),
        notification: flag('bgp.cap.gr.timers.notification_flag', 'Graceful Notification'),
        unused: bits(2, 'bgp.cap.gr.timers.unused', 'Unused'),
        time: bits(12, 'bgp.cap.gr.timers.restart_time', 'Restart Time', { unit: 's' }),
      }),
      families: list('bgp.cap.gr_list', 'Families', restarted),
    },
    65:  { as: u32('bgp.cap.4as', 'AS Number') },
    67:  {
      dynamic: list('bgp.cap.dc_list', 'Capabilities', record('Capability', {
        code: u8('bgp.cap.dc', 'Capability Code', { names: capabilities }),
      })),
    },
    69:  { paths: list('bgp.cap.ap_list', 'Families', added) },
    73:  {
      host: vector(u8('bgp.cap.orf.fqdn.hostname.len', 'Hostname Length'), text('bgp.cap.orf.fqdn.hostname', 'Hostname')),
      domain: vector(u8('bgp.cap.orf.fqdn.domain_name.len', 'Domain Name Length'), text('bgp.cap.orf.fqdn.domain_name', 'Domain Name')),
    },
  })
  .fields({ unknown: rest('bgp.cap.unknown', 'Value') })

const types = { 1: 'Authentication', 2: 'Capability', 255: 'Extended Length' }
const type = u8('bgp.open.opt.param.type', 'Parameter Type', { names: types })
const content = {
  1: { authentication: rest('bgp.open.opt.param.auth', 'Authentication Data') },
  2: { capabilities: list('bgp.capabilities', 'Capabilities', capability) },
}
const unknown = { unknown: rest('bgp.open.opt.param.unknown', 'Value') }
/** RFC 4271, section 4.2; with a length of two bytes RFC 9072. */
export const parameter = tlv('Optional Parameter', {
  type, length: u8('bgp.open.opt.param.len', 'Parameter Length', { unit: 'bytes' }),
}).choice('type', content, unknown)
export const parameter2 = tlv('Optional Parameter', {
  type, length: u16('bgp.open.opt.param.len', 'Parameter Length', { unit: 'bytes' }),
}).choice('type', content, unknown)
