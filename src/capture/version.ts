import { readFileSync } from 'node:fs'

/** The program that makes a capture, as its file says: `onwire 1.2.3`. */
export const application = () =>
  `onwire ${(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }).version}`
