/** Portable Network Graphics, ISO/IEC 15948: the chunks of an image. */
import { bytes, list, protocol, record, rest, text, u32, u8 } from '../../../../schema/index.ts'
import { httpBodyHere } from '../vocabulary.ts'

const colorTypes = { 0: 'Greyscale', 2: 'Truecolour', 3: 'Indexed-colour', 4: 'Greyscale with alpha', 6: 'Truecolour with alpha' } as const

/** Sections 5.3 and 11.2.2. */
const chunk = record('Chunk', {
  size: u32('png.chunk.len', 'Len', { unit: 'bytes' }),
  type: text('png.chunk.type', 'Chunk', 4, { encoding: 'latin-1' }),
})
  .length({ length: 'size', plus: 12 })
  .choice('type', {
    IHDR: {
      width:             u32('png.ihdr.width', 'Width'),
      height:            u32('png.ihdr.height', 'Height'),
      bitDepth:          u8('png.ihdr.bitdepth', 'Bit Depth'),
      colorType:         u8('png.ihdr.colour_type', 'Colour Type', { names: colorTypes }),
      compressionMethod: u8('png.ihdr.compression_method', 'Compression Method', { names: { 0: 'Deflate' } }),
      filterMethod:      u8('png.ihdr.filter_method', 'Filter Method', { names: { 0: 'Adaptive' } }),
      interlaceMethod:   u8('png.ihdr.interlace_method', 'Interlace Method', { names: { 0: 'No interlace', 1: 'Adam7' } }),
    },
  }, { data: { ...bytes('png.chunk.data', 'Data', { length: 'size' }), type: 'none' } })
  .fields({ checksum: u32('png.chunk.crc', 'CRC', { base: 16 }), more: rest('', 'More') })

export const png = protocol('png', 'Portable Network Graphics', { media_type: ['image/png'] })
  .specified('https://www.w3.org/TR/png/')
  .borrows('onwire')
  .fields(httpBodyHere)
  .fields({
    signature: bytes('png.signature', 'PNG Signature', 8),
    chunks:    list('', 'Chunks', chunk, { last: ({ type }) => type === 'IEND' }),
  })
  .isContent()
