/** The command was called in a way it does not understand: exit status 2. The message says what, and what would be right. */
export class Misuse extends TypeError {
  override readonly name = 'Misuse'
}
