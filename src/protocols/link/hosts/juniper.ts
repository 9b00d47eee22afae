/** What routers of Juniper put in front of frames they capture. */
import { bits, bytes, flag, group, list, protocol, record, rest, u16, u24, u8, uint, when } from '../../../schema/index.ts'

const extensions = {
  1: 'Device Interface Index', 2: 'Device Interface Name', 3: 'Device Media Type', 4: 'TTP derived Device Media Type',
    5: 'Logical Interface Index',
  6: 'Logical Unit Number', 7: 'Logical Interface Encapsulation', 8: 'TTP derived Logical Interface Encapsulation',
}
const number = (filter: string, type: keyof typeof extensions) => ({ value: uint(`juniper.ext.${filter}`, extensions[type], 'length',
  { order: 'little' }) })
const extension = record('Extension', { type: u8('', 'Type', { names: extensions }), length: u8('', 'Length', { unit: 'bytes' }) })
  .followedBy('length')
  .choice('type', {
    1: number('ifd', 1), 3: number('ifmt', 3), 4: number('ttp_ifmt', 4), 5: number('ifl', 5), 6: number('unit', 6), 7: number('ifle', 7),
    8: number('ttp_ifle', 8),
  })
  .fields({ other: rest('juniper.unknown_data', 'Unknown data') })

const magic = 0x4d4743
/** The header that all of them have. */
const common = {
  magic:             u24('juniper.magic-number', 'Magic Number', { base: 16 }),
  flags:             group('', 'Flags', {
    extended:        flag('', 'Extensions'),
    reserved:        bits(5, '', 'Reserved'),
    withoutLink:     bits(1, 'juniper.l2hdr', 'L2 header presence', { base: 16, names: { 0: 'Present', 1: 'Not present' } }),
    direction:       bits(1, 'juniper.direction', 'Direction', { base: 16, names: { 0: 'Out', 1: 'In' } }),
  }),
} as const

function juniperOf(label: string, linkType: number, next: number) {
  return protocol('juniper', label, { linktype: [linkType] })
    .specified('https://www.tcpdump.org/linktypes.html')
    .fields(common)
    .cases([{ 'flags.extended': true }, {
      extensionLength: u16('juniper.ext_total_len', 'Extension(s) Total length', { unit: 'bytes' }),
      extensions:    list('', 'Extensions', extension, { length: 'extensionLength' }),
    }])
    .fields({ family: when({ 'flags.withoutLink': 1 }, bytes('', 'Protocol family', 4)) })
    .payload({
      tables: [
        ['ip.version', ({ magic: number, flags }) => (number === magic && flags.withoutLink === 1 ? 4 : -1)],
        ['linktype', ({ magic: number, flags }) => (number === magic && flags.withoutLink === 0 ? next : -1)],
      ],
    })
    .summarized(({ flags }) => (flags.direction === 1 ? 'in' : 'out'))
}

export const juniperEthernet = juniperOf('Juniper Ethernet', 178, 1)
export const juniperPpp = juniperOf('Juniper PPP', 179, 9)
export const juniperFrameRelay = juniperOf('Juniper Frame-Relay', 180, 107)
export const juniperHdlc = juniperOf('Juniper C-HDLC', 181, 104)
/** Cards for ATM have a cookie, whose length and meaning depend on them. */
export const juniperAtm1 = juniperOf('Juniper ATM1 PIC', 137, -1)
export const juniperAtm2 = juniperOf('Juniper ATM2 PIC', 135, -1)
