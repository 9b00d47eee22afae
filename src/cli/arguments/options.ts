/** Every option by its long name, in the order of the help. A letter means what it means in tcpdump. */
import type { Option } from './option.ts'
import { captureOptions } from './tables/capture.ts'
import { commandOptions } from './tables/command.ts'
import { compatibilityOptions } from './tables/compatibility.ts'
import { conversationOptions } from './tables/conversations.ts'
import { diagnosisOptions } from './tables/diagnosis.ts'
import { anonymiseOptions, editOptions } from './tables/edit.ts'
import { expectationOptions } from './tables/expectations.ts'
import { filterOptions } from './tables/filter.ts'
import { outputOptions } from './tables/output.ts'
import { packetDetailOptions } from './tables/packet-details.ts'
import { placeOptions, protocolOptions } from './tables/protocols.ts'
import { failureOptions, savingOptions } from './tables/saving.ts'
import { selectionOptions } from './tables/selection.ts'
import { sendingOptions } from './tables/sending.ts'
import { statisticsOptions } from './tables/statistics.ts'
import { objectOptions, streamOptions } from './tables/streams.ts'

export const options = {
  ...selectionOptions,
  ...streamOptions,
  ...objectOptions,
  ...expectationOptions,
  ...diagnosisOptions,
  ...outputOptions,
  ...packetDetailOptions,
  ...conversationOptions,
  ...protocolOptions,
  ...placeOptions,
  ...savingOptions,
  ...failureOptions,
  ...captureOptions,
  ...commandOptions,
  ...editOptions,
  ...statisticsOptions,
  ...sendingOptions,
  ...filterOptions,
  ...anonymiseOptions,
  ...compatibilityOptions,
}

export type OptionName = keyof typeof options

/** The options given on a command line, by their long names. Only plans (`plans/`) read it. */
export type Values = { readonly [K in OptionName]?: ValueOf<(typeof options)[K]> }

type ValueOf<O extends Option> = O extends { readonly choices: readonly (infer Choice)[] }
  ? Choice
  : O['kind'] extends 'switch'
    ? true
    : O['kind'] extends 'count' | 'number'
      ? number
      : O['kind'] extends 'list'
        ? readonly string[]
        : O['kind'] extends 'words'
          ? readonly GivenWords[]
          : string

/** The words of one use of an option. */
export interface GivenWords {
  /** Its place on the command line, among others of this kind. */
  readonly place: number
  readonly words: readonly string[]
}
