/** Virtual Network Computing: the Remote Framebuffer Protocol (RFB) 3.3 to 3.8, RFC 6143. Rectangles are left as they are. */
import {
  bits, bytes, flag, goesOn, group, holding, list, nameIn, protocol, record, rest, text, u16, u32, u8, type View,
} from '../../../../schema/index.ts'
import { framing, isVersion, kinds, tells } from './stream.ts'

/** IANA "Remote Framebuffer (RFB) Security Types", 2026-11. */
const securityTypes = {
  0: 'Invalid', 1: 'None', 2: 'VNC', 5: 'RA2', 6: 'RA2ne', 16: 'Tight', 17: 'Ultra', 18: 'TLS', 19: 'VeNCrypt', 20: 'GTK-VNC SASL',
  21: 'MD5 hash authentication', 22: 'Colin Dean xvp', 30: 'Apple Remote Desktop',
}
/** Section 7.5 and 7.6, with those that IANA lists. */
const clientTypes = {
  0: 'Set Pixel Format', 2: 'Set Encodings', 3: 'Framebuffer Update Request', 4: 'Key Event', 5: 'Pointer Event', 6: 'Cut Text',
}
const serverTypes = { 0: 'Framebuffer Update', 1: 'Set Colormap Entries', 2: 'Ring Bell', 3: 'Cut Text' }
const encodings = {
  0: 'Raw', 1: 'CopyRect', 2: 'RRE', 4: 'CoRRE', 5: 'Hextile', 6: 'Zlib', 7: 'Tight', 16: 'ZRLE', 0xffff_ff11: 'Cursor (pseudo)',
  0xffff_ff20: 'Last Rect (pseudo)', 0xffff_ff21: 'Desktop Size (pseudo)', 0xffff_fecc: 'Extended Desktop Size (pseudo)',
}

/** Section 7.4. */
const pixelFormat = (side: 'server' | 'client') => ({
  bitsPerPixel: u8(`vnc.${side}_bits_per_pixel`, 'Bits per pixel'), depth: u8(`vnc.${side}_depth`, 'Depth'),
  bigEndian:    u8(`vnc.${side}_big_endian_flag`, 'Big endian flag'), trueColor: u8(`vnc.${side}_true_color_flag`, 'True color flag'),
  redMaximum:   u16(`vnc.${side}_red_max`, 'Red maximum'), greenMaximum: u16(`vnc.${side}_green_max`, 'Green maximum'),
  blueMaximum:  u16(`vnc.${side}_blue_max`, 'Blue maximum'), redShift: u8(`vnc.${side}_red_shift`, 'Red shift'),
  greenShift:   u8(`vnc.${side}_green_shift`, 'Green shift'), blueShift: u8(`vnc.${side}_blue_shift`, 'Blue shift'),
  formatRest:   bytes('vnc.padding', 'Padding', 3),
})

/** Section 7.5. */
const client = record('Message', { type: u8('vnc.client_message_type', 'Client Message Type', { names: clientTypes }) }).choice('type', {
  0: { padding: bytes('vnc.padding', 'Padding', 3), ...pixelFormat('client') },
  2: {
    padding: bytes('vnc.padding', 'Padding', 1), count: u16('vnc.client_set_encodings_num', 'Number of encodings'),
    encodings: list('', 'Encodings', record('Encoding', {
      encoding: u32('vnc.client_set_encodings_encoding_type', 'Encoding type', { signed: true, names: encodings }),
    }), { count: 'count' }),
  },
  3: {
    incremental: u8('vnc.update_req_incremental', 'Incremental update'), x: u16('vnc.update_req_x_pos', 'X position'),
    y: u16('vnc.update_req_y_pos', 'Y position'), width: u16('vnc.update_req_width', 'Width'), height: u16('vnc.update_req_height',
      'Height'),
  },
  4: { down: u8('vnc.key_down', 'Key down'), padding: bytes('vnc.padding', 'Padding', 2), key: u32('vnc.key', 'Key', { base: 16 }) },
  5: {
    buttons: group('vnc.buttons', 'Buttons', {
      others: bits(5, 'vnc.button_others', 'Other buttons'), third: flag('vnc.button_3_pos', 'Mouse button #3 position'),
      second: flag('vnc.button_2_pos', 'Mouse button #2 position'), first: flag('vnc.button_1_pos', 'Mouse button #1 position'),
    }),
    x: u16('vnc.pointer_x_pos', 'X position'), y: u16('vnc.pointer_y_pos', 'Y position'),
  },
  6: {
    padding: bytes('vnc.padding', 'Padding', 3), textLength: u32('vnc.client_cut_text_len', 'Length'),
    cutText: text('vnc.client_cut_text', 'Text', 'textLength'),
  },
})

/** Section 7.6. */
const server = record('Message', { type: u8('vnc.server_message_type', 'Server Message Type', { names: serverTypes }) }).choice('type', {
  0: {
    padding: bytes('vnc.padding', 'Padding', 1), count: u16('vnc.fb_update_num_rects', 'Number of rectangles'),
    rectangles: rest('vnc.rectangles', 'Rectangles'),
  },
  3: {
    padding: bytes('vnc.padding', 'Padding', 3), textLength: u32('vnc.server_cut_text_len', 'Length'),
    cutText: text('vnc.server_cut_text', 'Text', 'textLength'),
  },
})

const kindOf = ({ facts, bytes, start, end }: View) =>
  (facts?.['kind'] as number | undefined) ?? (isVersion(bytes, start, end) ? kinds.serverVersion : kinds.data)
const security = { names: securityTypes }

export const vnc = protocol('vnc', 'Virtual Network Computing', { 'tcp.port': [5500, 5501, 5900, 5901], 'tcp': [], announced: ['vnc'] })
  .specified('RFC 6143')
  .choice(kindOf, {
    [kinds.serverVersion]: {
      begins: holding(text('vnc.version_begin', 'Begin', 4), 'vocabulary'),
      serverVersion: holding(text('vnc.server_proto_ver', 'Server protocol version', 7), 'vocabulary'),
      ends: holding(text('vnc.version_end', 'End', 1), 'vocabulary'),
    },
    [kinds.clientVersion]: {
      begins: holding(text('vnc.version_begin', 'Begin', 4), 'vocabulary'),
      clientVersion: holding(text('vnc.client_proto_ver', 'Client protocol version', 7), 'vocabulary'),
      ends: holding(text('vnc.version_end', 'End', 1), 'vocabulary'),
    },
    [kinds.securityTypes]: {
      typeCount: u8('vnc.num_security_types', 'Number of security types'),
      types: list('', 'Security types', record('Security type', { type: u8('vnc.security_type', 'Security type', security) }), {
        count: 'typeCount',
      }),
    },
    [kinds.securityType]: { serverType: u32('vnc.server_security_type', 'Security type', security) },
    [kinds.securityChosen]: { clientType: u8('vnc.client_security_type', 'Security type selected', security) },
    [kinds.challenge]: { challenge: bytes('vnc.auth_challenge', 'Authentication challenge', 16) },
    [kinds.response]: { response: bytes('vnc.auth_response', 'Authentication response', 16) },
    [kinds.result]: { result: u32('vnc.auth_result', 'Authentication result') },
    [kinds.share]: { share: u8('vnc.share_desktop_flag', 'Share desktop flag') },
    [kinds.server]: {
      width: u16('vnc.width', 'Framebuffer width'), height: u16('vnc.height', 'Framebuffer height'), ...pixelFormat('server'),
      nameLength: u32('vnc.desktop_name_len', 'Desktop name length'), desktopName: text('vnc.desktop_name', 'Desktop name', 'nameLength'),
    },
    [kinds.client]: client,
    [kinds.update]: server,
  })
  .fields({ data: rest('vnc.data', 'Data') })
  .accepts(isVersion, 'heuristic')
  .streamed(framing, { tells })
  // Only versions are recognized by themselves.
  .announces(['announced'], ({ serverVersion }) => (serverVersion === undefined ? [] : goesOn('tcp', [['announced', 'vnc']])))
  .colored('stream', ({ result = 0 }) => (result > 0 ? 'error' : undefined))
  .summarized((layer) => {
    const { serverVersion, clientVersion, typeCount, clientType, serverType, result, desktopName, type, share } = layer
    if (serverVersion !== undefined) return `Server protocol version: ${serverVersion}`
    if (clientVersion !== undefined) return `Client protocol version: ${clientVersion}`
    if (typeCount !== undefined) return `Security types supported: ${wordsOf(layer.types ?? [])}`
    const chosen = clientType ?? serverType
    if (chosen !== undefined) return `Security type ${nameIn(securityTypes, chosen) ?? chosen}`
    if (layer.challenge !== undefined) return 'Authentication challenge'
    if (layer.response !== undefined) return 'Authentication response'
    if (result !== undefined) return `Authentication ${result === 0 ? 'succeeded' : 'failed'}`
    if (share !== undefined) return share === 0 ? 'Do not share desktop' : 'Share desktop'
    if (desktopName !== undefined) return `Server framebuffer: ${desktopName}`
    if (type === undefined) return `Data, ${layer.originalEnd - layer.start} bytes`
    return nameIn(kindOf(layer) === kinds.client ? clientTypes : serverTypes, type) ?? `message of type ${type}`
  })

const wordsOf = (types: readonly { readonly type: number }[]) => types.map(({ type }) => nameIn(securityTypes, type) ?? type).join(', ')
