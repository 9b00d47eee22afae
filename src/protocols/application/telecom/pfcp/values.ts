/** What several elements of PFCP have in common: 3GPP TS 29.244, section 8.2. */
import { bits, converted, flag, group, overlay, u16, u8, when } from '../../../../schema/index.ts'

/** Section 8.2.56: a bit for each kind of header. */
export const describes = (mask: number) => ({ outerHdrDesc }: { readonly outerHdrDesc: number }) => (outerHdrDesc & mask) !== 0

/** The ID of a VLAN tag, around which its other bits lie (sections 8.2.94 and 8.2.95). */
export const tagId = (filter: string, label: string) => overlay(converted(u16(filter, label, { base: 16 }),
  (word) => ((word & 0xf000) >> 4) | (word & 0xff)))

/** The rule that failed, by its kind (section 8.2.80). */
export const rule = {
  ruleId: when({ failedRuleIdType: 0 }, u16('pfcp.pdr_id', 'PDR ID')),
  farId: when({ failedRuleIdType: 1 }, group('', 'Bits', { farFlag: flag('pfcp.far_id_flg', 'Allocation type'), farId: bits(31,
    'pfcp.far_id', 'FAR ID') })),
  qerId: when({ failedRuleIdType: 2 }, group('', 'Bits', { qerFlag: flag('pfcp.qer_id_flg', 'Allocation type'), qerId: bits(31,
    'pfcp.qer_id', 'QER ID') })),
  urrId: when({ failedRuleIdType: 3 }, group('', 'Bits', { urrFlag: flag('pfcp.urr_id_flg', 'Allocation type'), urrId: bits(31,
    'pfcp.urr_id', 'URR ID') })),
  barId: when({ failedRuleIdType: 4 }, u8('pfcp.bar_id', 'BAR ID')),
  marId: when({ failedRuleIdType: 5 }, u16('pfcp.mar_id', 'MAR ID')),
}
