/** How the command is bundled. What every look at a capture file takes is one file: to find and load a file costs Node a millisecond or two. */
import { defineConfig } from 'rolldown'

const reading = new RegExp(
  String.raw`src/(${[
    'files/(?!zstd|lz4|xxhash|framed)',
    'filter/error',
    'packet/suggestion',
    'capture/writing/byte-sink',
    'capture/remote/tcp-address',
    String.raw`capture/engines/engine\.ts`,
    String.raw`capture/reading/(file|intake|descriptor|decompressed|read-memory|file-failure|header|turns)\.ts`,
    String.raw`cli/(arguments|broken-pipe|delivery|exit-status|filter|gathered|misuse|named-options|options|print|receivers|stop|tally|terminal|trigger|commands/read)\.ts`,
  ].join('|')})`,
)

const bundle = {
  platform: 'node',
  external: ['cap', 'cli-table3', 'diff', 'fzstd', 'koffi', 'picocolors', 'yaml', 'yargs'],
}
// Without comments and spaces there is a quarter less to parse; names stay, for who reports a defect.
const minify = { compress: false, mangle: false, codegen: true }

export default defineConfig([
  {
    ...bundle,
    input: ['src/cli/main.ts'],
    output: {
      dir: 'dist/cli',
      format: 'cjs',
      cleanDir: true,
      minify,
      entryFileNames: '[name].cjs',
      // Without a hash: Node's cache of compiled code, which goes by path, does not grow with each version.
      chunkFileNames: '[name].cjs',
      dynamicImportInCjs: false,
      codeSplitting: {
        groups: [
          { name: 'reading', test: reading },
          // Capture filters look up names, and interfaces show addresses, without a decoder.
          { name: 'names', test: /src\/protocols\/names\/(services|linkTypes)/, priority: 1 },
          { name: 'schema', test: /src\/schema\//, priority: 1 },
          { name: 'decoding', test: /src\/(packet|protocols)\// },
        ],
      },
    },
  },
  {
    ...bundle,
    input: [
      'src/capture/engines/cap-process.ts',
      'src/capture/engines/capture-thread.ts',
      'src/capture/traffic/isolated-process.ts',
    ],
    output: { dir: 'dist/cli', format: 'esm', minify },
  },
])
