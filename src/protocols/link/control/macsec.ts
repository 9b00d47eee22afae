import { atEnd, bits, bytes, flag, group, mac, nameIn, protocol, u16, u32, u8, when } from '../../../schema/index.ts'
import { etherTypes } from '../../names/ether-types.ts'

const codeLength = 16

/** MAC Security: IEEE 802.1AE-2018, section 9. What is only authenticated goes on with its EtherType. */
export const macSecurity = protocol('macsec', '802.1AE Security tag', { ethertype: [0x88e5] })
  .specified('IEEE 802.1AE-2018')
  .fields({
    control:      group('macsec.TCI', 'TCI', {
      version:    bits(1, 'macsec.TCI.V', 'VER', { base: 16 }),
      endStation: flag('macsec.TCI.ES', 'ES'),
      channel:    flag('macsec.TCI.SC', 'SC'),
      broadcast:  flag('macsec.TCI.SCB', 'SCB'),
      encrypted:  flag('macsec.TCI.E', 'E'),
      changed:    flag('macsec.TCI.C', 'C'),
    }),
    association:  bits(2, 'macsec.AN', 'AN', { base: 16 }),
    shortLength:  u8('macsec.SL', 'Short length', { unit: 'bytes' }),
    packetNumber: u32('macsec.PN', 'Packet number'),
    system:       when('control.channel', mac('macsec.SCI.system_identifier', 'System Identifier')),
    port:         when('control.channel', u16('macsec.SCI.port_identifier', 'Port Identifier')),
  })
  .cases([{ 'control.encrypted': false, 'control.changed': false }, {
    etherType:    u16('macsec.etype', 'Ethertype', { base: 16, names: etherTypes }),
  }])
  .fields({ integrityCode: atEnd(bytes('macsec.ICV', 'ICV', codeLength)) })
  .payload({
    typedBy: 'ethertype', tables: [['ethertype', 'etherType']],
    length: ({ originalEnd, start, extent }) => Math.max(0, originalEnd - start - extent - codeLength),
  })
  .colored('security')
  .summarized(({ control, association, packetNumber, etherType }) => {
    const what = etherType === undefined ? (control.encrypted ? 'encrypted' : 'changed') : nameIn(etherTypes, etherType) ?? 'authenticated'
    return `packet ${packetNumber}, association ${association}, ${what}`
  })
