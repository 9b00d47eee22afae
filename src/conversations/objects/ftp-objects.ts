/** Files that were transferred over data connections of FTP. */
import type { Layers } from '../../packet/layers.ts'
import { idOf } from '../../packet/registry/index.ts'
import { protocols } from '../../protocols/index.ts'
import type { ViewOf } from '../../schema/index.ts'
import { StreamJoiner, type Piece } from '../messages/stream-joiner.ts'
import { GrowingBytes, objectBudget } from './growing-bytes.ts'
import type { IsKept, ObjectReader, TransferredObject } from './transferred-object.ts'

interface Transfer {
  readonly bytes: GrowingBytes
  readonly joiner: StreamJoiner<Piece>
  /** Bytes of the stream that came or are missing. */
  passed: number
  /** How many bytes there are, once that is known. */
  length: number | undefined
  command: string | undefined
  frame: number
  isKept: boolean
}

export class FtpObjects implements ObjectReader {
  /** By the stream, and the port that they come from. */
  private readonly transfers = new Map<string, Transfer>()
  private readonly budget = objectBudget()
  private readonly room = { left: 16 << 20 }

  /** Looks at the layers of data, and at those of TCP, which say where it ends. */
  objectsIn(layers: Layers, at: number, frame: number, isKept: IsKept): readonly TransferredObject[] {
    const isData = layers.protocol[at] !== tcp
    if (!isData && this.transfers.size === 0) return []
    const segment = isData ? layers.parent(at) : at
    const facts = layers.facts[segment]
    if (facts === undefined || layers.protocol[segment] !== tcp) return []
    const header = layers.view(segment) as unknown as ViewOf<typeof protocols.tcp>
    const key = `${String(facts['stream'])} ${header.sourcePort}`
    const transfer = isData ? this.transferOf(key) : this.transfers.get(key)
    if (transfer === undefined) return []
    const sequence = Number(facts['relativeSequence'])
    if (isData) {
      transfer.frame = frame
      transfer.isKept = isKept()
      transfer.command = (layers.facts[at]?.['command'] as string | undefined) ?? transfer.command
      transfer.joiner.take({
        sequence,
        bytes: layers.bytesOf(at),
        from: layers.start[at]!,
        to: layers.end[at]!,
        originalTo: layers.originalEnd[at]!,
        isOwn: false,
      })
    } else if (header.flags.fin) transfer.length = sequence - 1 + Math.max(0, header.segmentLength)
    if (transfer.length === undefined || transfer.passed < transfer.length) return []
    this.transfers.delete(key)
    return [objectOf(transfer)]
  }

  finish(): readonly TransferredObject[] {
    const unfinished = [...this.transfers.values()]
    this.transfers.clear()
    for (const { joiner, bytes } of unfinished) {
      joiner.finish()
      bytes.isCut = true
    }
    return unfinished.filter(({ bytes, isKept }) => isKept && bytes.length > 0).map(objectOf)
  }

  private transferOf(key: string): Transfer | undefined {
    const { transfers, room } = this
    const known = transfers.get(key)
    if (known !== undefined || transfers.size >= mostTransfers) return known
    const bytes = new GrowingBytes(this.budget)
    const reader = {
      bytes: (piece: Piece, from: number, cut: number) => {
        transfer.passed += piece.to - from + cut
        bytes.add(piece.bytes.subarray(from, piece.to))
        if (cut > 0) bytes.isCut = true
      },
      gap: (length: number) => {
        transfer.passed += length
        bytes.isCut = true
      },
    }
    const joiner = new StreamJoiner<Piece>(reader, room)
    joiner.begin(1)
    const transfer: Transfer = {
      bytes,
      joiner,
      passed: 0,
      length: undefined,
      command: undefined,
      frame: 0,
      isKept: true,
    }
    transfers.set(key, transfer)
    return transfer
  }
}

const objectOf = ({ command = '', bytes, frame }: Transfer): TransferredObject => ({
  kind: 'ftp-data',
  frame,
  // Of `RETR name` the name; of a list, which has none, the command.
  path: /^\w+ ([^]+)$/.exec(command)?.[1] ?? command,
  host: undefined,
  contentType: undefined,
  bytes: bytes.take(),
  isCut: bytes.isCut,
  encodings: [],
})

const tcp = idOf(protocols.tcp)
const mostTransfers = 4096
