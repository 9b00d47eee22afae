/** Decides about packets where a regular expression may take so much work that it is given up. */

/** Whether the packet of the context meets a condition. */
export type Test = () => boolean

export class Verdict {
  /** How many packets could not be decided. */
  undecided = 0
  /** Whether the filter has regular expressions: without, everything can be decided. */
  private searches = false
  /** The conditions given up for the current packet. */
  private readonly open = new Set<Test>()
  /** What these are taken for. */
  private assumed = false

  /** A condition from a search that is undefined where it is given up. */
  search(find: () => boolean | undefined): Test {
    this.searches = true
    const test = () => {
      if (this.open.has(test)) return this.assumed
      const found = find()
      if (found === undefined) this.open.add(test)
      return found ?? this.assumed
    }
    return test
  }

  /** Whether a condition was given up for the current packet; without one, whether any was. */
  isOpen(test?: Test): boolean {
    return test === undefined ? this.open.size > 0 : this.open.has(test)
  }

  /** Begins with another packet. */
  begin(): void {
    if (this.open.size > 0) this.open.clear()
  }

  /** The same test, false and counted where it cannot be decided. */
  deciding(test: Test): Test {
    if (!this.searches) return test
    return () => {
      this.begin()
      return this.decide(test)
    }
  }

  /**
   * Whether the current packet passes: it is decided where one condition given up makes no difference. Of several, not
   * all combinations are tried. What cannot be decided does not pass, also not by `not`, and is counted.
   */
  decide(test: Test): boolean {
    const passes = test()
    if (this.open.size === 0) return passes
    this.assumed = true
    const otherwise = test()
    this.assumed = false
    if (this.open.size === 1 && passes === otherwise) return passes
    this.undecided++
    return false
  }
}
