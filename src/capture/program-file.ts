/** The programs that onwire starts beside itself, by their path under `capture/` without an ending. */
export type BesideProgram =
  'engines/cap/cap-process' | 'engines/libpcap/capture-thread' | 'traffic/isolated/isolated-process'

/**
 * The built file of a thread or process. From sources, as in tests, the file in `dist` is used too; the bundle has it
 * under the same path.
 */
export function programFile(program: BesideProgram): URL {
  const folder = import.meta.url.endsWith('.ts') ? '../../dist/capture/' : './'
  return new URL(`${folder}${program}.js`, import.meta.url)
}
