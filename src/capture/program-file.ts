/** The worker threads and processes of onwire, by their path under `capture/` without extension. */
export type BesideProgram =
  'engines/cap/cap-process' | 'engines/libpcap/capture-thread' | 'traffic/isolated/isolated-process'

/**
 * The built file of a thread or process. When running from sources, as in tests, that in `dist`; the bundle has it
 * under the same path.
 */
export function programFile(program: BesideProgram): URL {
  const folder = import.meta.url.endsWith('.ts') ? '../../dist/capture/' : './'
  return new URL(`${folder}${program}.js`, import.meta.url)
}
