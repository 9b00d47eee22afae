/** Graphics Interchange Format, version 89a: the screen, and the blocks of the images on it. */
import { bits, bytes, list, protocol, record, rest, text, u16, u8, when } from '../../../../schema/index.ts'
import { httpBodyHere } from '../vocabulary.ts'

const little = { order: 'little' } as const

/** Section 15: data in sub-blocks, of which the last is empty. */
const subBlock = record('Data block', { size: u8('', 'Size') })
  .fields({ data: bytes('image-gif.data_block', 'Data block', 'size') })
const dataBlocks = list('', 'Data blocks', subBlock, { last: ({ size }) => size === 0 })

interface Colors {
  readonly hasColorMap: number
  readonly colorBits: number
}
/** Three bytes for each of 2 to 256 colors. */
const mapSize = ({ colorBits }: Colors) => 3 << (colorBits + 1)
const hasMap = ({ hasColorMap }: Colors) => hasColorMap === 1

const blockNames = { 0x21: 'Extension', 0x2c: 'Image', 0x3b: 'Trailer' } as const
const trailer = 0x3b
const extensionNames = { 0x01: 'Plain Text', 0xf9: 'Graphics Control', 0xfe: 'Comment', 0xff: 'Application' } as const

/** Section 20. */
const image = record('Image', {
  left:        u16('image-gif.image.left', 'Image left position', little),
  top:         u16('image-gif.image.top', 'Image top position', little),
  width:       u16('image-gif.image.width', 'Image width', little),
  height:      u16('image-gif.image.height', 'Image height', little),
  hasColorMap: bits(1, 'image-gif.local.color_map.present', 'Local color map is present'),
  colorBits:   bits(3, 'image-gif.local.color_bpp', 'Bits per color minus 1'),
  isOrdered:   bits(1, 'image-gif.local.color_map.ordered', 'Local color map is ordered'),
  pixelBits:   bits(3, 'image-gif.local.bpp', 'Image bits per pixel minus 1'),
})
  .fields({
    colorMap:    when(hasMap, bytes('image-gif.local.color_map', 'Local color map', mapSize)),
    codeSize:    u8('image-gif.image.code_size', 'LZW minimum code size'),
    dataBlocks,
  })

/** Sections 20 and 23 to 27. */
const block = record('Block', { introducer: u8('', 'Introducer', { base: 16, names: blockNames }) })
  .choice('introducer', {
    0x21: { label: u8('image-gif.extension.label', 'Extension label', { base: 16, names: extensionNames }), dataBlocks },
    0x2c: image,
  })

/** Sections 17 to 19. */
export const gif = protocol('image-gif', 'Compuserve GIF', { media_type: ['image/gif'] })
  .specified('https://www.w3.org/Graphics/GIF/spec-gif89a.txt')
  .borrows('onwire')
  .fields(httpBodyHere)
  .fields({
    version:     text('image-gif.version', 'Version', 6, { encoding: 'latin-1' }),
    width:       u16('image-gif.screen.width', 'Screen width', little),
    height:      u16('image-gif.screen.height', 'Screen height', little),
    hasColorMap: bits(1, 'image-gif.global.color_map.present', 'Global color map is present'),
    colorBits:   bits(3, 'image-gif.global.color_bpp', 'Bits per color minus 1'),
    isOrdered:   bits(1, 'image-gif.global.color_map.ordered', 'Global color map is ordered'),
    pixelBits:   bits(3, 'image-gif.global.bpp', 'Image bits per pixel minus 1'),
    background:  u8('image-gif.image_background_index', 'Background color index'),
    aspectRatio: u8('image-gif.global.pixel_aspect_ratio', 'Global pixel aspect ratio'),
  })
  .fields({
    colorMap:    when(hasMap, bytes('image-gif.global.color_map', 'Global color map', mapSize)),
    blocks:      list('', 'Blocks', block, { last: ({ introducer }) => !(introducer in blockNames) || introducer === trailer }),
    more:        rest('', 'More'),
  })
  .isContent()
