import { isCommand } from './arguments.ts'

/** Commands, options and their values as yargs knows them, and interfaces; for anything else the shell offers files. */
export async function completions(current: string, _: unknown, ordinary: OrdinaryCompletion, done: (names: string[]) => void): Promise<void> {
  const words = process.argv.slice(process.argv.indexOf('--get-yargs-completions') + 2)
  const named = words.find(isCommand)
  const before = words.at(-2)
  if ((named === 'live' && before === 'live') || before === '-i' || before === '--interface') return done(await interfaceNames(current))
  ordinary((_error, names = []) => done(current.startsWith('-') ? names : names.filter((name) => !name.startsWith('-'))))
}

type OrdinaryCompletion = (found: (error: Error | null, names: string[] | undefined) => void) => void

async function interfaceNames(start: string): Promise<string[]> {
  try {
    const { listInterfaces } = await import('../capture/interfaces.ts')
    return (await listInterfaces()).map(({ name }) => name).filter((name) => name.startsWith(start))
  } catch {
    // Completion has nobody to tell that live capture is not possible.
    return []
  }
}
