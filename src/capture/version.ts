import { readFileSync } from 'node:fs'

/** The version of onwire, such as `1.2.3`. */
export const version = (): string =>
  (JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version

/** The program that makes a capture, as its file says: `onwire 1.2.3`. */
export const application = (): string => `onwire ${version()}`
