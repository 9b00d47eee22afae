/** Requests of X11 about windows, properties and input, in one byte order: "X Window System Protocol", section 9 and appendix B. */
import { bytes, padding } from '../../../../schema/index.ts'
import { byte, eventNames, focusTargets, partsIn, switches, unused, type Order } from './parts.ts'

const grabModes = { 0: 'Synchronous', 1: 'Asynchronous' }
/** AllowEvents. */
const releases = {
  0: 'AsyncPointer', 1: 'SyncPointer', 2: 'ReplayPointer', 3: 'AsyncKeyboard', 4: 'SyncKeyboard', 5: 'ReplayKeyboard', 6: 'AsyncBoth',
  7: 'SyncBoth',
}
const modes = { 0: 'Replace', 1: 'Prepend', 2: 'Append' }

/** What most requests begin with: the second byte says something of its own, and stands before the length. */
export const beginningsIn = (order: Order) => {
  const { u, id } = partsIn(order)
  const length = { length: u('request-length') }
  const plain = { second: unused(1), ...length }
  const about = (name: string, value = id(name)) => ({ ...plain, [name]: value }) as {}
  const [window, drawable, gc, colormap] = [
    { window: id('window') }, { drawable: id('drawable') }, { gc: id('gc') }, { colormap: id('cmap') },
  ]
  const onWindow = { ...plain, ...window }
  const draws = { ...plain, ...drawable, ...gc }
  const only = (name: string, names?: Readonly<Record<number, string>>) => ({ second: byte(name, names), ...length })
  return { length, plain, window, drawable, gc, colormap, onWindow, draws, only, about }
}

/** Windows. */
export const windowsIn = (order: Order) => {
  const { u, i, id, valued, area } = partsIn(order)
  const { length, plain, window, drawable, onWindow, only } = beginningsIn(order)
  return {
    1:  { depth: byte('depth'), ...length, window: id('wid'), parent: id('parent'), ...area, borderWidth: u('border-width'),
      windowClass: u('window-class', { 0: 'CopyFromParent', 1: 'InputOutput', 2: 'InputOnly' }), visual: id('visual'), ...valued.window },
    2:  { ...onWindow, ...valued.window },
    3:  onWindow,
    4:  onWindow,
    5:  onWindow,
    6:  { ...only('save-set-mode', { 0: 'Insert', 1: 'Delete' }), ...window },
    7:  { ...onWindow, parent: id('parent'), x: i('x'), y: i('y') },
    8:  onWindow,
    9:  onWindow,
    10: onWindow,
    11: onWindow,
    12: { ...onWindow, ...valued.place },
    13: { ...only('direction', { 0: 'RaiseLowest', 1: 'LowerHighest' }), ...window },
    14: { ...plain, ...drawable },
    15: { ...plain, ...drawable },
  }
}

/** Atoms, properties, selections and events. */
export const propertiesIn = (order: Order) => {
  const { n, id, atom, mask, named } = partsIn(order)
  const { plain, window, onWindow, only } = beginningsIn(order)
  return {
    16: { ...only('only-if-exists', switches), ...named('name') },
    17: { ...plain, atom: atom('atom') },
    18: { ...only('mode', modes), ...window, property: atom('property'), type: atom('type'), format: byte('format'), formatFill: unused(3),
      dataLength: n('data-length'), data: bytes('x11.data', 'Data', sizeOf),
      dataFill: padding(4, 'x11.unused', 'Unused') },
    19: { ...onWindow, property: atom('property') },
    20: { ...only('delete', switches), ...window, property: atom('property'), type: atom('get-property-type', 'AnyPropertyType'),
      longOffset: n('long-offset'), longLength: n('long-length') },
    21: onWindow,
    22: { ...plain, owner: id('owner'), selection: atom('selection'), time: n('time') },
    23: { ...plain, selection: atom('selection') },
    24: { ...plain, requestor: id('requestor'), selection: atom('selection'), target: atom('target'), property: atom('property'),
      time: n('time') },
    25: { ...only('propagate', switches), destination: id('destination'), eventMask: mask('event-mask', 32, eventNames),
      event: bytes('x11.data', 'Event', 32) },
  }
}

/** Input. */
export const inputIn = (order: Order) => {
  const { u, i, n, id, mask } = partsIn(order)
  const { plain, window, onWindow, only } = beginningsIn(order)
  const grabbing = { pointerMode: byte('pointer-mode', grabModes), keyboardMode: byte('keyboard-mode', grabModes) }
  const modifiers = { modifiers: u('modifiers-mask') }
  const eventMask16 = mask('pointer-event-mask', 16, eventNames.slice(0, 16))
  return {
    26: { ...only('owner-events', switches), grabWindow: id('grab-window'), eventMask16, ...grabbing, confineTo: id('confine-to'),
      cursor: id('cursor'), time: n('time') },
    27: { ...plain, time: n('time') },
    28: { ...only('owner-events', switches), grabWindow: id('grab-window'), eventMask16, ...grabbing, confineTo: id('confine-to'),
      cursor: id('cursor'), button: byte('button'), buttonFill: unused(1), ...modifiers },
    29: { ...only('button'), grabWindow: id('grab-window'), ...modifiers, fill: unused(2) },
    30: { ...plain, cursor: id('cursor'), time: n('time'), eventMask16, fill: unused(2) },
    31: { ...only('owner-events', switches), grabWindow: id('grab-window'), time: n('time'), ...grabbing, fill: unused(2) },
    32: { ...plain, time: n('time') },
    33: { ...only('owner-events', switches), grabWindow: id('grab-window'), ...modifiers, key: byte('key'), ...grabbing, fill: unused(3) },
    34: { ...only('key'), grabWindow: id('grab-window'), ...modifiers, fill: unused(2) },
    35: { ...only('allow-events-mode', releases), time: n('time') },
    36: plain,
    37: plain,
    38: onWindow,
    39: { ...onWindow, startTime: n('start'), stopTime: n('stop') },
    40: { ...plain, source: id('src-window'), target: id('dst-window'), sourceX: i('src-x'), sourceY: i('src-y') },
    41: { ...plain, source: id('src-window'), target: id('dst-window'), sourceX: i('src-x'), sourceY: i('src-y'),
      sourceWidth: u('src-width'), sourceHeight: u('src-height'), targetX: i('dst-x'), targetY: i('dst-y') },
    42: { ...only('revert-to', focusTargets), ...window, time: n('time') },
    43: plain,
    44: plain,
  }
}

/** In bytes, of a property whose format is bits for each of its values. */
const sizeOf = (({ format, dataLength }: Property) => dataLength * (format >> 3)) as never
interface Property {
  readonly format: number
  readonly dataLength: number
}
