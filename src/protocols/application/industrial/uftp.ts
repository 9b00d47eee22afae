/** Encrypted multicast file transfer, UFTP: versions 4 and 5, "UFTP Protocol Specification" of the program's distribution (2020). */
import {
  bits, bytes, flag, group, ipv4Address, lineOf, list, nameIn, peek, protocol, range, record, rest, text, time, u16, u32, u48, u8,
  type Names,
} from '../../../schema/index.ts'

const types = {
  1: 'ANNOUNCE', 2: 'REGISTER', 3: 'CLIENT_KEY', 4: 'REG_CONF', 5: 'KEYINFO', 6: 'KEYINFO_ACK', 7: 'FILEINFO', 8: 'FILEINFO_ACK',
  9: 'FILESEG',
  10: 'DONE', 11: 'STATUS', 12: 'COMPLETE', 13: 'DONE_CONF', 14: 'HB_REQ', 15: 'HB_RESP', 16: 'KEY_REQ', 17: 'PROXY_KEY', 18: 'ENCRYPTED',
  19: 'ABORT', 20: 'CONG_CTRL', 21: 'CC_ACK',
} satisfies Names
const header = record('Header', { version: u8('uftp.version', 'Version'), type: u8('uftp.type', 'Type') })

/** Chooses the version; it has no bytes of its own. */
export const uftp = protocol('uftp', 'UDP based FTP w/ multicast', { 'udp.port': [1044] })
  .accepts(header.recognizer({ version: [0x40, 0x50], type: range(1, 21) }))
  .payload({ tables: [['uftp.version', peek(8)]] })
  .selects()

/** What begins a transfer. */
const announcement = <L>(name: string, lead: L) => ({
  ...lead,
  flags: group(`${name}.announce.flags`, 'Flags', {
    reserved:    bits(5, `${name}.announce.flags.reserved`, 'Reserved', { base: 16 }),
    ipv6:        flag(`${name}.announce.flags.ipv6`, 'IPv6'),
    syncPreview: flag(`${name}.announce.flags.syncpreview`, 'Sync preview mode'),
    sync:        flag(`${name}.announce.flags.sync`, 'Sync mode'),
  }),
  robust:           u8(`${name}.announce.robust`, 'Robustness Factor'),
  congestion:       u8(`${name}.announce.cc_type`, 'Congestion Control Type', { names: { 0: 'NONE', 1: 'UFTP3', 2: 'TFMCC', 3: 'PGMCC' } }),
  announceReserved: u8(`${name}.announce.reserved`, 'Reserved', { base: 16 }),
  blockSize:        u16(`${name}.announce.blocksize`, 'Block Size', { unit: 'bytes' }),
  timestamp:        time(`${name}.announce.tstamp`, 'Timestamp', 'unix-us'),
  publicGroup:      ipv4Address(`${name}.announce.publicmcast.ipv4`, 'Public Multicast Address'),
  privateGroup:     ipv4Address(`${name}.announce.privatemcast.ipv4`, 'Private Multicast Address'),
})
/** What a file is. */
const fileInfo = (name: string) => ({
  fileId: u16(`${name}.fileinfo.file_id`, 'File ID', { base: 16 }),
  fileType:     u8(`${name}.fileinfo.ftype`, 'File Type', { names: { 0: 'Regular file', 1: 'Directory', 2: 'Symbolic link' } }),
  infoReserved: bytes(`${name}.fileinfo.reserved`, 'Reserved', 3),
  nameLength:   u8(`${name}.fileinfo.namelen`, 'Name Length', { times: 4, unit: 'bytes' }),
  linkLength:   u8(`${name}.fileinfo.linklen`, 'Link Length', { times: 4, unit: 'bytes' }),
  fileSize:     u48(`${name}.fileinfo.fsize`, 'File Size', { unit: 'bytes' }),
  fileTime:     time(`${name}.fileinfo.ftstamp`, 'File Timestamp', 'unix'),
  timestamp:    time(`${name}.fileinfo.tstamp`, 'Timestamp', 'unix-us'),
  fileName:     text(`${name}.fileinfo.name`, 'File Name', 'nameLength', { padding: 'zero' }),
  linkName:     text(`${name}.fileinfo.link`, 'Link Name', 'linkLength', { padding: 'zero' }),
})

const words = (...parts: readonly (string | undefined)[]) => lineOf(parts, ' ')

const versionOf = (version: 4 | 5) => {
  const name = `uftp${version}`
  const lead = (type: string) => ({
    innerType:    u8(`${name}.${type}.func`, 'Type', { names: types }),
    headerLength: u8(`${name}.${type}.hlen`, 'Header Length', { times: 4, unit: 'bytes' }),
  })
  const fileId = (type: string) => ({ fileId: u16(`${name}.${type}.file_id`, 'File ID', { base: 16 }) })
  const destinations = { destinations: list('', 'Destination List',
    record('Destination', { id: u32(`${name}.dest`, 'Destination', { base: 16 }) })) }
  return protocol(name, `UDP based FTP w/ multicast V${version}`, { 'uftp.version': [version << 4] })
    .fields({
      version:       u8(`${name}.version`, 'Protocol Version', { base: 16 }),
      type:          u8(`${name}.func`, 'Type', { names: types }),
      sequence:      u16(`${name}.seq`, 'Sequence Number'),
      source:        u32(`${name}.src_id`, 'Source ID', { base: 16 }),
      groupId:       u32(`${name}.group_id`, 'Group ID', { base: 16 }),
      groupInstance: u8(`${name}.group_inst`, 'Group Instance ID'),
      roundTrip:     u8('', 'Group Round Trip Time, quantized'),
      groupSize:     u8('', 'Group Size, quantized'),
      reserved:      u8(`${name}.reserved`, 'Reserved', { base: 16 }),
    })
    .choice('type', {
      1: { ...announcement(name, lead('announce')), ...destinations },
      4: { ...lead('regconf'), confirmReserved: u16(`${name}.regconf.reserved`, 'Reserved', { base: 16 }), ...destinations },
      7: { ...lead('fileinfo'), ...fileInfo(name), ...destinations },
      9: {
        ...lead('fileseg'), ...fileId('fileseg'),
        section: u16(`${name}.fileseg.section`, 'Section'),
        block:   u16(`${name}.fileseg.sec_block`, 'Block'),
        data:    rest(`${name}.fileseg.data`, 'Data'),
      },
      10: {
        ...lead('done'), ...fileId('done'),
        section:      u16(`${name}.done.section`, 'Section'),
        doneReserved: u16(`${name}.done.reserved`, 'Reserved', { base: 16 }),
        ...destinations,
      },
      13: { ...lead('doneconf'), confirmReserved: u16(`${name}.doneconf.reserved`, 'Reserved', { base: 16 }), ...destinations },
    })
    .fields({ more: rest('', 'Data') })
    .colored('messages')
    .summarized(({ type, fileName, block }) =>
      words(nameIn(types, type) ?? `type ${type}`, fileName, block === undefined ? undefined : `block ${block}`))
}

export const uftp4 = versionOf(4)
export const uftp5 = versionOf(5)
