/** The built file of a thread or process of an engine. Where this runs from its sources, as in tests, the built one is taken all the same. */
export function programFile(name: string): URL {
  return new URL(
    import.meta.url.endsWith('.ts') ? `../../../dist/capture/engines/${name}.js` : `./${name}.js`,
    import.meta.url,
  )
}
