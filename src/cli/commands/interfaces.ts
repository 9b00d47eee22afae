/** `onwire interfaces`: what packets can be captured from. */
import { listInterfaces, type NetworkInterface } from '../../capture/interfaces.ts'
import { UsageError } from '../usage-error.ts'
import type { Values } from '../arguments/options.ts'
import type { Format } from '../terminal/output.ts'
import { print } from '../sinks/print.ts'

export async function interfaces({ format = 'table', color }: Values, operands: readonly string[]): Promise<void> {
  const [first] = operands
  if (first !== undefined)
    throw new UsageError(`interfaces lists all there are: ${JSON.stringify(first)} means nothing to it`)
  const render = renderers[format]
  if (render === undefined)
    throw new UsageError(`interfaces are shown as ${Object.keys(renderers).join(', ')}, not as ${format}`)
  await print(await render(await listInterfaces(), color))
}

type Renderer = (found: readonly NetworkInterface[], color: Values['color']) => string | Promise<string>

const renderers: Readonly<Partial<Record<Format, Renderer>>> = {
  table,
  line: (found) => found.map(line).join(''),
  json: (found) => `${JSON.stringify(found, null, 2)}\n`,
  ndjson: (found) => found.map((each) => `${JSON.stringify(each)}\n`).join(''),
}

/** As `tcpdump -D` has it. */
function line({ number, name, description, flags }: NetworkInterface): string {
  return `${number}.${name}${description ? ` (${description})` : ''}${flags.length > 0 ? ` [${flags.join(', ')}]` : ''}\n`
}

async function table(found: readonly NetworkInterface[], color: Values['color']): Promise<string> {
  const { default: Table } = await import('cli-table3')
  const { palette } = await import('../terminal/color.ts')
  const colors = await palette(color)
  const rows = new Table({
    head: ['', 'name', 'addresses', 'MAC', 'link type', 'flags', 'description'].map((name) => colors.name(name)),
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  })
  for (const { number, name, addresses, mac, linkType, flags, description } of found) {
    rows.push([
      number,
      name,
      colors.address(addresses.join('\n')),
      mac ?? '',
      linkType ?? '',
      flags.join(', '),
      description ?? '',
    ])
  }
  return `${rows.toString()}\n`
}
