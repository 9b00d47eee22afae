/** Disks over USB: "Universal Serial Bus Mass Storage Class, Bulk-Only Transport", revision 1.0, section 5, and commands of SCSI. */
import {
  bits, bytes, flag, nameIn, protocol, record, rest, u16, u32, u64, u8, type Names, type View,
} from '../../../schema/index.ts'
import { isCommand } from './usb-wrappers.ts'

const little = { order: 'little' } as const
const statuses = { 0: 'Command Passed', 1: 'Command Failed', 2: 'Phase Error' } satisfies Names

export const usbMassStorage = protocol('usbms', 'USB Mass Storage', { 'usb.bulk': ['mass storage'] })
  .specified('https://www.usb.org/document-library/mass-storage-bulk-only-10')
  .choice(({ bytes: memory, start, end }: View) => (isCommand(memory, start, end) ? 1 : 2), {
    1: {
      commandSignature: u32('usbms.dCBWSignature', 'Signature', { ...little, base: 16 }),
      tag:            u32('usbms.dCBWTag', 'Tag', { ...little, base: 16 }),
      transferLength: u32('usbms.dCBWDataTransferLength', 'DataTransferLength', { ...little, unit: 'bytes' }),
      flags:          u8('usbms.dCBWFlags', 'Flags', { base: 16, names: { 0: 'Data-Out', 0x80: 'Data-In' } }),
      reserved:       bits(1, '', 'Reserved'),
      target:         bits(3, 'usbms.dCBWTarget', 'Target', { base: 16 }),
      unit:           bits(4, 'usbms.dCBWLUN', 'LUN', { base: 16 }),
      reserved2:      bits(3, '', 'Reserved'),
      commandLength:  bits(5, 'usbms.dCBWCBLength', 'CDB Length', { unit: 'bytes' }),
    },
    2: {
      statusSignature: u32('usbms.dCSWSignature', 'Signature', { ...little, base: 16 }),
      tag:            u32('usbms.dCBWTag', 'Tag', { ...little, base: 16 }),
      residue:        u32('usbms.dCSWDataResidue', 'DataResidue', { ...little, unit: 'bytes' }),
      status:         u8('usbms.dCSWStatus', 'Status', { names: statuses }),
    },
  })
  .payload({
    tables: [['scsi.command', ({ commandLength }) => (commandLength === undefined ? 0 : 1)]],
    length: ({ commandLength = 0 }) => Math.min(16, commandLength),
  })
  .colored(undefined, ({ status = 0 }) => (status > 0 ? 'warning' : undefined))
  .summarized(({ status, transferLength = 0, residue = 0 }) => (status === undefined
    ? `command, ${transferLength} bytes`
    : `${nameIn(statuses, status) ?? `status ${status}`}${residue > 0 ? `, ${residue} bytes left` : ''}`))

/** Operation codes: INCITS 502 (SPC-5), annex F; those of all devices, and of disks (INCITS 506, SBC-4). */
const operations = {
  0x00: 'Test Unit Ready', 0x01: 'Rezero Unit', 0x03: 'Request Sense', 0x04: 'Format Unit', 0x07: 'Reassign Blocks', 0x08: 'Read(6)',
  0x0a: 'Write(6)', 0x0b: 'Seek(6)', 0x12: 'Inquiry', 0x15: 'Mode Select(6)', 0x16: 'Reserve(6)', 0x17: 'Release(6)', 0x18: 'Copy',
  0x1a: 'Mode Sense(6)', 0x1b: 'Start Stop Unit', 0x1c: 'Receive Diagnostic Results', 0x1d: 'Send Diagnostic',
  0x1e: 'Prevent/Allow Medium Removal', 0x23: 'Read Format Capacities', 0x25: 'Read Capacity(10)', 0x28: 'Read(10)', 0x2a: 'Write(10)',
  0x2b: 'Seek(10)', 0x2e: 'Write And Verify(10)', 0x2f: 'Verify(10)', 0x34: 'Pre-Fetch(10)', 0x35: 'Synchronize Cache(10)',
  0x37: 'Read Defect Data(10)', 0x3b: 'Write Buffer', 0x3c: 'Read Buffer', 0x3e: 'Read Long(10)', 0x3f: 'Write Long(10)',
  0x41: 'Write Same(10)', 0x42: 'Unmap', 0x43: 'Read TOC/PMA/ATIP', 0x46: 'Get Configuration', 0x48: 'Sanitize',
  0x4a: 'Get Event Status Notification', 0x4c: 'Log Select', 0x4d: 'Log Sense', 0x51: 'Read Disc Information', 0x55: 'Mode Select(10)',
  0x56: 'Reserve(10)', 0x57: 'Release(10)', 0x5a: 'Mode Sense(10)', 0x5e: 'Persistent Reserve In', 0x5f: 'Persistent Reserve Out',
  0x7f: 'Variable Length CDB', 0x83: 'Extended Copy', 0x84: 'Receive Copy Results', 0x85: 'ATA Pass-Through(16)', 0x88: 'Read(16)',
  0x89: 'Compare And Write', 0x8a: 'Write(16)', 0x8b: 'OrWrite(16)', 0x8e: 'Write And Verify(16)', 0x8f: 'Verify(16)',
  0x90: 'Pre-Fetch(16)', 0x91: 'Synchronize Cache(16)', 0x93: 'Write Same(16)', 0x9c: 'Write Atomic(16)', 0x9e: 'Service Action In(16)',
  0x9f: 'Service Action Out(16)', 0xa0: 'Report LUNs', 0xa1: 'ATA Pass-Through(12)', 0xa2: 'Security Protocol In',
  0xa3: 'Maintenance In', 0xa4: 'Maintenance Out', 0xa8: 'Read(12)', 0xaa: 'Write(12)', 0xae: 'Write And Verify(12)', 0xaf: 'Verify(12)',
  0xb5: 'Security Protocol Out', 0xb7: 'Read Defect Data(12)',
} satisfies Names
/** Those that SBC specifies have another name in filters. */
const ofDisks = [0x01, 0x04, 0x07, 0x08, 0x0a, 0x0b, 0x1b, 0x25, 0x28, 0x2a, 0x2b, 0x2e, 0x2f, 0x34, 0x35, 0x37, 0x3e, 0x3f, 0x41, 0x42,
  0x48, 0x88, 0x89, 0x8a, 0x8b, 0x8e, 0x8f, 0x90, 0x91, 0x93, 0x9c, 0x9e, 0x9f, 0xa8, 0xaa, 0xae, 0xaf, 0xb7]
const control = { control: u8('scsi.cdb.control', 'Control', { base: 16 }) }
const commonCode = { operation: u8('scsi.spc.opcode', 'SPC-2 Opcode', { base: 16, names: operations }) }
const diskCode = { operation: u8('scsi_sbc.opcode', 'SBC Opcode', { base: 16, names: operations }) }
const flags = { flags: u8('', 'Flags', { base: 16 }) }
/** SPC-4, MODE SENSE(6). */
const pageControls = { 0: 'Current Values', 1: 'Changeable Values', 2: 'Default Values', 3: 'Saved Values' } satisfies Names
const groupNumber = { group: u8('', 'Group Number') }
const blocks6 = { ...diskCode, reserved: bits(3, '', 'Reserved'), block: bits(21, 'scsi_sbc.rdwr6.lba', 'Logical Block Address (LBA)'),
  count: u8('scsi_sbc.rdwr6.xferlen', 'Transfer Length', { unit: 'blocks' }), ...control }
const blocks10 = { ...diskCode, ...flags, block: u32('scsi_sbc.rdwr10.lba', 'Logical Block Address (LBA)'), ...groupNumber,
  count: u16('scsi_sbc.rdwr10.xferlen', 'Transfer Length', { unit: 'blocks' }), ...control }
const blocks12 = { ...diskCode, ...flags, block: u32('scsi_sbc.rdwr10.lba', 'Logical Block Address (LBA)'),
  count: u32('scsi_sbc.rdwr12.xferlen', 'Transfer Length', { unit: 'blocks' }), ...groupNumber, ...control }
const blocks16 = { ...diskCode, ...flags, longBlock: u64('', 'Logical Block Address (LBA)'),
  count: u32('scsi_sbc.rdwr12.xferlen', 'Transfer Length', { unit: 'blocks' }), ...groupNumber, ...control }
const isOfDisks = record('Command', { operation: u8('scsi_sbc.opcode', 'Opcode') }).recognizer({ operation: ofDisks })
const operationAt = record('Command', { operation: u8('scsi_sbc.opcode', 'Opcode') }).reader('operation')
/** Beyond the codes: what has no parts here. */
const [plain, disk] = [0x100, 0x101]

export const scsi = protocol('scsi', 'SCSI', { 'scsi.command': [1] })
  .specified('INCITS 502')
  .borrows('scsi_sbc')
  .choice(({ bytes: memory, start, end }: View) => keyOf(operationAt(memory, start), isOfDisks(memory, start, end)), {
    0x08: blocks6, 0x0a: blocks6, 0x28: blocks10, 0x2a: blocks10, 0xa8: blocks12, 0xaa: blocks12, 0x88: blocks16, 0x8a: blocks16,
    0x12: {
      ...commonCode, reserved: bits(7, '', 'Reserved'), hasPage: flag('', 'Enable Vital Product Data'),
      page: u8('scsi.inquiry.evpd.pagecode', 'VPD Page Code', { base: 16 }),
      allocation: u16('scsi.cdb.alloclen16', 'Allocation Length', { unit: 'bytes' }), ...control,
    },
    0x1a: {
      ...commonCode, ...flags, pageControl: bits(2, 'scsi.mode.pc', 'Page Control', { names: pageControls }),
      page: bits(6, '', 'Page Code', { base: 16 }), subpage: u8('', 'Subpage Code', { base: 16 }),
      shortAllocation: u8('scsi.cdb.alloclen', 'Allocation Length', { unit: 'bytes' }), ...control,
    },
    0x03: {
      ...commonCode, ...flags, reserved: bytes('', 'Reserved', 2),
      shortAllocation: u8('scsi.cdb.alloclen', 'Allocation Length', { unit: 'bytes' }), ...control,
    },
    0x100: commonCode, 0x101: diskCode,
  })
  .fields({ parameters: rest('', 'Parameters') })
  .summarized(({ operation, block, longBlock, count }) => {
    const from = block ?? longBlock
    return `${nameIn(operations, operation ?? 0) ?? `command 0x${(operation ?? 0).toString(16)}`}${from === undefined ? ''
      : `, ${count === 0 && isShort(operation) ? mostOfShort : count ?? 0} blocks from ${from}`}`
  })

/** A length of 0 stands for 256 blocks in the commands of 6 bytes, for none in the others: SBC-3, READ(6). */
const mostOfShort = 256
const isShort = (operation: number | undefined) => operation === 0x08 || operation === 0x0a

const known = new Set([0x03, 0x08, 0x0a, 0x12, 0x1a, 0x28, 0x2a, 0x88, 0x8a, 0xa8, 0xaa])
function keyOf(operation: number, isOfDisk: boolean): number {
  if (known.has(operation)) return operation
  return isOfDisk ? disk : plain
}
