/** What a transcript shows. */
import type { BinaryForm } from './transcript/content.ts'

export interface TranscriptOptions {
  /**
   * Fields to omit, by display-filter names, beyond those that differ in every run; a protocol name omits all of its
   * conversations.
   */
  readonly ignore?: readonly string[] | undefined
  /**
   * What `*` is put in place of: values of fields, by display-filter names such as `http.request.uri.query`, and
   * matches of regular expressions in the text, such as `id=[0-9a-f-]+` (syntax and case as of `matches` in display filters;
   * `(?<=id=)` keeps what precedes). Time is bounded.
   */
  readonly mask?: readonly string[] | undefined
  /** Sorts all entries by text rather than by time, for scripts whose requests run concurrently. */
  readonly unordered?: boolean | undefined
  /** How data that is not text is shown. Default: only its `length`, as its content often differs in every run. */
  readonly binary?: BinaryForm | undefined
  /** Whether the values of credentials, such as those of `Authorization` and `Cookie`, are shown. Default: false. */
  readonly showSecrets?: boolean | undefined
}
