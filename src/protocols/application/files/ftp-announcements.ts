/** The data connections that commands and replies of FTP announce: RFC 959 section 4.1.2, RFC 2428. */
import type { Announced } from '../../../schema/index.ts'

interface Message {
  readonly code: number | undefined
  readonly command: string | undefined
  readonly arg: string | undefined
}

/** Announces what messages say, and again with the command that uses it: its name is that of the file. */
export function announcedBy(messages: readonly Message[], frame: number, memory: Record<string, unknown>): readonly Announced[] {
  const announced: Announced[] = []
  for (const message of messages) {
    const next = endIn(message, frame)
    const command = message.command?.toUpperCase() ?? ''
    const last = memory['announced'] as Announced | undefined
    if (next !== undefined) {
      announced.push(next)
      // Commands come from the other side.
      memory['announced'] = next.address === 'source' ? { ...next, address: 'destination' } : next
    }
    if (next === undefined && last !== undefined && transfers.has(command)) {
      const text = `${command} ${message.arg ?? ''}`.trimEnd().slice(0, longestCommand)
      announced.push({ ...last, facts: { ...last.facts, command: text, commandFrame: frame } })
    }
  }
  return announced
}

/** The end that listens for the data connection. */
function endIn({ code, command, arg = '' }: Message, frame: number): Announced | undefined {
  const setup = (setupMethod: string, address: string, port: number): Announced =>
    ({ transport: 'tcp', address, port, speaks: [['announced', 'ftp-data']], facts: { setupFrame: frame, setupMethod } })
  if (code === 229) {
    const [, port] = /\(\|\|\|(\d{1,5})\|\)/.exec(arg) ?? []
    return port === undefined ? undefined : setup('EPASV', 'source', Number(port))
  }
  if (code === 227 || command?.toUpperCase() === 'PORT') {
    const [, address, high, low] = /((?:\d{1,3},){3}\d{1,3}),(\d{1,3}),(\d{1,3})/.exec(arg) ?? []
    if (address === undefined) return undefined
    return setup(code === 227 ? 'PASV' : 'PORT', address.replaceAll(',', '.'), (Number(high) << 8) | Number(low))
  }
  if (command?.toUpperCase() !== 'EPRT') return undefined
  const [, address, port] = /^(?<mark>[!-~])[12]\k<mark>([\da-f.:]+)\k<mark>(\d{1,5})\k<mark>/i.exec(arg)?.slice(1) ?? []
  return address === undefined ? undefined : setup('EPRT', address, Number(port))
}

/** Commands whose data connection is the one announced last. */
const transfers: ReadonlySet<string> = new Set(['RETR', 'STOR', 'STOU', 'APPE', 'LIST', 'NLST', 'MLSD'])
const longestCommand = 1024
