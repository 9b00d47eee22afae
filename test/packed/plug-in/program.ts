/** Writes what a program finds of the protocol, as JSON. */
import {
  compileDisplayFilter,
  fieldNamed,
  fields,
  jsonOutput,
  openFile,
  Packet,
  registerProtocols,
  TextBuffer,
  treeOutput,
  type Output,
} from 'onwire'
import { acme } from './acme.js'

registerProtocols({ acme })

const alarm = compileDisplayFilter('acme.kind == 2 && acme.value < 0')
const values: (readonly [sensor: number, value: number, unit: string | undefined])[] = []
const alarms: number[] = []
for await (const batch of await openFile('acme.pcap'))
  for (let index = 0; index < batch.length; index++) {
    if (alarm.matches(batch, index)) alarms.push(batch.number(index))
    const packet = new Packet(batch.frame(index))
    for (const { sensor, value, unit } of packet.acme?.readings ?? []) values.push([sensor, value, unit])
    // @ts-expect-error there is no such field
    void packet.acme?.kid
    // @ts-expect-error there is no such protocol
    void packet.acne
  }

const columns = ['frame.number', 'acme.value', 'acme.unit'].map((name) => fieldNamed(name))
process.stdout.write(
  JSON.stringify({
    values,
    alarms,
    tree: await written(treeOutput({ time: 'none' })),
    columns: JSON.parse(await written(jsonOutput({ fields: columns }))) as unknown,
    completion: fields().flatMap(({ name }) => (name.startsWith('acme.v') ? [name] : [])),
  }),
)

async function written(output: Output): Promise<string> {
  const text = new TextBuffer()
  output.begin?.(text)
  for await (const batch of await openFile('acme.pcap'))
    for (let index = 0; index < batch.length; index++) output.packet(batch, index, text)
  await output.end?.(text)
  return `${text}`
}
