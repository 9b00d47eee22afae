/**
 * `using` and `await using`. The symbols are those of the runtime, or those that libraries agree on where it has none.
 * Types name them only where the program's TypeScript library has them, so that none is required.
 */

/** What `await using` closes. */
export type AsyncClosable = {
  [K in SymbolConstructor['asyncDispose' & keyof SymbolConstructor]]: () => Promise<void>
}

/** What `using` closes. */
export type Closable = { [K in SymbolConstructor['dispose' & keyof SymbolConstructor]]: () => void }

const symbols = Symbol as { readonly asyncDispose?: symbol; readonly dispose?: symbol }
export const asyncDisposeKey: symbol = symbols.asyncDispose ?? Symbol.for('Symbol.asyncDispose')
const disposeKey: symbol = symbols.dispose ?? Symbol.for('Symbol.dispose')

/** Closed at the end of `await using`. */
export interface AsyncClosing extends AsyncClosable {}

export abstract class AsyncClosing {
  abstract close(): void | Promise<void>

  static {
    define(this.prototype, asyncDisposeKey, async function (this: AsyncClosing) {
      await this.close()
    })
  }
}

/** Closed at once, at the end of `using` too. */
export interface Closing extends Closable {}

export abstract class Closing extends AsyncClosing {
  abstract override close(): void

  static {
    define(this.prototype, disposeKey, function (this: Closing) {
      this.close()
    })
  }
}

function define(prototype: object, key: symbol, value: unknown): void {
  Object.defineProperty(prototype, key, { value, writable: true, configurable: true })
}
