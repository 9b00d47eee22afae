/** Dropbox LAN sync discovery: clients tell others on the network, in JSON, who they are and which folders they have. */
import { ahead, lineOf, protocol, range, record, text, u8, utf8Text, when } from '../../../schema/index.ts'

const isObject = ({ first }: { readonly first: number }) => first === 0x7b

const isText = record('Text', { first: u8('db-lsp.text', 'First byte') }).recognizer({ first: range(0x20, 0x7e) })

export const dropboxDiscovery = protocol('db-lsp-disc', 'Dropbox LAN sync Discovery Protocol', { 'udp.port': [17500] })
  .accepts(isText)
  .fields({ first: ahead(8) })
  .fields({ text: when((layer) => !isObject(layer), text('db-lsp.text', 'Text')) })
  .payload({ tables: [['media_type', (layer) => (isObject(layer) ? 'application/json' : '')]] })
  .colored('management')
  .summarized(({ bytes, start, limit }) => {
    const said = utf8Text(bytes, start, Math.min(limit, start + 2048))
    const member = (name: string, value: string) => new RegExp(`"${name}": ?${value}`).exec(said)?.[1]
    const [host, port, folders] = [member('host_int', '"?(\\d+)'), member('port', '(\\d+)'), member('namespaces', '\\[([\\d, ]*)')]
    if (host === undefined) return 'LAN sync discovery'
    return lineOf(['LAN sync discovery of client', host, port && `on TCP port ${port}`,
      folders && `, ${folders.split(',').length} folders`], ' ').replace(' ,', ',')
  })
  .borrows('db-lsp')
