/** What servers of X11 say in one byte order: "X Window System Protocol", sections 8, 10 and 11, appendix B. */
import { bytes, list, padding, record, text } from '../../../../schema/index.ts'
import { errors, events, opcodes } from './names.ts'
import { byte, focusTargets, partsIn, stackModes, switches, unused, type Order } from './parts.ts'

const success = { 0: 'Failed', 1: 'Success', 2: 'Authenticate' }
const properties = { 0: 'NewValue', 1: 'Deleted' }
const details = {
  0: 'Ancestor', 1: 'Virtual', 2: 'Inferior', 3: 'Nonlinear', 4: 'NonlinearVirtual', 5: 'Pointer', 6: 'PointerRoot', 7: 'None',
}
const modes = { 0: 'Normal', 1: 'Grab', 2: 'Ungrab', 3: 'WhileGrabbed' }
const visualClasses = { 0: 'StaticGray', 1: 'GrayScale', 2: 'StaticColor', 3: 'PseudoColor', 4: 'TrueColor', 5: 'DirectColor' }
const backingStores = { 0: 'Never', 1: 'WhenMapped', 2: 'Always' }
const visibilities = { 0: 'Unobscured', 1: 'PartiallyObscured', 2: 'FullyObscured' }
const grabs = { 0: 'Success', 1: 'AlreadyGrabbed', 2: 'InvalidTime', 3: 'NotViewable', 4: 'Frozen' }

/** What a display is made of. */
const screensIn = (order: Order) => {
  const { u, id } = partsIn(order)
  const format = record('Format', {
    depth: byte('pixmap-format.depth'), bitsPerPixel: byte('pixmap-format.bits-per-pixel'), pad: byte('pixmap-format.scanline-pad'),
    fill: unused(5),
  })
  const visual = record('Visual', {
    visual: id('visualtype.visualid'), class: byte('visualtype.class', visualClasses), bitsPerValue: byte('visualtype.bits-per-rgb-value'),
    colormapEntries: u('visualtype.colormap-entries'), redMask: id('visualtype.red-mask'), greenMask: id('visualtype.green-mask'),
    blueMask: id('visualtype.blue-mask'), fill: unused(4),
  })
  const depth = record('Depth', {
    depth: byte('depth-detail.depth'), depthFill: unused(1), visualCount: u('depth-detail.visualtypes-numbers'), fill: unused(4),
    visuals: list('x11.visualtype', 'Visuals', visual, { count: 'visualCount' }),
  })
  const screen = record('Screen', {
    root: id('screen.root'), colormap: id('screen.default_colormap'), white: id('screen.white_pixel'), black: id('screen.black_pixel'),
    inputMasks: id('screen.current_input_masks'), width: u('screen.width_in_pixels'), height: u('screen.height_in_pixels'),
    widthMillimeters: u('screen.width_in_millimeters'), heightMillimeters: u('screen.height_in_millimeters'),
    leastMaps: u('screen.min_installed_maps'), mostMaps: u('screen.max_installed_maps'), rootVisual: id('screen.root_visual'),
    backingStores: byte('screen.backing_stores', backingStores), savesUnders: byte('screen.save_unders', switches),
    rootDepth: byte('screen.root_depth'), depthCount: byte('screen.allowed_depths_len'),
    depths: list('x11.depth-detail', 'Depths', depth, { count: 'depthCount' }),
  })
  return { format, screen }
}

/** Appendix B, connection setup. */
export const openingsIn = (order: Order) => {
  const { u, n, id } = partsIn(order)
  const version = { majorVersion: u('protocol-major-version'), minorVersion: u('protocol-minor-version') }
  const { format, screen } = screensIn(order)
  const isFull = (status: number) => status === 1
  const orders = { 0: 'LSBFirst', 1: 'MSBFirst' }
  return {
    request: {
      byteOrder: byte('byte-order', { 0x42: 'Big-endian', 0x6c: 'Little-endian' }), orderFill: unused(1), ...version,
      nameLength: u('authorization-protocol-name-length'), dataLength: u('authorization-protocol-data-length'), lengthFill: unused(2),
      authorizationName: text('x11.authorization-protocol-name', 'Authorization protocol name', 'nameLength'),
      nameFill: padding(4, 'x11.unused', 'Unused'),
      authorizationData: bytes('x11.authorization-protocol-data', 'Authorization protocol data', 'dataLength'),
    },
    answer: record('Connection reply', {
      success: byte('success', success), reasonLength: byte('length-of-reason'), ...version, replyWords: u('replylength'),
    }).choice(({ success: status }) => (isFull(status) ? 1 : 0), {
      0: { reason: text('x11.reason', 'Reason', 'reasonLength') },
      1: {
        release: n('release-number'), resourceBase: id('resource-id-base'), resourceMask: id('resource-id-mask'),
        motionBuffer: n('motion-buffer-size'), vendorLength: u('length-of-vendor'), mostLength: u('maximum-request-length'),
        screenCount: byte('number-of-screens-in-roots'), formatCount: byte('number-of-formats-in-pixmap-formats'),
        imageOrder: byte('image-byte-order', orders), bitmapOrder: byte('bitmap-format-bit-order', orders),
        bitmapUnit: byte('bitmap-format-scanline-unit'), bitmapPad: byte('bitmap-format-scanline-pad'),
        leastKeycode: byte('min-keycode'), mostKeycode: byte('max-keycode'), fill: unused(4),
        vendor: text('x11.vendor', 'Vendor', 'vendorLength'), vendorFill: padding(4, 'x11.unused', 'Unused'),
        formats: list('x11.pixmap-format', 'Formats', format, { count: 'formatCount' }),
        screens: list('x11.screen', 'Screens', screen, { count: 'screenCount' }),
      },
    }),
  }
}

/** Of keys, buttons, the pointer and the focus. */
const inputEventsIn = (order: Order) => {
  const { u, i, n, id } = partsIn(order)
  const sequence = { sequence: u('event-sequencenumber') }
  const eventWindow = { eventWindow: id('eventwindow') }
  const input = {
    ...sequence, time: n('time'), rootWindow: id('rootwindow'), ...eventWindow, childWindow: id('childwindow'), rootX: i('root-x'),
    rootY: i('root-y'), eventX: i('event-x'), eventY: i('event-y'), state: u('modifiers-mask'),
  }
  const key = { keycode: byte('keycode'), ...input, sameScreen: byte('same-screen', switches) }
  const button = { button: byte('eventbutton'), ...input, sameScreen: byte('same-screen', switches) }
  const moved = { detail: byte('event-detail', { 0: 'Normal', 1: 'Hint' }), ...input }
  const focus = { detail: byte('focus-detail', details), ...sequence, ...eventWindow, mode: byte('focus-mode', modes) }
  const crossing = { detail: byte('event-detail', details), ...input, mode: byte('grab-mode', modes),
    sameScreenFocus: byte('same-screen-focus-mask') }
  return {
    2: key, 3: key, 4: button, 5: button, 6: { ...moved, sameScreen: byte('same-screen', switches) }, 7: crossing, 8: crossing,
    9: focus, 10: focus, 11: { keys: bytes('x11.keys', 'Keys', 31) },
  }
}

/** Section 8: by code; the first bit of that says that a client sent it (SendEvent). */
const eventsIn = (order: Order) => {
  const { u, i, n, id, atom, area, valued } = partsIn(order)
  const sequence = { sequence: u('event-sequencenumber') }
  const plain = { detail: unused(1), ...sequence }
  const [eventWindow, window] = [{ eventWindow: id('eventwindow') }, { window: id('window') }]
  const overriding = { overrides: byte('override-redirect', switches) }
  const circulates = { ...plain, ...eventWindow, ...window, fill: unused(4), position: byte('place', { 0: 'Top', 1: 'Bottom' }) }
  const frame = { ...area, borderWidth: u('border-width') }
  return {
    ...inputEventsIn(order),
    12: { ...plain, ...eventWindow, ...area, count: u('count') },
    13: { ...plain, drawable: id('drawable'), ...area, minorOpcode: u('minor-opcode'), count: u('count'),
      majorOpcode: byte('major-opcode') },
    14: { ...plain, drawable: id('drawable'), minorOpcode: u('minor-opcode'), majorOpcode: byte('major-opcode') },
    15: { ...plain, ...eventWindow, visibility: byte('visibility-state', visibilities) },
    16: { ...plain, parent: id('parent'), ...eventWindow, ...frame, ...overriding },
    17: { ...plain, ...eventWindow, ...window },
    18: { ...plain, ...eventWindow, ...window, fromConfigure: byte('from-configure', switches) },
    19: { ...plain, ...eventWindow, ...window, ...overriding },
    20: { ...plain, parent: id('parent'), ...eventWindow },
    21: { ...plain, ...eventWindow, ...window, parent: id('parent'), x: i('x'), y: i('y'), ...overriding },
    22: { ...plain, ...eventWindow, ...window, sibling: id('above-sibling'), ...frame, ...overriding },
    23: { stackMode: byte('stack-mode', stackModes), ...sequence, parent: id('parent'), ...eventWindow, sibling: id('sibling'), ...frame,
      mask: valued.place.mask },
    24: { ...plain, ...eventWindow, ...window, x: i('x'), y: i('y') },
    25: { ...plain, ...eventWindow, width: u('width'), height: u('height') },
    26: circulates, 27: circulates,
    28: { ...plain, ...eventWindow, atom: atom('atom'), time: n('time'), state: byte('property-state', properties) },
    29: { ...plain, time: n('time'), owner: id('owner'), selection: atom('selection') },
    30: { ...plain, time: n('time'), owner: id('owner'), requestor: id('requestor'), selection: atom('selection'), target: atom('target'),
      property: atom('property') },
    31: { ...plain, time: n('time'), requestor: id('requestor'), selection: atom('selection'), target: atom('target'),
      property: atom('property') },
    32: { ...plain, ...eventWindow, colormap: id('cmap'), isNew: byte('new', switches),
      state: byte('colormap-state', { 0: 'Uninstalled', 1: 'Installed' }) },
    33: { format: byte('format'), ...sequence, ...eventWindow, type: atom('type'), data: bytes('x11.data', 'Data', 20) },
    34: { ...plain, request: byte('mapping-request', { 0: 'Modifier', 1: 'Keyboard', 2: 'Pointer' }), first: byte('first-keycode'),
      count: byte('count') },
    35: { extension: byte('extension'), ...sequence, eventWords: n('eventlength'), eventType: u('minor-opcode') },
  }
}

/** Section 9: replies by the opcode of the request; 0 for others. */
export const repliesIn = (order: Order) => {
  const { u, i, n, id, atom, area } = partsIn(order)
  const head = { sequence: u('reply-sequencenumber'), replyWords: n('replylength') }
  const reply = { reply: byte('reply') }
  const plain = { ...reply, second: unused(1), ...head }
  return {
    0: { ...reply, second: bytes('x11.undecoded', 'Undecoded', 1), ...head },
    14: { ...reply, depth: byte('depth'), ...head, rootWindow: id('rootwindow'), ...area, borderWidth: u('border-width') },
    16: { ...plain, atom: atom('atom') },
    17: { ...plain, nameLength: u('name-length'), fill: unused(22), name: text('x11.name', 'Name', 'nameLength') },
    20: { ...reply, format: byte('format'), ...head, type: atom('get-property-type'), bytesAfter: n('bytes-after'),
      valueLength: n('valuelength'), fill: unused(12), value: bytes('x11.data', 'Value', sizeOf) },
    23: { ...plain, owner: id('owner') },
    26: { ...reply, status: byte('grab-status', grabs), ...head },
    31: { ...reply, status: byte('grab-status', grabs), ...head },
    38: { ...reply, sameScreen: byte('same-screen', switches), ...head, rootWindow: id('rootwindow'), childWindow: id('childwindow'),
      rootX: i('root-x'), rootY: i('root-y'), windowX: i('win-x'), windowY: i('win-y'), state: u('modifiers-mask') },
    40: { ...reply, sameScreen: byte('same-screen', switches), ...head, childWindow: id('childwindow'),
      targetX: i('dst-x'), targetY: i('dst-y') },
    43: { ...reply, revertTo: byte('revert-to', focusTargets), ...head, window: id('focus') },
    84: { ...plain, red: u('red'), green: u('green'), blue: u('blue'), fill: unused(2), pixel: id('pixel') },
    97: { ...plain, width: u('width'), height: u('height') },
    98: { ...plain, isPresent: byte('present', switches), majorOpcode: byte('major-opcode'), firstEvent: byte('first-event'),
      firstError: byte('first-error') },
  }
}
/** In bytes, of a property whose format is bits for each of its values. */
const sizeOf = (({ format, valueLength }: Value) => valueLength * (format >> 3)) as never
interface Value {
  readonly format: number
  readonly valueLength: number
}

/** Messages of 32 bytes, of which an event may have more. */
export const answersIn = (order: Order) => {
  const { u, id } = partsIn(order)
  const isValue = (code: number) => code === 2
  return {
    error: record('Error', { error: byte('error'), code: byte('errorcode', errors), sequence: u('error_sequencenumber') })
      .choice(({ code }) => (isValue(code) ? 1 : 0), {
        0: { badResource: id('error-badresourceid') },
        1: { badValue: id('error-badvalue') },
      })
      .fields({ minorOpcode: u('minor-opcode'), majorOpcode: byte('major-opcode', opcodes) }),
    event: record('Event', { eventCode: byte('eventcode', { ...events, ...sentEvents }) })
      .choice(({ eventCode }) => eventCode & 0x7f, eventsIn(order), { detail: unused(1), sequence: u('event-sequencenumber') }),
  }
}
const sentEvents = Object.fromEntries(Object.entries(events).map(([code, name]) => [Number(code) + 128, `${name} (sent)`]))
