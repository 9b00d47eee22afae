/** The worker threads and processes of onwire, by their path under `capture/` without extension. */
const programs = [
  'engines/cap/cap-process',
  'engines/libpcap/capture-thread',
  'traffic/isolated/isolated-process',
] as const
export type BesideProgram = (typeof programs)[number]

/**
 * The built file of a thread or process. When running from sources, as in tests, that in `dist`; the bundle has it
 * under the same path.
 */
export function programFile(program: BesideProgram): URL {
  // Bundled into one of these programs, this module is in the folder of that program.
  const own = programs.find((each) => import.meta.url.endsWith(`/${each}.js`))
  const up = own === undefined ? './' : '../'.repeat(own.split('/').length - 1)
  const folder = import.meta.url.endsWith('.ts') ? '../../dist/capture/' : up
  return new URL(`${folder}${program}.js`, import.meta.url)
}
