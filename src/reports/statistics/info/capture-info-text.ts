/** What a capture is, as lines with the labels of capinfos, and as a row of a table. */
import { grouped } from '../../../text/amounts.ts'
import { printable } from '../../../text/escape.ts'
import { plainPalette, type Palette } from '../../../text/palette.ts'
import type { CaptureFacts, InterfaceFacts } from './capture-info.ts'
import type { StatisticsColumn, StatisticsRow, StatisticsValue } from '../table.ts'

/** The facts of a file: those of its capture, and of its bytes. */
export interface FileFacts extends CaptureFacts {
  readonly name: string
  /** Bytes, before decompression; undefined where it is not known. */
  readonly fileSize: number | undefined
  readonly compression: string | undefined
  readonly sha256: string | undefined
}

interface Fact extends StatisticsColumn {
  value(facts: FileFacts): StatisticsValue
}

const facts: readonly Fact[] = [
  { name: 'name', label: 'File name', type: 'text', value: ({ name }) => name },
  { name: 'type', label: 'File type', type: 'text', value: ({ type }) => type },
  { name: 'compression', label: 'Compression', type: 'text', value: ({ compression }) => compression },
  { name: 'encapsulation', label: 'File encapsulation', type: 'text', value: ({ encapsulation }) => encapsulation },
  { name: 'precision', label: 'Timestamp precision', type: 'text', value: ({ interfaces }) => precisionOf(interfaces) },
  {
    name: 'snapLength',
    label: 'Packet size limit',
    type: 'number',
    unit: 'bytes',
    value: ({ interfaces }) => interfaces.reduce((most, each) => Math.max(most, each.snapLength), 0) || undefined,
  },
  { name: 'packets', label: 'Number of packets', type: 'number', unit: 'packets', value: ({ packets }) => packets },
  {
    name: 'cutPackets',
    label: 'Cut packets',
    type: 'number',
    unit: 'packets',
    value: ({ cutPackets }) => cutPackets,
  },
  { name: 'fileSize', label: 'File size', type: 'number', unit: 'bytes', value: ({ fileSize }) => fileSize },
  { name: 'dataSize', label: 'Data size', type: 'number', unit: 'bytes', value: ({ dataSize }) => dataSize },
  {
    name: 'duration',
    label: 'Capture duration',
    type: 'number',
    unit: 'seconds',
    digits: 9,
    value: ({ duration }) => duration,
  },
  { name: 'first', label: 'First packet time', type: 'text', value: ({ first }) => first },
  { name: 'last', label: 'Last packet time', type: 'text', value: ({ last }) => last },
  {
    name: 'byteRate',
    label: 'Data byte rate',
    type: 'number',
    unit: 'bytes per second',
    digits: 2,
    value: ({ byteRate }) => byteRate,
  },
  {
    name: 'bitRate',
    label: 'Data bit rate',
    type: 'number',
    unit: 'bits per second',
    digits: 2,
    value: ({ bitRate }) => bitRate,
  },
  {
    name: 'averageSize',
    label: 'Average packet size',
    type: 'number',
    unit: 'bytes',
    digits: 2,
    value: ({ averageSize }) => averageSize,
  },
  {
    name: 'packetRate',
    label: 'Average packet rate',
    type: 'number',
    unit: 'packets per second',
    digits: 2,
    value: ({ packetRate }) => packetRate,
  },
  { name: 'sha256', label: 'SHA256', type: 'text', value: ({ sha256 }) => sha256 },
  { name: 'strictOrder', label: 'Strict time order', type: 'text', value: ({ inOrder }) => orderText(inOrder) },
  { name: 'hardware', label: 'Capture hardware', type: 'text', value: ({ hardware }) => hardware },
  {
    name: 'operatingSystem',
    label: 'Capture oper-sys',
    type: 'text',
    value: ({ operatingSystem }) => operatingSystem,
  },
  { name: 'application', label: 'Capture application', type: 'text', value: ({ application }) => application },
  {
    name: 'comments',
    label: 'Capture comment',
    type: 'text',
    value: ({ comments }) => (comments.length === 0 ? undefined : comments.join('; ')),
  },
  { name: 'sections', label: 'Number of sections', type: 'number', value: ({ sections }) => sections },
  { name: 'names', label: 'Number of resolved addresses', type: 'number', value: ({ names }) => names || undefined },
  {
    name: 'secrets',
    label: 'Number of decryption secrets',
    type: 'number',
    value: ({ secrets }) => secrets || undefined,
  },
  {
    name: 'interfaces',
    label: 'Number of interfaces',
    type: 'number',
    value: ({ interfaces }) => interfaces.length,
  },
]

/** For a row of each file. */
export const fileColumns: readonly StatisticsColumn[] = facts
export const fileRow = (file: FileFacts): StatisticsRow => facts.map((fact) => fact.value(file))

/** A line for each fact, and some for each interface. */
export function fileText(file: FileFacts, palette: Palette = plainPalette): string {
  const known = facts.flatMap((fact) => {
    const value = fact.value(file)
    return value === undefined ? [] : [lineOf(fact.label, valueText(value, fact), palette)]
  })
  return [...known, ...file.interfaces.map((each, id) => interfaceText(each, id, palette))].join('')
}

const lineOf = (label: string, text: string, palette: Palette): string =>
  `${palette.name(`${label}:`)}${' '.repeat(Math.max(1, labelWidth - label.length))}${printable(text)}\n`
const labelWidth = Math.max(...facts.map(({ label }) => label.length)) + 2

function valueText(value: string | number, { unit, digits = 0 }: StatisticsColumn): string {
  if (typeof value === 'string') return value
  const text = digits > 0 ? value.toFixed(digits) : grouped(value)
  return unit === undefined || unit === 'packets' ? text : `${text} ${unit}`
}

function interfaceText(each: InterfaceFacts, id: number, palette: Palette): string {
  const { name, description, encapsulation, snapLength, precision, packets, captureFilter } = each
  const parts = [
    name,
    description,
    encapsulation,
    snapLength === 0 ? undefined : `at most ${grouped(snapLength)} bytes`,
    precision,
    `${grouped(packets)} packets`,
    captureFilter === undefined ? undefined : `filter ${captureFilter}`,
    each.hardware,
    each.operatingSystem,
    each.droppedByInterface ? `${grouped(each.droppedByInterface)} dropped by interface` : undefined,
    each.droppedByKernel ? `${grouped(each.droppedByKernel)} dropped by kernel` : undefined,
    ...each.comments,
  ]
  return lineOf(`Interface #${id}`, parts.filter((part) => part !== undefined).join(', '), palette)
}

function precisionOf(interfaces: readonly InterfaceFacts[]): string | undefined {
  const all = new Set(interfaces.map(({ precision }) => precision))
  return all.size > 1 ? 'per packet' : [...all][0]
}

const orderText = (inOrder: boolean | undefined): string =>
  inOrder === undefined ? 'Unknown' : inOrder ? 'True' : 'False'
