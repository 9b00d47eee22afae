/** Headless Chromium, where it is installed. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'headless_shell']
const usual = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']

/** The path of a browser; undefined if there is none. */
export const browser = [
  ...(process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))),
  ...usual,
].find((path) => existsSync(path))

/** Milliseconds that a page has. */
const patience = 45_000

/** Opens a page until `done` resolves. Rejects if the browser ends before, or takes too long. */
export async function visit<T>(url: string, done: Promise<T>): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), 'onwire-browser-'))
  // Root has no sandbox in Chromium; the pages are those of the tests.
  const words = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run']
  const child = spawn(browser!, [...words, `--user-data-dir=${profile}`, url], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const early = ended.then(() => {
    throw new Error(`the browser ended:\n${said}`)
  })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the page has not answered:\n${said}`)), patience)
  })
  try {
    return await Promise.race([done, early, late])
  } finally {
    early.catch(() => {})
    clearTimeout(timer)
    child.kill()
    await ended
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
