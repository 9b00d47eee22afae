/**
 * How the library and the command are bundled.
 *
 * The library is a file for each entry and few that they share. They are divided so that a bundler that takes them drops what a program does
 * not use: it can drop a file, and of a file what has no effect when it is loaded, which protocol definitions have.
 *
 * Of the command, to find and load a file costs Node a millisecond or two, so what the usual looks at a capture file load
 * together is one file: `read` itself; the decoder; packets as lines. Which modules those are follows from their imports.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { defineConfig } from 'rolldown'
import { dts } from 'rolldown-plugin-dts'
import { definitionsOnDemand } from './scripts/bundling/definitions-on-demand.js'

const source = (path) => {
  const id = resolve(import.meta.dirname, 'src', path)
  if (!existsSync(id)) throw new Error(`rolldown.config.js speaks of src/${path}, which is not there`)
  return id
}

const main = source('cli/main.ts')
const read = [main, source('cli/commands/read.ts'), source('cli/terminal/color.ts')]
const captureFilter = [source('filter/capture/index.ts')]
const displayFilter = [source('filter/display/index.ts')]
/** The decoder, and by what the conversation of a packet is found. */
const decoder = [
  'packet/layers.ts',
  'packet/fields.ts',
  'packet/endpoints.ts',
  'packet/registry/plain-frames.ts',
  'conversations/conversation-table.ts',
].map(source)
const lines = [
  'cli/terminal/output.ts',
  'cli/terminal/color.ts',
  'cli/sinks/printer.ts',
  'output/formats/plain-line.ts',
].map(source)

/** What follows conversations: for all that shows what they tell. */
const conversations = [source('conversations/follower.ts')]

/** What lines for people, trees and tables take. */
const details = ['output/describe/dump.ts', 'text/table.ts', 'cli/arguments/plans/parts/amounts.ts'].map(source)

const edits = ['anonymise/anonymise', 'comments', 'duplicates', 'sorted-stream', 'tunnels', 'vlan'].map(
  (name) => `edit/${name}.ts`,
)
/** Further files, each for what none before it has: what several commands load on demand, then the commands. */
const others = {
  summary: 'cli/sinks/summary.ts',
  live: 'cli/commands/live.ts',
  run: 'cli/commands/run.ts',
  check: 'cli/commands/check.ts',
  edit: ['cli/commands/edit.ts', ...edits],
  send: 'cli/commands/send.ts',
  diagnose: 'cli/commands/diagnose.ts',
  streams: ['cli/commands/follow.ts', 'cli/commands/export.ts'],
  stats: [
    'cli/commands/stats.ts',
    ...['conversations', 'endpoints'].map((name) => `reports/statistics/talkers/${name}.ts`),
  ],
  info: 'cli/commands/info.ts',
}

/**
 * Parts for what is loaded only on demand and is in none of the others: by folder, since modules of one are mostly loaded
 * together, and a file of its own for each makes a package of hundreds.
 */
const folders = {
  engines: ['capture/engines', 'capture/privileges', 'capture/processes', 'capture/traffic'],
  remote: ['capture/remote', 'capture/sending'],
  writing: ['capture/writing'],
  compression: ['files/compression'],
  tables: ['reports/statistics'],
  gzip: ['capture/gzip'],
  help: ['cli/completion', 'cli/arguments', 'cli/commands'],
}
function folderPartOf(id) {
  const path = relative(source('.'), id)
  return Object.keys(folders).find((part) => folders[part].some((folder) => path.startsWith(folder))) ?? null
}

/** What modules import and what that imports, themselves included, but not what is loaded only on demand (`await import`). */
function importsOf(roots, context) {
  const found = new Set(roots)
  for (const id of found) for (const imported of context.getModuleInfo(id)?.importedIds ?? []) found.add(imported)
  return found
}

/** The entries of the library: the name of each file, and its source. */
const entries = {
  index: 'index',
  decode: 'decode',
  schema: 'schema/index',
  interop: 'capture/interop',
  check: 'check/index',
  vitest: 'check/vitest',
  jest: 'check/jest',
}

/** Threads and processes of the library and of the command, by their path under `capture/`. */
const programs = Object.fromEntries(
  ['engines/cap/cap-process', 'engines/libpcap/capture-thread', 'traffic/isolated/isolated-process'].map((file) => [
    file,
    `capture/${file}`,
  ]),
)

const thread = ['engines/libpcap/capture-thread', 'engines/cap/cap-process'].map((file) => programs[file])
/**
 * Files that entries share, by the modules they are for; a module is in the first of them that needs it. A thread is
 * started for each capture, so it has files of its own; what needs Node is in another one than what browsers take, too.
 */
const shared = Object.entries({
  basics: thread,
  thread,
  definitions: ['schema/index'],
  packet: ['packet/packet', 'packet/register', 'packet/checksums/index', 'packet/fields', 'packet/layers'],
  files: ['files/streams/open-source', 'files/capture-bytes'],
  'display-filter': ['filter/display/index'],
  'capture-filter': ['filter/capture/index'],
  packets: ['filter/packets'],
  reports: ['decode'],
  capture: ['index'],
})
let needs

const isOfCapture = (id) => relative(source('.'), id).startsWith('capture/')

function sharedPartOf(id, context) {
  if (Object.values({ ...entries, ...programs }).some((entry) => source(`${entry}.ts`) === id)) return null
  needs ??= shared.map(([name, roots]) => [
    name,
    importsOf(
      roots.map((root) => source(`${root}.ts`)),
      context,
    ),
  ])
  const found = needs.find(([name, modules]) => modules.has(id) && (name !== 'basics' || !isOfCapture(id)))
  return found?.[0] ?? folderPartOf(id)
}

let looks

/** The part of the bundle of the command a module goes to; null where the bundler decides. */
function partOf(id, context) {
  // All modules are known once the first is asked for.
  const ofOther = Object.values(others).map((paths) => [paths].flat().map(source))
  looks ??= [read, captureFilter, displayFilter, decoder, conversations, lines, details, ...ofOther].map((roots) =>
    importsOf(roots, context),
  )
  const [ofRead, ofCaptureFilter, ofDisplayFilter, ofDecoder, ofConversations, ofLines, ofDetails, ...ofOthers] =
    looks.map((modules) => modules.has(id))
  if (id === main) return null
  if (ofRead) return 'reading'
  // Capture filters look up names without a decoder.
  if (ofDecoder) return ofCaptureFilter ? 'names' : 'decoding'
  // What display filters share with lines is about fields and layers.
  if (ofDisplayFilter && (ofLines || ofConversations)) return 'decoding'
  if (ofConversations) return 'conversations'
  if (ofLines) return 'lines'
  if (ofDisplayFilter || ofCaptureFilter)
    return ofDisplayFilter && ofCaptureFilter ? 'filter' : ofDisplayFilter ? 'display-filter' : 'capture-filter'
  if (ofDetails) return 'details'
  return Object.keys(others)[ofOthers.indexOf(true)] ?? folderPartOf(id)
}

/** What is neither compiled nor bundled. */
const copied = {
  name: 'copied',
  writeBundle() {
    cpSync('src/check/expectations.schema.json', 'dist/check/expectations.schema.json')
    cpSync('src/cli/protocol-files/import-module.cjs', 'dist/cli/import-module.cjs')
  },
}

/** Lets the command start without cryptography in JavaScript, which takes 30 ms to load: it always has that of Node. */
const platformCryptography = {
  name: 'platform-cryptography',
  resolveId: (id) => (id === './portable.ts' ? source('capture/cryptography-of-command.ts') : undefined),
}

/**
 * Leaves the interface that programs add their protocols to in a file of its own: TypeScript merges what is declared for a module only with
 * what that exports by `export *`, and that must be the interface itself.
 */
const protocolsApart = {
  name: 'protocols-apart',
  resolveId(id) {
    return /\bprotocols\.ts$/.test(id) ? { id: './protocols.js', external: true } : undefined
  },
  writeBundle({ dir }) {
    const text = readFileSync('build/library/packet/protocols.d.ts', 'utf8')
    writeFileSync(resolve(dir, 'protocols.d.ts'), text.replace('../protocols/index.ts', './decode.js'))
  },
}

/** Exports the interfaces of protocols and records, which scripts/named-types has written. */
const namedTypes = {
  name: 'named-types',
  load(id) {
    const exporting = ['index', 'decode'].some((entry) => id === resolve(`build/library/${entry}.d.ts`))
    return exporting ? `${readFileSync(id, 'utf8')}\nexport type * from './protocols/index.ts'\n` : undefined
  },
}

/** Leaves out the parameters of typed arrays, which have them since TypeScript 5.7 only. */
const plainArrays = {
  name: 'plain-arrays',
  generateBundle(_, output) {
    for (const file of Object.values(output))
      file.code = file.code.replace(/\b((?:Uint8|Uint16|Uint32|Int32|Float64)Array)<ArrayBuffer(?:Like)?>/g, '$1')
  },
}

/** Runs what makes the manual page, once it is built. */
const manual = {
  name: 'manual',
  async writeBundle({ dir }, output) {
    const [file] = Object.keys(output)
    const { manPage } = await import(pathToFileURL(resolve(dir, file)).href)
    mkdirSync('man', { recursive: true })
    writeFileSync('man/onwire.1', manPage())
  },
}

const bundle = {
  platform: 'node',
  external: ['cap', 'cli-table3', 'diff', 'fzstd', 'koffi', 'mmdb-lib', 'picocolors', 'yaml', 'yargs'],
}
// Without comments, spaces and long names of variables there is a third less to parse and to fetch; functions and classes
// keep their names, for stack traces.
const minify = { compress: true, mangle: { keepNames: true }, codegen: true }

export default defineConfig([
  {
    ...bundle,
    external: [...bundle.external, 'vitest'],
    plugins: [definitionsOnDemand],
    input: Object.fromEntries(
      Object.entries({ ...entries, ...programs }).map(([name, path]) => [name, source(`${path}.ts`)]),
    ),
    output: {
      dir: 'dist',
      format: 'esm',
      cleanDir: true,
      minify,
      // Threads and processes are where `capture/program-file.ts` looks for them; the files they share are the library's.
      entryFileNames: ({ name }) => (name in programs ? `programs/${name}.js` : 'library/[name].js'),
      minifyInternalExports: false,
      chunkFileNames: 'library/[name].js',
      codeSplitting: {
        includeDependenciesRecursively: false,
        groups: [{ name: sharedPartOf, debugName: 'sharedPartOf' }],
      },
    },
  },
  {
    external: [/^node:/, 'vitest'],
    input: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, `build/library/${path}.d.ts`])),
    plugins: [protocolsApart, namedTypes, dts({ dtsInput: true, emitDtsOnly: true, sourcemap: false }), plainArrays],
    output: { dir: 'dist/library', format: 'esm', chunkFileNames: 'types.d.ts', minifyInternalExports: false },
  },
  {
    ...bundle,
    input: [main],
    plugins: [copied, platformCryptography, definitionsOnDemand],
    preserveEntrySignatures: 'allow-extension',
    output: {
      dir: 'dist/cli',
      format: 'cjs',
      cleanDir: true,
      minify,
      entryFileNames: '[name].cjs',
      // Without a hash: Node's cache of compiled code, which goes by path, does not grow with each version.
      chunkFileNames: '[name].cjs',
      dynamicImportInCjs: false,
      codeSplitting: { includeDependenciesRecursively: false, groups: [{ name: partOf, debugName: 'partOf' }] },
    },
  },
  {
    ...bundle,
    input: ['src/cli/arguments/man-page.ts'],
    plugins: [manual],
    output: { dir: 'build/man', format: 'esm' },
  },
])
