/** Requests of X11 in one byte order: "X Window System Protocol", section 9 and appendix B. */
import { bytes, list, padding, record, text } from '../../../../schema/index.ts'
import { byte, partsIn, signedByte, switches, unused, type Order } from './parts.ts'
import { beginningsIn, inputIn, propertiesIn, windowsIn } from './window-requests.ts'

const coordinates = { 0: 'Origin', 1: 'Previous' }
const imageFormats = { 0: 'Bitmap', 1: 'XYPixmap', 2: 'ZPixmap' }
const preferences = { 0: 'No', 1: 'Yes', 2: 'Default' }
const families = { 0: 'Internet', 1: 'DECnet', 2: 'Chaos', 5: 'ServerInterpreted', 6: 'InternetV6' }
const string8 = record('String', { text: text('x11.path.string', 'String', { prefix: 1 }) })

/** Fonts. */
const fontsIn = (order: Order) => {
  const { u, id, named, bytesLeft } = partsIn(order)
  const { plain, only, about } = beginningsIn(order)
  const pattern = { mostNames: u('max-names'), patternLength: u('pattern-length'), pattern: text('x11.pattern', 'Pattern', 'patternLength'),
    patternFill: padding(4, 'x11.unused', 'Unused') }
  return {
    45: { ...plain, font: id('fid'), ...named('name') },
    46: about('font'),
    47: about('font'),
    48: { ...only('odd-length', switches), font: id('font'), ...bytesLeft },
    49: { ...plain, ...pattern },
    50: { ...plain, ...pattern },
    51: { ...plain, pathCount: u('str-number-in-path'), fill: unused(2), paths: list('x11.path', 'Path', string8, { count: 'pathCount' }),
      pathFill: padding(4, 'x11.unused', 'Unused') },
    52: plain,
  }
}

/** Pixmaps and graphics contexts. */
const contextsIn = (order: Order) => {
  const { u, i, id, valued, rectangles } = partsIn(order)
  const { length, plain, drawable, gc, only, about } = beginningsIn(order)
  return {
    53: { depth: byte('depth'), ...length, pixmap: id('pid'), ...drawable, width: u('width'), height: u('height') },
    54: about('pixmap'),
    55: { ...plain, context: id('cid'), ...drawable, ...valued.graphics },
    56: { ...plain, ...gc, ...valued.graphics },
    57: { ...plain, source: id('src-gc'), target: id('dst-gc'), mask: id('gc-value-mask') },
    58: { ...plain, ...gc, dashOffset: u('dash-offset'), dashesLength: u('dashes-length'),
      dashes: bytes('x11.dashes', 'Dashes', 'dashesLength'), dashesFill: padding(4, 'x11.unused', 'Unused') },
    59: { ...only('ordering', { 0: 'UnSorted', 1: 'YSorted', 2: 'YXSorted', 3: 'YXBanded' }), ...gc, x: i('clip-x-origin'),
      y: i('clip-y-origin'), rectangles },
    60: { ...plain, ...gc },
  }
}

/** Drawing. */
const drawingIn = (order: Order) => {
  const { u, i, id, points, rectangles, bytesLeft, area } = partsIn(order)
  const { length, plain, window, drawable, gc, draws, only } = beginningsIn(order)
  const along = { mode: byte('coordinate-mode', coordinates), ...length, ...drawable, ...gc, points }
  const copies = { source: id('src-drawable'), target: id('dst-drawable'), ...gc, sourceX: i('src-x'), sourceY: i('src-y'),
    targetX: i('dst-x'), targetY: i('dst-y'), width: u('width'), height: u('height') }
  const segments = list('x11.segments', 'Segments', record('Segment', {
    x1: i('segment_x1'), y1: i('segment_y1'), x2: i('segment_x2'), y2: i('segment_y2'),
  }))
  const arcs = list('x11.arcs', 'Arcs', record('Arc', {
    x: i('arc.x'), y: i('arc.y'), width: u('arc.width'), height: u('arc.height'), angle1: i('arc.angle1'), angle2: i('arc.angle2'),
  }))
  const writes = { ...drawable, ...gc, x: i('x'), y: i('y') }
  return {
    61: { ...only('exposures', switches), ...window, ...area },
    62: { ...plain, ...copies },
    63: { ...plain, ...copies, plane: id('bit-plane') },
    64: along,
    65: along,
    66: { ...draws, segments },
    67: { ...draws, rectangles },
    68: { ...draws, arcs },
    69: { ...draws, shape: byte('shape', { 0: 'Complex', 1: 'Nonconvex', 2: 'Convex' }), mode: byte('coordinate-mode', coordinates),
      fill: unused(2), points },
    70: { ...draws, rectangles },
    71: { ...draws, arcs },
    72: { ...only('image-format', imageFormats), ...drawable, ...gc, width: u('width'), height: u('height'), targetX: i('dst-x'),
      targetY: i('dst-y'), leftPad: byte('left-pad'), depth: byte('depth'), fill: unused(2), ...bytesLeft },
    73: { ...only('image-pixmap-format', imageFormats), ...drawable, ...area, planes: id('plane-mask') },
    74: { ...plain, ...writes, ...bytesLeft },
    75: { ...plain, ...writes, ...bytesLeft },
    76: { textLength: byte('string-length'), ...length, ...writes,
      text: text('x11.string', 'String', 'textLength', { encoding: 'latin-1' }),
      textFill: padding(4, 'x11.unused', 'Unused') },
    77: { textLength: byte('string-length'), ...length, ...writes, ...bytesLeft },
  }
}

/** Colors and cursors. */
const colorsIn = (order: Order) => {
  const { u, id, named, words } = partsIn(order)
  const { plain, window, drawable, colormap, onWindow, only, about } = beginningsIn(order)
  const color = { red: u('red'), green: u('green'), blue: u('blue') }
  const inks = { foreRed: u('fore-red'), foreGreen: u('fore-green'), foreBlue: u('fore-blue'), backRed: u('back-red'),
    backGreen: u('back-green'), backBlue: u('back-blue') }
  const items = list('x11.color-items', 'Color items', record('Color item', {
    pixel: id('coloritem.pixel'), red: u('coloritem.red'), green: u('coloritem.green'), blue: u('coloritem.blue'),
    flags: byte('coloritem.flags'), fill: bytes('x11.coloritem.unused', 'Unused', 1),
  }))
  return {
    78: { ...only('alloc', { 0: 'None', 1: 'All' }), map: id('mid'), ...window, visual: id('visual') },
    79: { ...plain, ...colormap },
    80: { ...plain, map: id('mid'), source: id('src-cmap') },
    81: { ...plain, ...colormap },
    82: { ...plain, ...colormap },
    83: onWindow,
    84: { ...plain, ...colormap, ...color, fill: unused(2) },
    85: { ...plain, ...colormap, ...named('name') },
    86: { ...only('contiguous', switches), ...colormap, colors: u('colors'), planeCount: u('planes') },
    87: { ...only('contiguous', switches), ...colormap, colors: u('colors'), reds: u('reds'), greens: u('greens'), blues: u('blues') },
    88: { ...plain, ...colormap, planes: id('plane-mask'), pixels: words('pixels_item') },
    89: { ...plain, ...colormap, items },
    90: { ...only('coloritem.flags'), ...colormap, pixel: id('pixel'), ...named('name') },
    91: { ...plain, ...colormap, pixels: words('pixels_item') },
    92: { ...plain, ...colormap, ...named('name') },
    93: { ...plain, cursor: id('cid'), sourcePixmap: id('source-pixmap'), maskPixmap: id('mask'), ...inks, hotX: u('x'), hotY: u('y') },
    94: { ...plain, cursor: id('cid'), sourceFont: id('source-font'), maskFont: id('mask-font'), sourceChar: u('source-char'),
      maskChar: u('mask-char'), ...inks },
    95: about('cursor'),
    96: { ...plain, cursor: id('cursor'), ...inks },
    97: { ...only('class', { 0: 'Cursor', 1: 'Tile', 2: 'Stipple' }), ...drawable, width: u('width'), height: u('height') },
  }
}

/** Extensions, keyboard, pointer and access. */
const controlIn = (order: Order) => {
  const { u, i, valued, named, words, bytesLeft } = partsIn(order)
  const { length, plain, onWindow, only, about } = beginningsIn(order)
  return {
    98: { ...plain, ...named('name') },
    99: plain,
    100: { ...only('keycode-count'), first: byte('first-keycode'), symbolsPerCode: byte('keysyms-per-keycode'), fill: unused(2),
      ...bytesLeft },
    101: { ...plain, first: byte('first-keycode'), count: byte('count'), fill: unused(2) },
    102: { ...plain, ...valued.keyboard },
    103: plain,
    104: { percent: signedByte('percent'), ...length },
    105: { ...plain, numerator: i('acceleration-numerator'), denominator: i('acceleration-denominator'), threshold: i('threshold'),
      setsAcceleration: byte('do-acceleration', switches), setsThreshold: byte('do-threshold', switches) },
    106: plain,
    107: { ...plain, timeout: i('timeout'), interval: i('interval'), prefersBlanking: byte('prefer-blanking', preferences),
      allowsExposures: byte('allow-exposures', preferences), fill: unused(2) },
    108: plain,
    109: { ...only('change-host-mode', { 0: 'Insert', 1: 'Delete' }), family: byte('family', families), familyFill: unused(1),
      addressLength: u('address-length'), address: bytes('x11.address', 'Address', 'addressLength'),
      addressFill: padding(4, 'x11.unused', 'Unused') },
    110: plain,
    111: only('access-mode', { 0: 'Disable', 1: 'Enable' }),
    112: only('close-down-mode', { 0: 'Destroy', 1: 'RetainPermanent', 2: 'RetainTemporary' }),
    113: about('resource'),
    114: { ...onWindow, propertyCount: u('property-number'), delta: i('delta'), properties: words('properties.item') },
    115: only('screen-saver-mode', { 0: 'Reset', 1: 'Activate' }),
    116: { ...only('map-length'), ...bytesLeft },
    117: plain,
    118: { ...only('keycodes-per-modifier'), ...bytesLeft },
    119: plain,
    127: { ...plain, ...bytesLeft },
  }
}

/**
 * By opcode. The second byte of a request says something of its own, and stands before the length, which counts words of
 * 32 bits; 0 is the length of a big request, whose length follows (BIG-REQUESTS extension).
 */
export const requestsIn = (order: Order) => ({
  ...windowsIn(order), ...propertiesIn(order), ...inputIn(order), ...fontsIn(order),
  ...contextsIn(order), ...drawingIn(order), ...colorsIn(order), ...controlIn(order),
})
