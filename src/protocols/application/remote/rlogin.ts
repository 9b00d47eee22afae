/** Rlogin, RFC 1282: who and from where, each up to a zero, then what is typed and shown; sizes of the window between it. */
import { holding, protocol, record, text, u16, u8, type View } from '../../../schema/index.ts'

const startup = record('User Info', { flag: u8('rlogin.zero', 'Zero') })
const isStartup = startup.recognizer({ flag: 0 })
const isWindow = record('Window', { magic: u16('rlogin.magic', 'Magic'), marker: u16('rlogin.marker',
  'Marker') }).recognizer({ magic: 0xffff, marker: 0x7373 })
const zeroed = (filter: string, label: string) => text(filter, label, { until: 'zero' })
const kinds = { received: 1, info: 2, window: 3, data: 4 } as const
const kindOf = ({ bytes, start, end }: View) =>
  isWindow(bytes, start, end) ? kinds.window : !isStartup(bytes, start, end) ? kinds.data : end - start === 1 ? kinds.received : kinds.info

export const rlogin = protocol('rlogin', 'Rlogin Protocol', { 'tcp.port': [513] })
  .specified('RFC 1282')
  .choice(kindOf, {
    [kinds.received]: { received: u8('rlogin.startup_info_received_flag', 'Startup info received flag', { base: 16 }) },
    [kinds.info]: {
      flag:       u8('rlogin.client_startup_flag', 'Client startup flag', { base: 16 }),
      clientUser: zeroed('rlogin.client_user_name', 'Client-user-name'),
      serverUser: zeroed('rlogin.server_user_name', 'Server-user-name'),
      terminal:   holding(zeroed('rlogin.terminal_type', 'Terminal-type'), 'vocabulary'),
    },
    [kinds.window]: {
      magic:      u16('rlogin.magic_cookie', 'Magic Cookie', { base: 16 }),
      marker:     holding(text('rlogin.window_size.ss', 'Window size marker', 2), 'vocabulary'),
      rows:       u16('rlogin.window_size.rows', 'Rows'),
      columns:    u16('rlogin.window_size.cols', 'Columns'),
      width:      u16('rlogin.window_size.x_pixels', 'X Pixels'),
      height:     u16('rlogin.window_size.y_pixels', 'Y Pixels'),
    },
  })
  .fields({ data: text('rlogin.data', 'Data') })
  .colored('stream')
  .summarized(({ clientUser, serverUser, terminal, rows, columns, received, data }) =>
    clientUser !== undefined ? `User Info: ${clientUser} as ${serverUser}, terminal ${terminal}`
      : rows !== undefined ? `Window: ${columns} columns, ${rows} rows`
        : received !== undefined ? 'Startup info received' : `Data: ${data.slice(0, longestShown)}`)
const longestShown = 120
