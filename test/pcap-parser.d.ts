/** The part of pcap-parser 0.2.1 that the tests use: it comes without types. */
declare module 'pcap-parser' {
  import type { EventEmitter } from 'node:events'
  import type { Readable } from 'node:stream'

  interface PcapPacket {
    header: { timestampSeconds: number; timestampMicroseconds: number; capturedLength: number; originalLength: number }
    data: Uint8Array
  }

  interface Parser extends EventEmitter {
    on(event: 'packet', listener: (packet: PcapPacket) => void): this
    on(event: 'end', listener: () => void): this
    on(event: 'error', listener: (error: Error) => void): this
  }

  export function parse(input: string | Readable): Parser
}
