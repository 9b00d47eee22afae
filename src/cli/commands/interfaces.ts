/** `onwire interfaces`: what packets can be captured from. */
import { listInterfaces, type NetworkInterface } from '../../capture/interfaces.ts'
import { Misuse } from '../misuse.ts'
import type { Values } from '../options.ts'

export async function interfaces({ format = 'table', color }: Values, operands: readonly string[]): Promise<void> {
  if (operands.length > 0) throw new Misuse(`interfaces lists all there are: ${JSON.stringify(operands.join(' '))} means nothing to it`)
  const found = await listInterfaces()
  process.stdout.write(await textOf(found, format, color))
}

async function textOf(found: readonly NetworkInterface[], format: NonNullable<Values['format']>, color: Values['color']): Promise<string> {
  switch (format) {
    case 'json': return `${JSON.stringify(found, null, 2)}\n`
    case 'ndjson': return found.map((each) => `${JSON.stringify(each)}\n`).join('')
    case 'line': return found.map(line).join('')
    case 'table': return table(found, color)
    default: throw new Misuse(`interfaces are shown as table, line, json or ndjson, not as ${format}`)
  }
}

/** As `tcpdump -D` has it. */
function line({ number, name, description, flags }: NetworkInterface): string {
  return `${number}.${name}${description ? ` (${description})` : ''}${flags.length > 0 ? ` [${flags.join(', ')}]` : ''}\n`
}

async function table(found: readonly NetworkInterface[], color: Values['color']): Promise<string> {
  const { default: Table } = await import('cli-table3')
  const { palette } = await import('../color.ts')
  const colors = palette(color)
  const rows = new Table({
    head: ['', 'name', 'addresses', 'MAC', 'flags', 'description'].map((name) => colors.name(name)),
    style: { head: [], border: [] }, chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  })
  for (const { number, name, addresses, mac, flags, description } of found) {
    rows.push([number, name, colors.address(addresses.join('\n')), mac ?? '', flags.join(', '), description ?? ''])
  }
  return `${rows.toString()}\n`
}
