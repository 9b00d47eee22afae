import { bits, bytes, list, nameIn, peek, protocol, rest, tlv, u16, u32 } from '../../schema/index.ts'

/** IANA "Protocol Independent Multicast (PIM) Parameters", 2026-11. */
const types = {
  0: 'Hello', 1: 'Register', 2: 'Register-Stop', 3: 'Join/Prune', 4: 'Bootstrap', 5: 'Assert', 6: 'Graft', 7: 'Graft-Ack',
  8: 'Candidate-RP-Advertisement', 9: 'State Refresh', 10: 'DF Election', 11: 'ECMP Redirect', 12: 'PIM Flooding Mechanism',
}
const optionTypes = {
  1: 'Holdtime', 2: 'LAN Prune Delay', 19: 'DR Priority', 20: 'Generation ID', 21: 'State Refresh Capable',
  22: 'Bidirectional Capable', 24: 'Address List',
}
const register = 1

/** RFC 7761, section 4.9.2. */
const option = tlv('Option', {
  type:   u16('pim.optiontype', 'Type', { names: optionTypes }),
  length: u16('pim.optionlength', 'Length', { unit: 'bytes' }),
})
  .choice('type', {
    1:  { holdTime: u16('pim.holdtime', 'Hold Time', { unit: 's' }) },
    19: { priority: u32('pim.dr_priority', 'Designated Router Priority') },
    20: { generation: u32('pim.generation_id', 'Generation') },
  })
  .fields({ value: rest('', 'Value') })

/** Protocol Independent Multicast, version 2, RFC 7761, section 4.9. */
export const pim = protocol('pim', 'Protocol Independent Multicast', { 'ip.proto': [103] })
  .fields({
    version:  bits(4, 'pim.version', 'Version'),
    type:     bits(4, 'pim.type', 'Type', { names: types }),
    reserved: bytes('pim.res_bytes', 'Reserved', 1),
    checksum: u16('pim.cksum', 'Checksum', { base: 16 }),
  })
  .length((pim) => (pim.type === register ? 8 : pim.end - pim.start))
  .choice('type', {
    0:          { options: list('', 'Options', option) },
    [register]: { registerFlags: u32('pim.register_flag', 'Flags', { base: 16 }) },
  })
  .fields({ message: rest('', 'Message') })
  // RFC 7761, section 4.9: of a register only the header, and a pseudo-header only in IPv6.
  .checksummed('checksum', { covers: 'message', headerWhen: { type: register }, pseudo: 103, pseudoOver: 'ipv6' })
  .defaults({ version: 2 })
  .payload({ tables: [['ip.version', peek(4)]] })
  .colored('routing')
  .summarized((pim) => nameIn(types, pim.type) ?? `type ${pim.type}`)
