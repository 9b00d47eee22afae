/** The bundlers that web pages are made with. Each gives what it warned of. */
import { build as esbuild } from 'esbuild'
import { rolldown } from 'rolldown'
import { build as vite, createLogger } from 'vite'

export interface Bundling {
  /** The folder of the project, which has an index.html. */
  readonly root: string
  /** Its main module, from there. */
  readonly entry: string
  /** Where the bundle goes: modules that are loaded on demand, or one script that defines `program`. */
  readonly outDir: string
  readonly script?: boolean
}

type Bundler = (bundling: Bundling) => Promise<readonly string[]>

export const bundlers: Readonly<Record<'esbuild' | 'rolldown' | 'vite', Bundler>> = {
  async esbuild({ root, entry, outDir, script = false }) {
    const { warnings } = await esbuild({
      absWorkingDir: root,
      entryPoints: [entry],
      outdir: outDir,
      bundle: true,
      platform: 'browser',
      minify: true,
      logLevel: 'silent',
      ...(script ? { format: 'iife', globalName: 'program' } : { format: 'esm', splitting: true }),
    })
    return warnings.map(({ text }) => text)
  },

  async rolldown({ root, entry, outDir, script = false }) {
    const warnings: string[] = []
    const bundle = await rolldown({
      cwd: root,
      input: `./${entry}`,
      platform: 'browser',
      onLog: (level, { message }) => void (level === 'warn' && warnings.push(message)),
    })
    const format = script
      ? ({ format: 'iife', name: 'program', codeSplitting: false } as const)
      : ({ format: 'esm' } as const)
    await bundle.write({ dir: outDir, minify: true, ...format })
    await bundle.close()
    return warnings
  },

  async vite({ root, outDir }) {
    const warnings: string[] = []
    const customLogger = createLogger('silent')
    customLogger.warn = customLogger.warnOnce = (message) => void warnings.push(message)
    await vite({
      root,
      base: './',
      configFile: false,
      customLogger,
      build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 2500, modulePreload: { polyfill: false } },
    })
    return warnings
  },
}
