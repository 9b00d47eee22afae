/** How the command is bundled. What every look at a capture file takes is one file: to find and load a file costs Node a millisecond or two. */
import { defineConfig } from 'rolldown'

const reading = new RegExp(String.raw`src/(${[
  'files/(?!zstd|lz4|xxhash|framed)', 'filter/error', 'packet/suggestion', 'capture/writing/byte-sink', 'capture/remote/tcp-address', String.raw`capture/engines/engine\.ts`,
  String.raw`capture/reading/(file|intake|descriptor|decompressed|read-memory|file-failure|header|turns)\.ts`,
  String.raw`cli/(arguments|broken-pipe|delivery|exit-status|filter|gathered|misuse|named-options|options|print|receivers|stop|tally|terminal|trigger|commands/read)\.ts`,
].join('|')})`)

export default defineConfig({
  input: ['src/cli/main.ts', 'src/capture/engines/cap-process.ts', 'src/capture/engines/capture-thread.ts', 'src/capture/traffic/isolated-process.ts'],
  platform: 'node',
  external: ['cap', 'cli-table3', 'diff', 'fzstd', 'koffi', 'picocolors', 'yaml', 'yargs'],
  output: {
    dir: 'dist/cli', format: 'esm', cleanDir: true,
    // Without comments and spaces there is a quarter less to parse; names stay, for who reports a defect.
    minify: { compress: false, mangle: false, codegen: true },
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
})
