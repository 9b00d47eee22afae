/** The interfaces of protocols and records that the build writes: they are what the definitions say. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { API } from 'typescript/unstable/sync'
import { afterAll, expect, test } from 'vitest'
import { protocols } from '../../src/protocols/index.ts'
import { runIn } from '../support/packed.ts'

// Beside the declarations, so that they are found without a project of their own.
const folder = mkdtempSync(resolve('build', 'named-types-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const head = `import type { protocols as inferred } from '../library/protocols/inferred.js'
import type { protocols as named, Tcp } from '../library/protocols/index.js'
import type { ViewOf } from '../library/schema/index.js'

type Inferred = { readonly [K in keyof typeof inferred]: ViewOf<(typeof inferred)[K]> }
type Named = { readonly [K in keyof typeof named]: ViewOf<(typeof named)[K]> }
`
const flags =
  '--ignoreConfig --noEmit --strict --exactOptionalPropertyTypes --module nodenext --target es2023 --types node'.split(
    ' ',
  )

async function errorsOf(name: string, text: string): Promise<string> {
  writeFileSync(join(folder, name), `${head}${text}`)
  const { stdout } = await runIn(folder, process.execPath, [resolve('node_modules/typescript/bin/tsc'), name, ...flags])
  return stdout
}

test('they agree with the types that are inferred, both ways', { timeout: 60_000 }, async () => {
  const agreement = `
    export const one = (given: Inferred): Named => given
    export const other = (given: Named): Inferred => given
    type Wrong = Omit<Named, 'tcp'> & { readonly tcp: Omit<Tcp, 'sourcePort'> & { readonly sourcePort: string } }
    // @ts-expect-error this would be seen
    export const wrong = (given: Inferred): Wrong => given
    type Less = Omit<Named, 'dns'>
    // @ts-expect-error this too
    export const less = (given: Less): Inferred => given
  `
  expect(await errorsOf('agreement.ts', agreement)).toBe('')
})

test('messages of the compiler name them', { timeout: 60_000 }, async () => {
  const program = `
    declare const layers: { readonly [K in keyof Named]: Named[K] | undefined }
    export const number: number = layers.tcp
    export const questions: string = layers.dns!.questions
  `
  const errors = await errorsOf('message.ts', program)
  expect(errors).toContain("Type 'Tcp | undefined' is not assignable to type 'number'")
  expect(errors).toContain("Type 'readonly DnsQuestion[]' is not assignable to type 'string'")
})

test('a property of a packet says what it is', { timeout: 60_000 }, () => {
  const api = new API()
  try {
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ files: ['packet.ts'] }))
    const text =
      "import type { Packet } from '../../dist/library/decode.js'\nexport const of = ({ tcp }: Packet) => tcp\n"
    writeFileSync(join(folder, 'packet.ts'), text)
    const [project] = api.updateSnapshot({ openProject: join(folder, 'tsconfig.json') }).getProjects()
    const { checker } = project!
    const packet = checker.getTypeAtPosition(join(folder, 'packet.ts'), text.indexOf('Packet }'))!
    const tcp = checker.getPropertyOfType(packet, 'tcp')!
    expect(checker.typeToString(checker.getTypeOfSymbol(tcp)!)).toBe('Tcp | undefined')
    expect(tcp.getDocumentationComment(checker)).toMatch(/^Transmission Control Protocol.* Filter name: `tcp`\.$/)
  } finally {
    api.close()
  }
})

test('every protocol has one, and nearly every field says what it is', () => {
  const text = readFileSync('build/library/protocols/index.d.ts', 'utf8')
  const interfaces = [...text.matchAll(/^export interface (\w+) extends View \{$/gm)].map(([, name]) => name!)
  expect(new Set(interfaces).size).toBe(interfaces.length)
  for (const property of Object.keys(protocols))
    expect(text).toContain(`readonly ${property}: Schema<${property[0]!.toUpperCase()}${property.slice(1)}>\n`)
  expect(text).toContain(
    '/** Domain Name System, RFC 1035: a message in a datagram. Filter name: `dns`. */\nexport interface Dns extends View {',
  )
  expect(text).toContain('  /** Source Port: `tcp.srcport`, `tcp.port`. */\n  readonly sourcePort: number\n')
  expect(text).toContain(
    '  /** Time to live: `dns.resp.ttl`, in seconds. */\n  readonly timeToLive: number | undefined\n',
  )
  expect(text).toContain('/** Option, of `Tcp`. RFC 9293, section 3.2. */\nexport interface TcpOption extends View {')
  const fields = text.match(/^ {2}readonly /gm)!.length
  const documented = text.match(/ \*\/\n {2}readonly /g)!.length
  expect(documented / fields).toBeGreaterThan(0.98)
})
