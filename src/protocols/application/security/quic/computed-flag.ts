/** A flag that is worked out: undefined where it does not apply. */
import { finding, type Field } from '../../../../schema/index.ts'

export const computedFlag = <Self>(filter: string, label: string, work: (self: Self) => boolean | undefined): Field<boolean | undefined, Self, {}> => ({
  ...(finding(filter, label, () => true) as Field<never, Self, {}>),
  bind: () => (_bytes, _at, self) => work(self),
  show: (value: boolean | undefined) => (value ? 'True' : 'False'),
})
