/** The command `onwire`: parses its arguments and starts one of `commands/`, which are loaded on demand. */
import { version } from '../capture/version.ts'
import { CaptureError } from '../files/error.ts'
import { FilterError } from '../filter/error.ts'
import { parseArguments, type Arguments } from './arguments/parse.ts'
import { isBrokenPipe } from './terminal/broken-pipe.ts'
import { exitStatus } from './exit-status.ts'
import { UsageError } from './usage-error.ts'
import { say } from './say.ts'
import { standardOutput } from './terminal/standard-output.ts'
import { isTerminalGone } from './terminal/terminal.ts'

void run(process.argv.slice(2)).then((status) => {
  if (isTerminalGone()) return leave()
  // What was written to a pipe may still be on its way, unless its reader does not read.
  if (standardOutput.givenUp) process.exit(status)
  process.exitCode = status
})

/** Node resets terminals when it exits, and aborts where one has been closed: a signal ends it without that. */
function leave(): void {
  process.removeAllListeners('SIGHUP')
  process.kill(process.pid, 'SIGHUP')
}

async function run(words: readonly string[]): Promise<number> {
  try {
    if (words[0] === '--get-yargs-completions') return await complete(words.slice(2))
    if (words.length === 1 && words[0] === '--version') return await showVersion()
    const parsed = parseArguments(words)
    if (parsed !== undefined) return (await start(parsed)) ?? exitStatus.done
    await (await import('./arguments/help.ts')).answer(words)
    return exitStatus.done
  } catch (error) {
    return report(error, words)
  }
}

/** Called by the scripts that `onwire completion` prints. */
async function complete(words: readonly string[]): Promise<number> {
  const { completions } = await import('./completion/candidates.ts')
  await (await import('./sinks/printer.ts')).print(await completions(words, process.env))
  return exitStatus.done
}

/** Programs call this when they start, so it does not load yargs. */
async function showVersion(): Promise<number> {
  await (await import('./sinks/printer.ts')).print(`${version}\n`)
  return exitStatus.done
}

async function start({ command, values, operands }: Arguments): Promise<number | void> {
  if (values.protocol !== undefined) {
    const { registerProtocolFiles } = await import('./protocol-files/index.ts')
    await registerProtocolFiles(values.protocol.map(({ words }) => words[0]!))
  }
  if (values.geoip !== undefined)
    await (await import('./names/geography.ts')).provideDatabases(values.geoip.map(({ words }) => words[0]!))
  const { 'decode-as': decodedAs, 'disable-protocol': disabled } = values
  if (decodedAs !== undefined || disabled !== undefined)
    (await import('./protocol-choice.ts')).chooseProtocols(decodedAs, disabled)
  switch (command) {
    case 'read':
      return (await import('./commands/read.ts')).read(values, operands)
    case 'live':
      return (await import('./commands/live.ts')).live(values, operands)
    case 'check':
      return (await import('./commands/check.ts')).check(values, operands)
    case 'diagnose':
      return (await import('./commands/diagnose.ts')).diagnose(values, operands)
    case 'run':
      return (await import('./commands/run.ts')).run(values, operands)
    case 'edit':
      return (await import('./commands/edit.ts')).edit(values, operands)
    case 'send':
      return (await import('./commands/send.ts')).send(values, operands)
    case 'stats':
      return (await import('./commands/stats.ts')).stats(values, operands)
    case 'info':
      return (await import('./commands/info.ts')).info(values, operands)
    case 'follow':
      return (await import('./commands/follow.ts')).follow(values, operands)
    case 'export':
      return (await import('./commands/export.ts')).exportObjects(values, operands)
    case 'fields':
      return (await import('./commands/fields.ts')).fields(values, operands)
    case 'protocols':
      return (await import('./commands/protocols.ts')).protocols(values, operands)
    case 'filter':
      return (await import('./commands/filter.ts')).filter(values, operands)
    case 'interfaces':
      return (await import('./commands/interfaces.ts')).interfaces(values, operands)
  }
}

function report(error: unknown, words: readonly string[]): number {
  if (isBrokenPipe(error)) return exitStatus.done
  if (error instanceof CaptureError) return fail(error.message, exitStatus.capture)
  if (error instanceof UsageError || error instanceof FilterError) return fail(error.message, exitStatus.usage)
  // The line may not have been parsed yet.
  const verbose = words.some((word) => /^-[^-]*v/.test(word) || word === '--verbose')
  const detail = verbose && error instanceof Error ? error.stack : `${error}`
  const advice = verbose ? '' : ' (-v shows where)'
  return fail(`internal error; please report it${advice}: ${detail}`, exitStatus.internal)
}

function fail(message: string, status: number): number {
  say(`onwire: ${message}\n`)
  return status
}
