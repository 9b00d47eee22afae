/** Files that were read or written by TFTP: RFC 1350, section 4, and RFC 2348 for the size of blocks. */
import { placeOf, portAt, sizeOf, kindsOfEnds, type End } from '../../packet/endpoints.ts'
import type { Layers } from '../../packet/layers.ts'
import type { protocols } from '../../protocols/index.ts'
import { hex, type ViewOf } from '../../schema/index.ts'
import { GrowingBytes, objectBudget } from './growing-bytes.ts'
import type { IsKept, ObjectReader, TransferredObject } from './transferred-object.ts'

type Message = ViewOf<typeof protocols.tftp>

interface Transfer {
  readonly path: string
  readonly bytes: GrowingBytes
  /** The number of the next block, and how many bytes all but the last have. */
  next: number
  blockSize: number
  frame: number
  isKept: boolean
}

export class TftpObjects implements ObjectReader {
  /** By the address and port of the client, which it keeps throughout a transfer. */
  private readonly transfers = new Map<string, Transfer>()
  private readonly budget = objectBudget()

  objectsIn(layers: Layers, at: number, frame: number, isKept: IsKept): readonly TransferredObject[] {
    const message = layers.view(at) as unknown as Message
    const { opcode, file, block, options, data } = message
    const [source, destination] = [endOf(layers, at, 'source'), endOf(layers, at, 'destination')]
    if (file !== undefined) return this.begin(source, file, frame)
    const transfer = this.transfers.get(source) ?? this.transfers.get(destination)
    if (transfer === undefined) return []
    if (opcode === optionAcknowledgement) transfer.blockSize = sizeIn(options) ?? transfer.blockSize
    if (block === undefined || data === undefined) return []
    transfer.frame = frame
    transfer.isKept = isKept()
    const ahead = (block - transfer.next) & 0xffff
    // One that was sent again.
    if (ahead > mostAhead) return []
    if (ahead > 0 || message.originalEnd > message.end) transfer.bytes.isCut = true
    transfer.bytes.add(data)
    transfer.next = (block + 1) & 0xffff
    if (data.length >= transfer.blockSize) return []
    this.transfers.delete(this.transfers.has(source) ? source : destination)
    return [objectOf(transfer)]
  }

  finish(): readonly TransferredObject[] {
    const unfinished = [...this.transfers.values()].filter(({ bytes, isKept }) => bytes.length > 0 && isKept)
    for (const { bytes } of unfinished) bytes.isCut = true
    this.transfers.clear()
    return unfinished.map(objectOf)
  }

  /** Begins a transfer; one of the same client that has not ended is cut. */
  private begin(client: string, file: string, frame: number): readonly TransferredObject[] {
    const { transfers, budget } = this
    const before = transfers.get(client)
    // A request that is sent again.
    if (before?.path === file && before.bytes.length === 0) return []
    transfers.delete(client)
    const bytes = new GrowingBytes(budget)
    transfers.set(client, {
      path: file.slice(0, longestPath),
      bytes,
      next: 1,
      blockSize: usualSize,
      frame,
      isKept: true,
    })
    const [oldest] = transfers
    const given = transfers.size > mostTransfers && oldest !== undefined ? oldest[1] : before
    if (given === undefined) return []
    if (given !== before) transfers.delete(oldest![0])
    given.bytes.isCut = true
    return given.bytes.length > 0 ? [objectOf(given)] : []
  }
}

const objectOf = ({ path, bytes, frame }: Transfer): TransferredObject => ({
  kind: 'tftp',
  frame,
  path,
  host: undefined,
  contentType: undefined,
  bytes: bytes.take(),
  isCut: bytes.isCut,
  encodings: [],
})

function sizeIn(options: Message['options']): number | undefined {
  const value = options?.find(({ name }) => name.toLowerCase() === 'blksize')?.value ?? ''
  return /^\d{1,5}$/.test(value) ? Number(value) : undefined
}

/** One end of the conversation of a layer, as text. */
function endOf(layers: Layers, at: number, end: End): string {
  let [port, address] = ['', '']
  for (let above = layers.parent(at); above >= 0 && address === ''; above = layers.parent(above)) {
    const kind = kindsOfEnds[layers.protocol[above]!]
    if (kind === 'port') port = `${portAt(layers, above, end)}`
    if (kind !== 'address') continue
    const place = placeOf(layers, above, end)
    address = hex(layers.bytesOf(above).subarray(place, place + sizeOf(layers, above)))
  }
  return `${address} ${port}`
}

const optionAcknowledgement = 6
const usualSize = 512
/** Blocks further ahead are old ones. */
const mostAhead = 0x7fff
const mostTransfers = 4096
const longestPath = 1024
