import {
  bits, flag, ipv4Address, ipv6Address, list, record, rest, text, tlv, u16, u32, u8, when, type Field, type View, type ViewOf,
} from '../../../schema/index.ts'

/** IANA "ICMP Extension Object Classes", 2026-11. */
const classes = {
  1: 'MPLS Label Stack', 2: 'Interface Information', 3: 'Interface Identification', 4: 'Extended Information',
  5: 'Node Identification',
}

/** RFC 4950, section 5. */
const label = record('Label', {
  label:         bits(20, 'icmp.mpls.label', 'Label'),
  trafficClass:  bits(3, 'icmp.mpls.exp', 'Traffic Class'),
  bottomOfStack: flag('icmp.mpls.s', 'Bottom of Stack'),
  timeToLive:    u8('icmp.mpls.ttl', 'Time to Live'),
})

/** What an interface object holds is said by bits of its C-Type (RFC 5837, section 4). */
const has = (bit: number) => (object: { readonly type: number }) => (object.type & bit) !== 0

/** RFC 4884, section 7.1. */
const object = tlv('Object', {
  length: u16('icmp.ext.length', 'Length', { unit: 'bytes' }),
  class:  u8('icmp.ext.class', 'Class', { names: classes }),
  type:   u8('icmp.ext.ctype', 'Type'),
}, { counts: 'all' })
  .cases(
    [{ class: 1 }, { labels: list('', 'Labels', label) }],
    [{ class: 2 }, {
      interfaceIndex: when(has(0x08), u32('icmp.int_info.index', 'Interface Index')),
      addressFamily:  when(has(0x04), u16('icmp.int_info.afi', 'Address Family')),
      reserved:       when(has(0x04), u16('', 'Reserved')),
      ipv4Address:    when({ addressFamily: 1 }, ipv4Address('icmp.int_info.ipv4', 'Address')),
      ipv6Address:    when({ addressFamily: 2 }, ipv6Address('icmp.int_info.ipv6', 'Address')),
      nameLength:     when(has(0x02), u8('icmp.int_info.name_length', 'Name Length')),
      more:           rest('', 'Name and MTU'),
    }],
    // RFC 8335, section 2.1: interfaces are identified in three ways.
    [{ class: 3, type: 1 }, { name: text('icmp.int_ident.name', 'Interface Name', undefined, { padding: 'zero' }) }],
    [{ class: 3, type: 2 }, { index: u32('icmp.int_ident.index', 'Interface Index') }],
    [{ class: 3, type: 3 }, {
      addressFamily:  u16('icmp.int_ident.afi', 'Address Family'),
      addressLength:  u8('icmp.int_ident.addr_length', 'Address Length', { unit: 'bytes' }),
      reserved:       u8('', 'Reserved'),
      ipv4:           when({ addressFamily: 1 }, ipv4Address('icmp.int_ident.ipv4', 'Address')),
      ipv6:           when({ addressFamily: 2 }, ipv6Address('icmp.int_ident.ipv6', 'Address')),
    }],
  )
  .fields({ data: rest('icmp.ext.data', 'Data') })

/** RFC 4884, section 7. */
const structure = record('Extension Structure', {
  version:  bits(4, 'icmp.ext.version', 'Version'),
  reserved: bits(12, 'icmp.ext.res', 'Reserved'),
  checksum: u16('icmp.ext.checksum', 'Checksum', { base: 16 }),
}).fields({ objects: list('', 'Objects', object) }).checksummed('checksum', { covers: 'message' })

type Structure = ViewOf<typeof structure>

/** Whether the bytes up to `end` are an extension structure: its version is 2, and its checksum right (RFC 4884, section 7). */
export function isExtension(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 8 || bytes[start]! >> 4 !== 2) return false
  let sum = 0
  for (let at = start; at + 1 < end; at += 2) sum += (bytes[at]! << 8) | bytes[at + 1]!
  return sum % 0xffff === 0
}

/**
 * What stands after the packet an error quotes: `quotedLength` bytes after the 8 of the header, if that is known. It lies beyond
 * the header, so it is of no size there.
 */
export function icmpExtensions<Self>(
  quotedLength: (icmp: View & Self) => number | undefined,
): Field<readonly Structure[] | undefined, Self> {
  const field: Field<readonly Structure[] | undefined, Self> = {
    filter: 'icmp.ext', also: [], label: 'Extensions', type: 'none', size: 0, computed: true, relative: true,
    bind: () => (bytes, _at, icmp) => icmp.once(field, () => {
      const length = quotedLength(icmp)
      const start = icmp.start + 8 + (length ?? 0)
      return length === undefined || !(start + 4 <= icmp.limit) ? undefined : [structure.part(bytes, start, icmp.limit, icmp.origin, icmp.originalEnd)]
    }),
    show: (value) => `${value?.length ?? 0}`,
    parts: { kind: 'list', schemas: [structure], views: (value) => value ?? [] },
  }
  return field
}
