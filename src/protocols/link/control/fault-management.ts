import { bits, bytes, flag, group, list, nameIn, protocol, rest, tlv, u16, u32, u8 } from '../../../schema/index.ts'

const operations = {
  1: 'Continuity Check Message', 2: 'Loopback Reply', 3: 'Loopback Message', 4: 'Linktrace Reply', 5: 'Linktrace Message',
    32: 'Generic Notification',
  33: 'Alarm Indication Signal', 35: 'Lock Signal', 37: 'Test Signal', 39: 'Automatic Protection Switching', 42: 'Loss Measurement Reply',
  43: 'Loss Measurement Message', 45: 'One Way Delay Measurement', 46: 'Delay Measurement Reply', 47: 'Delay Measurement Message',
  51: 'Vendor Specific Message',
}
const intervals = { 0: 'invalid', 1: '3.33 ms', 2: '10 ms', 3: '100 ms', 4: '1 s', 5: '10 s', 6: '1 min', 7: '10 min' }
const items = { 0: 'End', 1: 'Sender ID', 2: 'Port Status', 3: 'Data', 4: 'Interface Status', 5: 'Reply Ingress', 6: 'Reply Egress',
  31: 'Organization-Specific' }
const item = tlv('TLV', { type: u8('cfm.tlv.type', 'TLV Type', { names: items }), length: u16('cfm.tlv.length', 'TLV Length') },
  { bare: [0] })
  .fields({ value: rest('', 'Value') })

/** Connectivity Fault Management: IEEE 802.1Q-2018, section 21; ITU-T G.8013/Y.1731, section 9. */
export const faultManagement = protocol('cfm', 'CFM EOAM 802.1ag/ITU Protocol', { ethertype: [0x8902] })
  .specified('IEEE 802.1Q-2018')
  .fields({
    head:         group('', 'Level and Version', {
      level:      bits(3, 'cfm.md.level', 'CFM MD Level'),
      version:    bits(5, 'cfm.version', 'CFM Version'),
    }),
    operation:    u8('cfm.opcode', 'CFM OpCode', { names: operations }),
  })
  .choice('operation', {
    1: { checkFlags: group('cfm.flags', 'Flags', {
      defect:     flag('cfm.flags.rdi', 'RDI'),
      reserved:   bits(4, 'cfm.flags.ccm.reserved', 'Reserved'),
      interval:   bits(3, 'cfm.flags.interval', 'Interval Field', { names: intervals }),
    }) },
  }, { flags: u8('cfm.flags', 'Flags', { base: 16 }) })
  .fields({ offset: u8('cfm.first.tlv.offset', 'First TLV Offset') })
  .choice('operation', {
    1: {
      sequence:   u32('cfm.ccm.seq.num', 'Sequence Number'),
      endPoint:   u16('cfm.ccm.ma.ep.id', 'Maintenance Association End Point Identifier'),
      association: bytes('cfm.ccm.maid', 'Maintenance Association Identifier (MEG ID)', 48),
      measures:   bytes('cfm.ccm.itu.t.y1731', 'Defined by ITU-T Y.1731', 16),
    },
    2: { transaction: u32('cfm.lb.transaction.id', 'Loopback Transaction Identifier') },
    3: { transaction: u32('cfm.lb.transaction.id', 'Loopback Transaction Identifier') },
  }, { body: bytes('', 'Body', 'offset') })
  .fields({ items: list('', 'TLVs', item, { last: ({ type }) => type === 0 }) })
  .colored('management', ({ checkFlags }) => (checkFlags?.defect === true ? 'warning' : undefined))
  .summarized(({ head, operation, endPoint, sequence, transaction, checkFlags }) => {
    const more = [
      endPoint === undefined ? undefined : `end point ${endPoint}, sequence ${sequence}`,
      transaction === undefined ? undefined : `id ${transaction}`,
      checkFlags?.defect === true ? 'remote defect' : undefined,
    ]
    const kind = nameIn(operations, operation) ?? `opcode ${operation}`
    return [kind, `level ${head.level}`, ...more.filter((part) => part !== undefined)].join(', ')
  })
