/** A command line that is not valid: exit status 2. The message says what is wrong and what to do. */
export class UsageError extends TypeError {
  override readonly name = 'UsageError'
}
