/** JPEG, ITU-T T.81 annex B, in the JPEG File Interchange Format, ITU-T T.871: the segments up to the coded image. */
import { bits, isAt, list, octets, protocol, record, rest, text, u16, u8, when, type View } from '../../../../schema/index.ts'
import { httpBodyHere } from '../vocabulary.ts'

/** T.81, table B.1. */
const markerNames = {
  0xffc0: 'Start of Frame (non-differential, Huffman coding) - Baseline DCT',
  0xffc1: 'Start of Frame (non-differential, Huffman coding) - Extended sequential DCT',
  0xffc2: 'Start of Frame (non-differential, Huffman coding) - Progressive DCT',
  0xffc3: 'Start of Frame (non-differential, Huffman coding) - Lossless (sequential)',
  0xffc4: 'Define Huffman table(s)', 0xffd8: 'Start of Image', 0xffd9: 'End of Image', 0xffda: 'Start of Scan',
  0xffdb: 'Define quantization table(s)', 0xffdd: 'Define restart interval', 0xffe0: 'Application segment 0',
  0xffe1: 'Application segment 1', 0xffe2: 'Application segment 2', 0xfffe: 'Comment',
} as const
const units = { 0: 'No units', 1: 'Dots per inch', 2: 'Dots per centimeter' } as const

/** T.81, section B.2.2. */
const component = record('Component', {
  identifier:      u8('image-jfif.sof.c_i', 'Component identifier'),
  horizontal:      bits(4, 'image-jfif.sof.h_i', 'Horizontal sampling factor'),
  vertical:        bits(4, 'image-jfif.sof.v_i', 'Vertical sampling factor'),
  quantization:    u8('image-jfif.sof.tq_i', 'Quantization table destination selector'),
})
/** T.81, section B.2.3. */
const scanComponent = record('Scan component', {
  selector:        u8('image-jfif.sos.component_selector', 'Scan component selector'),
  dcTable:         bits(4, 'image-jfif.sos.dc_entropy_selector', 'DC entropy coding table destination selector'),
  acTable:         bits(4, 'image-jfif.sos.ac_entropy_selector', 'AC entropy coding table destination selector'),
})

const frameHeader = {
  precision:       u8('image-jfif.sof.precision', 'Sample Precision (bits)'),
  lines:           u16('image-jfif.sof.lines', 'Lines'),
  samples:         u16('image-jfif.sof.samples_per_line', 'Samples per line'),
  componentCount:  u8('image-jfif.sof.nf', 'Number of image components in frame'),
  components:      list('', 'Components', component, { count: 'componentCount' }),
}
const scanHeader = {
  scanCount:       u8('image-jfif.sos.ns', 'Number of image components in scan'),
  scanComponents:  list('', 'Scan components', scanComponent, { count: 'scanCount' }),
  spectralStart:   u8('image-jfif.sos.ss', 'Start of spectral or predictor selection'),
  spectralEnd:     u8('image-jfif.sos.se', 'End of spectral selection'),
  high:            bits(4, 'image-jfif.sos.ah', 'Successive approximation bit position high'),
  low:             bits(4, 'image-jfif.sos.al', 'Successive approximation bit position low or point transform'),
}
/** T.871, section 10.1. */
const jfifHeader = {
  identifier:      text('image-jfif.identifier', 'Identifier', 5, { encoding: 'latin-1', padding: 'zero' }),
  versionMajor:    u8('image-jfif.version.major', 'Major Version'),
  versionMinor:    u8('image-jfif.version.minor', 'Minor Version'),
  units:           u8('image-jfif.units', 'Units', { names: units }),
  xDensity:        u16('image-jfif.Xdensity', 'Xdensity'),
  yDensity:        u16('image-jfif.Ydensity', 'Ydensity'),
  xThumbnail:      u8('image-jfif.Xthumbnail', 'Xthumbnail'),
  yThumbnail:      u8('image-jfif.Ythumbnail', 'Ythumbnail'),
}

/** T.81, section B.1.1: those without a length stand for themselves. */
const isAlone = (marker: number) => marker === 0xff01 || (marker >= 0xffd0 && marker <= endOfImage)
const isJfif = ({ bytes, start, end }: View) => isAt(jfif, bytes, start, end)
const jfif = octets('\u00ff\u00e0\u0000\u0010JFIF\u0000')
const [startOfScan, endOfImage, comment] = [0xffda, 0xffd9, 0xfffe]
/** Whether no segment with another follows it: the coded image does, or nothing. */
const isLast = ({ marker }: { readonly marker: number }) => marker === startOfScan || marker === endOfImage || marker < 0xff01

const segment = record('Marker segment', {
  marker: u16('image-jfif.marker', 'Marker', { base: 16, names: markerNames }),
})
  .fields({ length: when(({ marker }) => !isAlone(marker), u16('image-jfif.length', 'Length')) })
  .length(({ length }) => 2 + (length ?? 0))
  .cases(
    [isJfif, jfifHeader],
    [({ marker }) => marker >= 0xffc0 && marker <= 0xffc3, frameHeader],
    [{ marker: startOfScan }, scanHeader],
    [{ marker: comment }, { comment: text('image-jfif.comment', 'Comment') }],
  )
  .fields({ remaining: rest('image-jfif.remain_seg_data', 'Remaining segment data') })

export const jpeg = protocol('image-jfif', 'JPEG File Interchange Format', { media_type: ['image/jpeg', 'image/jpg', 'image/jfif'] })
  .specified('ITU-T T.871')
  .borrows('onwire')
  .fields(httpBodyHere)
  .fields({ segments: list('', 'Segments', segment, { last: isLast }) })
  .fields({ coded: rest('image-jfif.entropy_coded_segment', 'Entropy-coded segment') })
  .isContent()
