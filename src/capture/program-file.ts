/** The worker threads and processes of onwire, by their path under `capture/` without extension. */
const programs = [
  'engines/cap/cap-process',
  'engines/libpcap/capture-thread',
  'traffic/isolated/isolated-process',
] as const
export type BesideProgram = (typeof programs)[number]

/**
 * The built file of a thread or process: in `dist/programs`, beside the folders of the bundled library and command.
 * Where modules are not bundled it is beside this one, and when running from sources, as in tests, in `build/library`.
 */
export function programFile(program: BesideProgram, from = import.meta.url): URL {
  return new URL(`${folder(from)}${program}.js`, from)
}

function folder(url: string): string {
  // Bundled into one of these programs, this module is in the folder of that program.
  const own = programs.find((each) => url.endsWith(`/${each}.js`))
  if (own !== undefined) return '../'.repeat(own.split('/').length - 1)
  if (url.endsWith('.ts')) return '../../build/library/capture/'
  // A bundle may have a file of this name too.
  return url.endsWith('/capture/program-file.js') ? './' : '../programs/'
}
