/** Remote Shell, 4.3BSD rshd(8): a port for errors, who and what, each up to a zero, then the output of the command. */
import {
  positionOf, protocol, range, record, rest, text, u8, unfinished, type Framing, type StreamMemory, type View,
} from '../../../schema/index.ts'
import { sourcePort } from '../sender.ts'

const kinds = { port: 1, command: 2, request: 3, output: 4 } as const
const serverPort = 514
interface Session { asked: boolean; started: boolean }
const of = ({ both }: StreamMemory) => (both.rsh ??= { asked: false, started: false }) as Session

/** After how many bytes from `start` a number of zeros are past; beyond `end` without them. */
function afterZeros(bytes: Uint8Array, start: number, end: number, count: number): number {
  let at = start
  for (let index = 0; index < count; index++) at = at < end ? positionOf(0, bytes, at, end) + 1 : end + 1
  return at
}

const framing: Framing = (bytes, start, end, memory) => {
  const { own } = memory
  const session = of(memory)
  own.kind = kinds.output
  if (sourcePort(memory) === serverPort) return end - start
  if (session.started) return end - start
  const zero = afterZeros(bytes, start, end, session.asked ? 3 : 1)
  if (zero > end) return end - start > longestCommand ? 0 : unfinished
  own.kind = session.asked ? kinds.command : kinds.port
  if (session.asked) session.started = true
  else session.asked = true
  return zero - start
}
const longestCommand = 8192
/** A port in digits, or nothing, and a zero. */
const opens = record('Port', { first: u8('rsh.stderr_port', 'First byte') }).recognizer({ first: [0, range(0x30, 0x39)] })

/** Alone, a layer that begins with digits and a zero is a port, and the rest is output. */
const kindOf = ({ bytes, start, end, facts }: View) => {
  const told = facts?.['kind'] as number | undefined
  if (told !== undefined) return told
  const zero = positionOf(0, bytes, start, Math.min(end, start + 6))
  return zero < end && zero - start < 6 && zero > start ? kinds.port : kinds.output
}
const zeroed = (filter: string, label: string) => text(filter, label, { until: 'zero' })

export const rsh = protocol('rsh', 'Remote Shell', { 'tcp.port': [514] })
  .specified('rshd(8) of 4.3BSD')
  .choice(kindOf, {
    [kinds.port]: { errorPort: zeroed('rsh.stderr_port', 'Stderr port (optional)') },
    [kinds.command]: {
      clientUser: zeroed('rsh.client_username', 'Client username'), serverUser: zeroed('rsh.server_username', 'Server username'),
      command:    zeroed('rsh.command', 'Command to execute'),
    },
    [kinds.output]: { data: rest('rsh.server_client_data', 'Server -> Client Data') },
  })
  .fields({ input: rest('rsh.client_server_data', 'Client -> Server Data') })
  .streamed(framing, { opens, tells: ({ own }) => ({ kind: own.kind as number }) })
  .colored('stream')
  .summarized(({ errorPort, clientUser, serverUser, command, data }) =>
    errorPort !== undefined ? `Stderr port: ${errorPort || 'none'}`
      : command !== undefined ? `${clientUser} as ${serverUser}: ${command}` : `Data, ${data?.length ?? 0} bytes`)
