/** What the messages of X11 are made of in one byte order, which the client chooses: appendix B. */
import {
  bits, bytes, flag, group, list, padding, record, rest, text, u16, u32, u8, when,
} from '../../../../schema/index.ts'
import { atoms } from './names.ts'

export type Order = 'little' | 'big'
type Names = Readonly<Record<number, string>>

/** The specification's words, which filters join: the last part of a name, such as `screen.root_depth`. */
const labelOf = (name: string) =>
  name.replace(/^.*\./, '').replaceAll(/[-_]/g, ' ').replace(/^./, (first) => first.toUpperCase())
export const byte = (name: string, names?: Names) => u8(`x11.${name}`, labelOf(name), names === undefined ? {} : { names })
export const signedByte = (name: string) => u8(`x11.${name}`, labelOf(name), { signed: true })
export const unused = (size: number) => bytes('x11.unused', 'Unused', size)
export const focusTargets = { 0: 'None', 1: 'PointerRoot', 2: 'Parent' }
export const switches = { 0: 'False', 1: 'True' }

/** The names of set bits, from the lowest up; an empty one is reserved. */
const windowValues = [
  'background-pixmap', 'background-pixel', 'border-pixmap', 'border-pixel', 'bit-gravity', 'win-gravity', 'backing-store', 'backing-planes',
  'backing-pixel', 'override-redirect', 'save-under', 'event-mask', 'do-not-propagate-mask', 'colormap', 'cursor',
] as const
const graphicsValues = [
  'function', 'plane-mask', 'foreground', 'background', 'line-width', 'line-style', 'cap-style', 'join-style', 'fill-style', 'fill-rule',
  'tile', 'stipple', 'tile-stipple-x-origin', 'tile-stipple-y-origin', 'font', 'subwindow-mode', 'graphics-exposures', 'clip-x-origin',
  'clip-y-origin', 'clip-mask', 'dash-offset', 'gc-dashes', 'arc-mode',
] as const
const placeValues = ['x', 'y', 'width', 'height', 'border-width', 'sibling', 'stack-mode'] as const
const keyboardValues = [
  'key-click-percent', 'bell-percent', 'bell-pitch', 'bell-duration', 'led', 'led-mode', 'keyboard-key', 'auto-repeat-mode',
] as const
export const eventNames = [
  'KeyPress', 'KeyRelease', 'ButtonPress', 'ButtonRelease', 'EnterWindow', 'LeaveWindow', 'PointerMotion', 'PointerMotionHint',
  'Button1Motion', 'Button2Motion', 'Button3Motion', 'Button4Motion', 'Button5Motion', 'ButtonMotion', 'KeymapState', 'Exposure',
  'VisibilityChange', 'StructureNotify', 'ResizeRedirect', 'SubstructureNotify', 'SubstructureRedirect', 'FocusChange', 'PropertyChange',
  'ColormapChange', 'OwnerGrabButton',
] as const
const gravities = {
  0: 'Forget', 1: 'NorthWest', 2: 'North', 3: 'NorthEast', 4: 'West', 5: 'Center', 6: 'East', 7: 'SouthWest', 8: 'South', 9: 'SouthEast',
  10: 'Static',
}
export const stackModes = { 0: 'Above', 1: 'Below', 2: 'TopIf', 3: 'BottomIf', 4: 'Opposite' }
/** Values of few meanings, by the name of their bit. */
const meanings: Readonly<Record<string, Names>> = {
  'bit-gravity':     gravities,
  'win-gravity':     { ...gravities, 0: 'Unmap' },
  'backing-store':   { 0: 'NotUseful', 1: 'WhenMapped', 2: 'Always' },
  'function':        {
    0: 'Clear', 1: 'And', 2: 'AndReverse', 3: 'Copy', 4: 'AndInverted', 5: 'NoOp', 6: 'Xor', 7: 'Or', 8: 'Nor', 9: 'Equiv', 10: 'Invert',
    11: 'OrReverse', 12: 'CopyInverted', 13: 'OrInverted', 14: 'Nand', 15: 'Set',
  },
  'stack-mode':      stackModes,
  'line-style':      { 0: 'Solid', 1: 'OnOffDash', 2: 'DoubleDash' },
  'cap-style':       { 0: 'NotLast', 1: 'Butt', 2: 'Round', 3: 'Projecting' },
  'join-style':      { 0: 'Miter', 1: 'Round', 2: 'Bevel' },
  'fill-style':      { 0: 'Solid', 1: 'Tiled', 2: 'Stippled', 3: 'OpaqueStippled' },
  'fill-rule':       { 0: 'EvenOdd', 1: 'Winding' },
  'subwindow-mode':  { 0: 'ClipByChildren', 1: 'IncludeInferiors' },
  'arc-mode':        { 0: 'Chord', 1: 'PieSlice' },
  'led-mode':        { 0: 'Off', 1: 'On' },
  'auto-repeat-mode': { 0: 'Off', 1: 'On', 2: 'Default' },
}

/** Absent where a message is cut before it. */
interface Masked { readonly mask: Readonly<Record<string, boolean | undefined>> | undefined }
const propertyOf = (name: string) =>
  name.replace(/^./, (first) => first.toLowerCase()).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())

export const partsIn = (order: Order) => {
  const look = order === 'little' ? { order } as const : {}
  const u = (name: string, names?: Names) => u16(`x11.${name}`, labelOf(name), { ...look, ...(names && { names }) })
  const i = (name: string) => u16(`x11.${name}`, labelOf(name), { ...look, signed: true })
  const n = (name: string) => u32(`x11.${name}`, labelOf(name), look)
  /** An identifier of a resource. */
  const id = (name: string) => u32(`x11.${name}`, labelOf(name), { ...look, base: 16 })
  const atom = (name: string, none = 'None') => u32(`x11.${name}`, labelOf(name), { ...look, names: { ...atoms, 0: none } })
  const mask = (name: string, size: 16 | 32, names: readonly string[]) => {
    const set = names.map((each) => [propertyOf(each), flag(`x11.${name}.${each}`, each)] as const)
    const left = ['reserved', bits(size - names.length, '', 'Reserved')] as const
    const fields = order === 'little' ? [...set, left] : [left, ...set.toReversed()]
    return group(`x11.${name}`, labelOf(name), Object.fromEntries(fields) as { readonly reserved: typeof left[1] }, look)
  }
  /** Values: a word for each bit of the mask that is set, in their order. */
  const values = (names: readonly string[]) => Object.fromEntries(names.map((each) => [
    propertyOf(each),
    when(
      ({ mask: set }: Masked) => set?.[propertyOf(each)] === true,
      u32(`x11.${each}`, labelOf(each), { ...look, ...(meanings[each] ? { names: meanings[each] } : { base: 16 }) }),
    ),
  ])) as {}
  const valued = {
    window:   { mask: mask('window-value-mask', 32, windowValues), ...values(windowValues) },
    graphics: { mask: mask('gc-value-mask', 32, graphicsValues), ...values(graphicsValues) },
    place:    { mask: mask('configure-window-mask', 16, placeValues), maskFill: unused(2), ...values(placeValues) },
    keyboard: { mask: mask('keyboard-value-mask', 32, keyboardValues), ...values(keyboardValues) },
  }
  const point = record('Point', { x: i('point-x'), y: i('point-y') })
  const rectangle = record('Rectangle', {
    x: i('rectangle-x'), y: i('rectangle-y'), width: u('rectangle-width'), height: u('rectangle-height'),
  })
  const points = list('x11.points', 'Points', point)
  const rectangles = list('x11.rectangles', 'Rectangles', rectangle)
  /** A text after its length, padded to words. */
  const named = (name: string) => ({
    nameLength: u(`${name}-length`), lengthFill: unused(2), name: text(`x11.${name}`, labelOf(name), 'nameLength'),
    nameFill: padding(4, 'x11.unused', 'Unused'),
  })
  const words = (name: string) => list('', labelOf(name), record(labelOf(name), { value: id(name) }))
  const bytesLeft = { data: rest('x11.data', 'Data') }
  const area = { x: i('x'), y: i('y'), width: u('width'), height: u('height') }
  return { look, u, i, n, id, atom, mask, valued, point, points, rectangles, named, words, bytesLeft, area }
}
