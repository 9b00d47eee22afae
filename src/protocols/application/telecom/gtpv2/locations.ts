/** Where a user is and what networks are called, in GTPv2-C: 3GPP TS 29.274, sections 8.18 and 8.21, TS 23.003. */
import { bits, converted, flag, group, overlay, u16, u24, u32, u8, when } from '../../../../schema/index.ts'
import { network } from '../subscribers.ts'

const place = <const K extends string>(key: K, name: string) => {
  const { country, network: code } = network(`e212.${name}`)
  return {
    [`${key}Country`]: when(key as never, country), [`${key}Network`]: when(key as never, code),
  } as Record<`${K}Country` | `${K}Network`, typeof country>
}
const hex = { base: 16 } as const

/** Section 8.21: a flag for each kind of identity that follows. */
export const userLocation = {
  flags:          overlay(u8('gtpv2.uli_flags', 'Flags', hex)),
  extended:       flag('gtpv2.uli_ext_macro_enb_id_flg', 'Extended Macro eNodeB ID'),
  macro:          flag('gtpv2.uli_macro_enb_id_flg', 'Macro eNodeB ID'),
  lai:            flag('gtpv2.uli_lai_flg', 'LAI'),
  ecgi:           flag('gtpv2.uli_ecgi_flg', 'ECGI'),
  tai:            flag('gtpv2.uli_tai_flg', 'TAI'),
  rai:            flag('gtpv2.uli_rai_flg', 'RAI'),
  sai:            flag('gtpv2.uli_sai_flg', 'SAI'),
  cgi:            flag('gtpv2.uli_cgi_flg', 'CGI'),
  ...place('cgi', 'cgi'),
  cgiArea:        when('cgi', u16('gtpv2.uli_cgi_lac', 'Location Area Code', hex)),
  cgiCell:        when('cgi', u16('gtpv2.uli_cgi_ci', 'Cell Identity')),
  ...place('sai', 'sai'),
  saiArea:        when('sai', u16('gtpv2.sai_lac', 'Location Area Code', hex)),
  saiService:     when('sai', u16('gtpv2.sai_sac', 'Service Area Code', hex)),
  ...place('rai', 'rai'),
  raiArea:        when('rai', u16('gtpv2.rai_lac', 'Location Area Code', hex)),
  raiRouting:     when('rai', u16('gtpv2.rai_rac', 'Routing Area Code', hex)),
  ...place('tai', 'tai'),
  trackingArea:   when('tai', u16('gtpv2.tai_tac', 'Tracking Area Code', hex)),
  ...place('ecgi', 'ecgi'),
  ecgiCell:       when('ecgi', overlay(converted(u32('gtpv2.ecgi_eci', 'ECI'), (word) => word & 0x0fffffff))),
  ecgiSpare:      when('ecgi', group('', 'ECI', {
    spare:        bits(4, 'gtpv2.uli_ecgi_eci_spare', 'Spare'),
    base:         bits(20, 'gtpv2.enodebid', 'eNodeB ID'),
    cell:         bits(8, 'gtpv2.cellid', 'Cell ID'),
  })),
  ...place('lai', 'lai'),
  laiArea:        when('lai', u16('gtpv2.uli_lai_lac', 'Location Area Code', hex)),
  ...place('macro', 'macro'),
  macroId:        when('macro', u24('gtpv2.macro_enodeb_id', 'Macro eNodeB ID', hex)),
  ...place('extended', 'macro'),
  extendedId:     when('extended', u24('gtpv2.ext_macro_enodeb_id', 'Extended Macro eNodeB ID', hex)),
}
