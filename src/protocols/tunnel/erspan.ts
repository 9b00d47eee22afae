import { bits, protocol, u16, u32, when, type Field, type View } from '../../schema/index.ts'

const isThird = ({ bytes, start }: View) => bytes[start]! >> 4 === 2
const isSecond = (erspan: View) => !isThird(erspan)
/** The last bit of the third version's header announces eight bytes that depend on the platform. */
const hasPlatform = (erspan: View) => isThird(erspan) && (erspan.bytes[erspan.start + 11]! & 1) !== 0

const classOfService: Field<number, unknown> = bits(3, 'erspan.cos', 'Class of Service')
const truncated: Field<number, unknown> = bits(1, 'erspan.truncated', 'Truncated')
const session: Field<number, unknown> = bits(10, 'erspan.spanid', 'Session')

/** As an EtherType: the third version may carry IP without Ethernet, and what has no number. */
const frameType = (erspan: View) => {
  const type = isThird(erspan) ? (erspan.bytes[erspan.start + 10]! >> 2) & 0x1f : 0
  return type === 0 ? 0x6558 : type === 2 ? 0x0800 : -1
}

/** Encapsulated Remote Switched Port Analyzer, types II and III: draft-foschiano-erspan, sections 4.2 and 4.3. */
export const erspan = protocol('erspan', 'Encapsulated Remote SPAN', { 'gre.proto': [0x88be, 0x22eb] })
  .fields({
    version:     bits(4, 'erspan.version', 'Version', { names: { 0: 'Type I', 1: 'Type II', 2: 'Type III' } }),
    vlan:        bits(12, 'erspan.vlan', 'VLAN'),
  })
  .either(isThird, {
    classOfService,
    integrity:   bits(2, 'erspan.bso', 'Bad, Short or Oversized', { names: { 0: 'Good', 1: 'Short', 2: 'Oversized', 3: 'Bad' } }),
    truncated,
    session,
  }, {
    classOfService,
    encapsulation: bits(2, 'erspan.encap', 'Encapsulation', { names: { 0: 'Untagged', 1: 'ISL', 2: '802.1Q', 3: 'Tag kept' } }),
    truncated,
    session,
  })
  .fields({
    index:       when(isSecond, u32('', 'Index')),
    timestamp:   when(isThird, u32('erspan.timestamp', 'Timestamp')),
    securityGroup: when(isThird, u16('erspan.sgt', 'Security Group Tag')),
    more:        when(isThird, u16('', 'Frame Type, Hardware and Flags', { base: 16 })),
    platform:    when(hasPlatform, u32('', 'Platform', { base: 16 })),
    platformInfo: when(hasPlatform, u32('', 'Platform Information', { base: 16 })),
  })
  .sized((erspan) => (isSecond(erspan) ? 8 : hasPlatform(erspan) ? 20 : 12))
  .payload({ tables: [['ethertype', frameType]] })
  .summarized((erspan) => `ERSPAN session ${erspan.session}, VLAN ${erspan.vlan}`)
