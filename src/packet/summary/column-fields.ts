/** The columns of a packet list as fields, as Wireshark names them since 4.2, and before. */
import type { Batch } from '../../files/batch.ts'
import type { FrameField } from '../frame-fields.ts'
import { describedFacts } from './description.ts'
import { PacketColumns } from './packet-columns.ts'

const read: Readonly<Record<string, (columns: PacketColumns, batch: Batch, index: number) => string>> = {
  Source: ({ source }) => source,
  Destination: ({ destination }) => destination,
  Protocol: ({ protocol }) => protocol,
  Length: (_, { originalLength }, index) => `${originalLength[index]}`,
  Info: ({ info }) => info,
}

/** Made when the first is read. */
let columns: PacketColumns | undefined

const fieldOf = (label: string, read: (columns: PacketColumns, batch: Batch, index: number) => string): FrameField => ({
  type: 'text',
  label: `Column ${label}`,
  layered: true,
  facts: describedFacts,
  read: (batch, index) => {
    columns ??= new PacketColumns({ verbose: 0, checksums: false })
    columns.describe(batch, index)
    return read(columns, batch, index) || undefined
  },
})

export const columnFields: Readonly<Record<string, FrameField>> = Object.fromEntries(
  Object.entries(read).flatMap(([label, each]) =>
    [label.toLowerCase(), label].map((name) => [`_ws.col.${name}`, fieldOf(label, each)]),
  ),
)
