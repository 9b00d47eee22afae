/** Tags that tell which port of an extended bridge a frame is of: E-Tag (IEEE 802.1BR) and VN-Tag (Cisco). */
import { ahead, bits, flag, protocol, u16, u8 } from '../../schema/index.ts'
import { etherTypes } from '../names/ether-types.ts'

/** The first value after a tag that is a type; smaller ones are a length, as in Ethernet. */
const firstType = 0x0600
const byLength = ({ typeOrLength }: { readonly typeOrLength: number }) => typeOrLength < firstType

/** IEEE 802.1BR-2012, section 7.5. */
export const extensionTag = protocol('etag', '802.1BR E-Tag', { ethertype: [0x893f] })
  .specified('IEEE 802.1BR-2012')
  .fields({
    priority:     bits(3, 'etag.pcp', 'E-PCP'),
    dropEligible: bits(1, 'etag.dei', 'E-DEI'),
    ingress:      bits(12, 'etag.iecid_base', 'Ingress_E-CID_base', { base: 16 }),
    reserved:     bits(2, 'etag.resv', 'Reserved'),
    group:        bits(2, 'etag.group', 'GRP'),
    channel:      bits(12, 'etag.ecid_base', 'E-CID_base', { base: 16 }),
    ingressMore:  u8('etag.iecid_ext', 'Ingress_E-CID_ext', { base: 16 }),
    channelMore:  u8('etag.ecid_ext', 'E-CID_ext', { base: 16 }),
    typeOrLength: u16('etag.etype', 'Type', { base: 16, names: etherTypes }),
  })
  .payload({
    typedBy: 'ethertype',
    tables: [['ethertype', 'typeOrLength'], ['eth.length', (tag) => (byLength(tag) ? 0 : -1)]],
    length: (tag) => (byLength(tag) ? tag.typeOrLength : undefined),
  })
  .shimmed('tag')
  .summarized(({ channel, ingress, priority }) => `E-CID ${channel}, ingress ${ingress}${priority === 0 ? '' : `, priority ${priority}`}`)

/** As Cisco proposed it for IEEE 802.1Qbh, 2009. */
export const virtualTag = protocol('vntag', 'VN-Tag', { ethertype: [0x8926] })
  .fields({
    isDown:       flag('vntag.dir', 'Direction'),
    isList:       flag('vntag.ptr', 'Pointer'),
    destination:  bits(14, 'vntag.dst', 'Destination'),
    isLooped:     flag('vntag.looped', 'Looped'),
    reserved:     bits(1, 'vntag.r', 'Reserved'),
    version:      bits(2, 'vntag.version', 'Version'),
    source:       bits(12, 'vntag.src', 'Source'),
    typeOrLength: ahead(16),
  })
  .either(({ typeOrLength }) => typeOrLength >= firstType, { type: u16('vntag.etype', 'Type', { base: 16, names: etherTypes }) }, {
    length: u16('vntag.len', 'Length', { unit: 'bytes' }),
  })
  .payload({
    typedBy: 'ethertype',
    tables: [['ethertype', 'typeOrLength'], ['eth.length', (tag) => (byLength(tag) ? 0 : -1)]],
    length: (tag) => (byLength(tag) ? tag.typeOrLength : undefined),
  })
  .shimmed('tag')
  .summarized(({ isDown, source, destination }) => `VN-Tag ${isDown ? 'down' : 'up'}, ${source} > ${destination}`)
