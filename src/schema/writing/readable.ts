import { View } from '../view.ts'

/** The values of a view of small fields as an object; an object as it is. */
export const readable = (value: object): object =>
  value instanceof View
    ? Object.fromEntries(value.schema.slots.map(({ key }) => [key, (value as unknown as Record<string, unknown>)[key]]))
    : value
