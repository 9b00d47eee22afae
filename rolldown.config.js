/**
 * How the command is bundled. To find and load a file costs Node a millisecond or two, so what the usual looks at a capture file load
 * together is one file: `read` itself; the decoder; packets as lines. Which modules those are follows from their imports.
 */
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { defineConfig } from 'rolldown'

const source = (path) => {
  const id = resolve(import.meta.dirname, 'src', path)
  if (!existsSync(id)) throw new Error(`rolldown.config.js speaks of src/${path}, which is not there`)
  return id
}

const main = source('cli/main.ts')
const read = [main, source('cli/commands/read.ts')]
const captureFilter = [source('filter/capture/index.ts')]
const decoder = ['packet/layers.ts', 'packet/fields.ts'].map(source)
const lines = ['cli/terminal/output.ts', 'cli/terminal/color.ts', 'cli/sinks/printer.ts', 'output/formats/line.ts'].map(
  source,
)

/** What modules import and what that imports, themselves included, but not what is loaded only on demand (`await import`). */
function importsOf(roots, context) {
  const found = new Set(roots)
  for (const id of found) for (const imported of context.getModuleInfo(id)?.importedIds ?? []) found.add(imported)
  return found
}

let looks

/** The part of the bundle a module goes to; null where the bundler decides. */
function partOf(id, context) {
  // All modules are known once the first is asked for.
  looks ??= [read, captureFilter, decoder, lines].map((roots) => importsOf(roots, context))
  const [ofRead, ofCaptureFilter, ofDecoder, ofLines] = looks.map((modules) => modules.has(id))
  if (id === main) return null
  if (ofRead) return 'reading'
  // Capture filters look up names without a decoder.
  if (ofDecoder) return ofCaptureFilter ? 'names' : 'decoding'
  return ofLines ? 'lines' : null
}

/** What is neither compiled nor bundled. */
const copied = {
  name: 'copied',
  writeBundle() {
    cpSync('src/check/expectations.schema.json', 'dist/check/expectations.schema.json')
    cpSync('src/cli/protocol-files/import-module.cjs', 'dist/cli/import-module.cjs')
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
  external: ['cap', 'diff', 'fzstd', 'koffi', 'picocolors', 'yaml', 'yargs'],
}
// Without comments and spaces there is a quarter less to parse; names stay, for who reports a defect.
const minify = { compress: false, mangle: false, codegen: true }

export default defineConfig([
  {
    ...bundle,
    input: [main],
    plugins: [copied],
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
    // Under the paths that `capture/program-file.ts` looks for.
    input: Object.fromEntries(
      ['engines/cap/cap-process', 'engines/libpcap/capture-thread', 'traffic/isolated/isolated-process'].map((file) => [
        file,
        `src/capture/${file}.ts`,
      ]),
    ),
    output: { dir: 'dist/cli', format: 'esm', minify },
  },
  {
    ...bundle,
    input: ['src/cli/arguments/man-page.ts'],
    plugins: [manual],
    output: { dir: 'build/man', format: 'esm' },
  },
])
