/** Asks the resolver of the system for the names of addresses: only where `--resolve` is given. */
import { Resolver } from 'node:dns/promises'
import { printable } from '../../text/escape.ts'
import { cutEnd } from '../../text/width.ts'
import { say } from '../say.ts'

export interface ResolverLimits {
  /** Questions without an answer yet. */
  readonly inFlight: number
  /** Milliseconds for one. */
  readonly patience: number
  /** Addresses whose names, or lack of one, are kept; then the oldest gives way. */
  readonly kept: number
  /** Questions in a row without any answer, after which no more are asked. */
  readonly unanswered: number
}

const usualLimits: ResolverLimits = { inFlight: 32, patience: 2000, kept: 20_000, unanswered: 32 }

export class NameResolver {
  /** The names found so far, by address. */
  readonly names = new Map<string, string>()
  private readonly asked = new Set<string>()
  private readonly queue: string[] = []
  private readonly limits: ResolverLimits
  private active = 0
  private unanswered = 0
  private waiting: (() => void)[] = []

  /** `lookup` rejects with the code `ENOTFOUND` or `ENODATA` where an address has no name. */
  constructor(
    private readonly lookup: (address: string) => Promise<readonly string[]>,
    limits: Partial<ResolverLimits> = {},
  ) {
    this.limits = { ...usualLimits, ...limits }
  }

  /** Asks for the name of an address, unless that was done before. */
  ask(address: string): void {
    if (this.asked.has(address) || this.gaveUp) return
    if (this.asked.size >= this.limits.kept) {
      const oldest = this.asked.values().next().value!
      this.asked.delete(oldest)
      this.names.delete(oldest)
    }
    this.asked.add(address)
    this.queue.push(address)
    this.next()
  }

  /** Resolves when every question has its answer, or has been given up. */
  async settled(): Promise<void> {
    if (this.active > 0) await new Promise<void>((resolve) => this.waiting.push(resolve))
  }

  private get gaveUp(): boolean {
    return this.unanswered >= this.limits.unanswered
  }

  private next(): void {
    while (this.active < this.limits.inFlight && this.queue.length > 0) {
      this.active++
      void this.resolve(this.queue.shift()!)
    }
  }

  /** Never rejects. */
  private async resolve(address: string): Promise<void> {
    const name = await this.nameOf(address)
    // It may have given way in the meantime.
    if (name !== undefined && name !== '' && this.asked.has(address)) this.names.set(address, name)
    this.active--
    this.next()
    if (this.active > 0) return
    for (const done of this.waiting.splice(0)) done()
  }

  private async nameOf(address: string): Promise<string | undefined> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer')), this.limits.patience)
    })
    try {
      const [name] = await Promise.race([this.lookup(address), late])
      this.unanswered = 0
      return name === undefined ? undefined : cutEnd(printable(name.replace(/\.$/, '')), longestName)
    } catch (error) {
      if (answers.has(`${(error as { readonly code?: unknown }).code}`)) this.unanswered = 0
      else this.miss()
      return undefined
    } finally {
      clearTimeout(timer)
    }
  }

  private miss(): void {
    this.unanswered++
    if (!this.gaveUp) return
    this.queue.length = 0
    // Others that were in flight may still fail.
    if (this.unanswered === this.limits.unanswered)
      say('onwire: the resolver does not answer: no more names are asked for\n')
  }
}

/** The one that the system is configured with. */
export const systemResolver = (): NameResolver => (common ??= systemLookup())
let common: NameResolver | undefined

function systemLookup(): NameResolver {
  const resolver = new Resolver({ timeout: usualLimits.patience, tries: 1 })
  return new NameResolver((address) => resolver.reverse(address))
}

/** Answers that say there is no name. */
const answers: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA', 'EREFUSED', 'ESERVFAIL'])
const longestName = 64
