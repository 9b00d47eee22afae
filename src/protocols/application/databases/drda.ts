/** Distributed Relational Database Architecture, version 5 (The Open Group, C114, 2011): data stream structures and their objects. */
import { asciiText, bits, computedText, flag, group, list, nameIn, protocol, range, record, rest, tlv, u16, u8,
  unfinished } from '../../../schema/index.ts'

const types = { 1: 'RQSDSS', 2: 'RPYDSS', 3: 'OBJDSS', 4: 'CMNDSS', 5: 'RQSDSS (no reply)' }
/** DDM code points: The Open Group, C114, volume 3, those of sessions and of SQL. */
const codePoints = {
  0x1041: 'EXCSAT', 0x106d: 'ACCSEC', 0x106e: 'SECCHK', 0x10c1: 'RDBACK', 0x1403: 'AGENT', 0x1404: 'MGRLVLLS', 0x1443: 'EXCSATRD',
  0x1147: 'SRVCLSNM', 0x115a: 'SRVRLSLV', 0x115e: 'EXTNAM', 0x116d: 'SRVNAM', 0x1149: 'SVRCOD', 0x11a0: 'USRID', 0x11a1: 'PASSWORD',
  0x11a2: 'SECMEC', 0x11a4: 'SECCHKCD', 0x11dc: 'SECTKN', 0x1219: 'SECCHKRM', 0x14ac: 'ACCSECRD', 0x1218: 'MGRLVLRM', 0x1232: 'AGNPRMRM',
  0x124c: 'PRCCNVRM', 0x1254: 'CMDCHKRM', 0x1250: 'CMDNSPRM', 0x200a: 'PKGATHRUL', 0x2001: 'ACCRDB', 0x2002: 'BGNBND', 0x2004: 'BNDSQLSTT',
  0x2005: 'CLSQRY', 0x2006: 'CNTQRY', 0x2007: 'DRPPKG', 0x2008: 'DSCSQLSTT', 0x2009: 'ENDBND', 0x200b: 'EXCSQLSTT', 0x200c: 'OPNQRY',
  0x200d: 'PRPSQLSTT', 0x200e: 'RDBCMM', 0x200f: 'RDBRLLBCK', 0x2010: 'REBIND', 0x2012: 'DSCRDBTBL', 0x2014: 'EXCSQLSET',
  0x2101: 'RDBACCCL', 0x2103: 'PRDDTA', 0x2104: 'TYPDEFNAM', 0x2105: 'TYPDEFOVR', 0x210f: 'RDBACCCL', 0x2110: 'RDBNAM', 0x2112: 'PKGID',
  0x2113: 'PKGNAMCSN', 0x2114: 'QRYBLKSZ', 0x2135: 'CRRTKN', 0x2142: 'QRYROWSET', 0x2201: 'ACCRDBRM', 0x2203: 'RDBNFNRM',
  0x2205: 'OPNQRYRM', 0x220a: 'RDBUPDRM', 0x220b: 'ENDQRYRM', 0x220c: 'ENDUOWRM', 0x2211: 'OPNQFLRM', 0x2213: 'SQLERRRM',
  0x2408: 'SQLCARD', 0x2411: 'SQLDARD', 0x2412: 'SQLDTA', 0x2413: 'SQLDTARD', 0x2414: 'SQLSTT', 0x2417: 'SQLOBJNAM', 0x241a: 'QRYDSC',
  0x241b: 'QRYDTA', 0x2424: 'SQLATTR', 0x2450: 'SQLATTR',
}

const header = record('Header', {
  length: u16('drda.ddm.length', 'Length'), magic: u8('drda.ddm.ddmid', 'Magic'), format: u8('drda.ddm.format', 'Format'),
  correlation: u16('drda.ddm.rqscrr', 'CorrelId'), length2: u16('drda.ddm.length2', 'Length2'), codePoint: u16('drda.ddm.codepoint',
    'Code point'),
})
const begins = header.recognizer({ length: range(10), magic: 0xd0 })
const lengthAt = header.reader('length')

const parameter = tlv('Parameter', {
  length: u16('drda.param.length', 'Length', { unit: 'bytes' }), type: u16('drda.param.codepoint', 'Code point', { base: 16,
    names: codePoints }),
}, { counts: 'all' })
  .fields({ data: rest('drda.param.bytes', 'Data') })
  .fields({ shown: computedText('drda.param.data', 'Data (ASCII)', ({ data }) => asciiText(data, 0, data.length)) })

export const drda = protocol('drda', 'DRDA', { 'tcp.port': [446], 'tcp': [], 'drda.next': [1] })
  .specified('The Open Group C114')
  .fields({
    length:      u16('drda.ddm.length', 'Length', { unit: 'bytes' }),
    magic:       u8('drda.ddm.ddmid', 'Magic', { base: 16 }),
    format:      group('drda.ddm.format', 'Format', {
      reserved:        flag('drda.ddm.fmt.bit0', 'Reserved'),
      chained:         flag('drda.ddm.fmt.bit1', 'Chained'),
      continued:       flag('drda.ddm.fmt.bit2', 'Continue'),
      sameCorrelation: flag('drda.ddm.fmt.bit3', 'Same correlation'),
      type:            bits(4, 'drda.ddm.fmt.dsstyp', 'DSS type', { names: types }),
    }),
    correlation: u16('drda.ddm.rqscrr', 'CorrelId'),
    length2:     u16('drda.ddm.length2', 'Length2', { unit: 'bytes' }),
    codePoint:   u16('drda.ddm.codepoint', 'Code point', { base: 16, names: codePoints }),
  })
  .length('length')
  .fields({ parameters: list('', 'Parameters', parameter) })
  .accepts((bytes, start, end) => begins(bytes, start, end) && isConsistent(bytes, start))
  .streamed((bytes, start, end) => {
    if (end - start < 10) return unfinished
    return begins(bytes, start, end) && isConsistent(bytes, start) ? lengthAt(bytes, start) : 0
  })
  .payload({ tables: [['drda.next', () => 1]] })
  .colored('stream', ({ codePoint }) => (codePoint === 0x2213 || codePoint === 0x2203 ? 'error' : undefined))
  .summarized(({ codePoint,
    format }) => `${nameIn(types, format.type) ?? ''} ${nameIn(codePoints, codePoint) ?? `code point ${codePoint}`}`.trim(), {
    all: true,
  })

const [formatAt, length2At] = [header.reader('format'), header.reader('length2')]
/** The two lengths agree, and the type is one there is. */
function isConsistent(bytes: Uint8Array, start: number): boolean {
  const type = formatAt(bytes, start) & 15
  return type >= 1 && type <= 5 && length2At(bytes, start) === lengthAt(bytes, start) - 6
}
