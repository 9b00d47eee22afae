/** The protocols whose objects are found. */
export const objectKinds = ['http'] as const
export type ObjectKind = (typeof objectKinds)[number]
