import { spawnSync } from 'node:child_process'

/** Why what a command sends cannot be captured exactly here; undefined if it can. */
export async function exactTrouble(): Promise<string | undefined> {
  const { equipment } = await import('../../src/capture/traffic/requirements.ts')
  try {
    await equipment()
  } catch (error) {
    return (error as Error).message
  }
  return ['curl', 'setpriv'].find((tool) => spawnSync('which', [tool]).status !== 0)?.concat(' is not installed')
}
