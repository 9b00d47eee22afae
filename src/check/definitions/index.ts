/** What tests of protocol definitions need, with any test runner. */
export { cutEverywhere, damagedEverywhere, type CutOptions, type DamageOptions } from './damage.ts'
export { goldenTree } from './golden-tree.ts'
