/** Commands that share options, by what they do: a new command is added here, not to each option. */
import type { CommandName } from './commands.ts'

/** Those that show packets. */
export const showing = ['read', 'live', 'run'] as const satisfies readonly CommandName[]
/** Those that read capture files for more than their packets in order. */
export const analysing = ['check', 'diagnose', 'stats'] as const satisfies readonly CommandName[]
/** Those that merge several capture files. */
export const merging = ['read', ...analysing, 'edit', 'follow', 'export'] as const satisfies readonly CommandName[]
/** All that take packets, of files, interfaces or commands. */
export const taking = [...merging, 'live', 'run', 'send'] as const satisfies readonly CommandName[]
/** Those that write capture files. */
export const writing = [...showing, 'edit'] as const satisfies readonly CommandName[]

/** A group without some of its commands. */
export const without = (group: readonly CommandName[], ...left: readonly CommandName[]): readonly CommandName[] =>
  group.filter((each) => !left.includes(each))
