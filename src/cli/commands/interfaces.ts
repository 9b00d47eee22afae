/** `onwire interfaces`: lists the interfaces that packets can be captured from. */
import { listInterfaces, type NetworkInterface } from '../../capture/interfaces.ts'
import type { Format } from '../arguments/option.ts'
import type { Values } from '../arguments/options.ts'
import { interfacesQuery } from '../arguments/plans/queries.ts'
import type { ColorMode } from '../terminal/color.ts'
import { print } from '../sinks/printer.ts'

export async function interfaces(values: Values, operands: readonly string[]): Promise<void> {
  const { format, color } = interfacesQuery(values, operands)
  const render = renderers[format] ?? table
  await print(await render(await listInterfaces(), color))
}

type Renderer = (found: readonly NetworkInterface[], color: ColorMode) => string | Promise<string>

const renderers: Readonly<Partial<Record<Format, Renderer>>> = {
  table,
  line: (found) => found.map(line).join(''),
  json: (found) => `${JSON.stringify(found, null, 2)}\n`,
  ndjson: (found) => found.map((each) => `${JSON.stringify(each)}\n`).join(''),
}

/** As in `tcpdump -D`. */
function line({ number, name, description, flags }: NetworkInterface): string {
  const states = flags.length > 0 ? ` [${flags.join(', ')}]` : ''
  return `${number}.${name}${description ? ` (${description})` : ''}${states}\n`
}

async function table(found: readonly NetworkInterface[], color: ColorMode): Promise<string> {
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
