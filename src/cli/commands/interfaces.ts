/** `onwire interfaces`: lists the interfaces that packets can be captured from. */
import { listInterfaces, type NetworkInterface } from '../../capture/interfaces.ts'
import type { Format } from '../arguments/option.ts'
import type { Values } from '../arguments/options.ts'
import { interfacesQuery } from '../arguments/plans/queries.ts'
import type { ColorMode } from '../terminal/color.ts'
import { printFormatted } from '../sinks/printer.ts'
import { isTerminal, terminalWidth } from '../terminal/terminal.ts'
import { jsonDocument, jsonLine, printable, printableLines } from '../../text/escape.ts'
import { borderedTable } from '../../output/formats/bordered-table.ts'
import { tableText } from '../../text/table.ts'

export async function interfaces(values: Values, operands: readonly string[]): Promise<void> {
  const { format, color } = interfacesQuery(values, operands)
  const usual = (await isTerminal(1)) ? table : lines
  const render = (format && renderers[format]) ?? usual
  await printFormatted(await render(await listInterfaces(), color))
}

type Renderer = (found: readonly NetworkInterface[], color: ColorMode) => string | Promise<string>

const lines = (found: readonly NetworkInterface[]) => printableLines(found.map(line).join(''))

const renderers: Readonly<Partial<Record<Format, Renderer>>> = {
  table,
  line: lines,
  json: (found) => `${jsonDocument(found)}\n`,
  ndjson: (found) => found.map((each) => `${jsonLine(each)}\n`).join(''),
}

/** As in `tcpdump -D`. */
function line({ number, name, description, flags }: NetworkInterface): string {
  const states = flags.length > 0 ? ` [${flags.join(', ')}]` : ''
  return `${number}.${name}${description ? ` (${description})` : ''}${states}\n`
}

async function table(found: readonly NetworkInterface[], color: ColorMode): Promise<string> {
  const { palette } = await import('../terminal/color.ts')
  const colors = await palette(color)
  const width = (await terminalWidth(1))?.()
  const columns = [
    { name: '', right: true },
    { name: 'name' },
    { name: 'addresses', paint: colors.address },
    { name: 'MAC' },
    { name: 'link type' },
    { name: 'flags' },
    { name: 'description' },
  ]
  const rows = found.map(({ number, name, addresses, mac, linkType, flags, description }) =>
    [`${number}`, name, addresses.join('\n'), mac ?? '', linkType ?? '', flags.join(', '), description ?? ''].map(
      (text) => text.split('\n').map(printable).join('\n'),
    ),
  )
  const look = { width: width ?? Infinity, name: colors.name }
  return width === undefined ? tableText(columns, rows, look) : borderedTable(columns, rows, look)
}
