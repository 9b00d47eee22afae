/** What must compile in a page: without the types of Node, and with those of libraries checked. */
import { CaptureBytes, openStream, packets, Packet } from 'onwire/decode'
import type { CaptureFile, DnsQuestion, protocols, Tcp, ViewOf } from 'onwire/decode'
import { protocol, u16 } from 'onwire/schema'

export const acme = protocol('acme', 'Acme', { 'udp.port': [9999] }).fields({ value: u16('acme.value', 'Value') })

declare module 'onwire/decode' {
  interface Protocols {
    readonly acme: typeof acme
  }
}

export async function typed(file: File, input: Response): Promise<string> {
  const capture: CaptureFile = await openStream(input)
  const written = new CaptureBytes({ source: capture, format: 'pcap' })
  for await (const batch of capture) for (let index = 0; index < batch.length; index++) written.write(batch, index)
  for await (const packet of packets(file, { filter: 'tcp' })) {
    const port: number | undefined = packet.tcp?.sourcePort
    const value: number | undefined = packet.acme?.value
    const question: DnsQuestion | undefined = packet.dns?.questions[0]
    const name: string | undefined = question?.name
    // @ts-expect-error there is no such field
    void packet.tcp?.sourcePrt
    // @ts-expect-error there is no such protocol
    void packet.tpc
    void [port, value, name]
  }
  const tcp: Tcp | undefined = Packet.of(new Uint8Array(0)).tcp
  const layer: ViewOf<typeof protocols.tcp> | undefined = tcp
  void layer
  void tcp
  // @ts-expect-error a path has no meaning in a page
  void packets('trace.pcapng')
  return URL.createObjectURL(new Blob([written.finish()]))
}
