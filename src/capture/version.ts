/**
 * The version of onwire as package.json has it, which a test holds. Written here so that nothing is read, by a path
 * that a bundle changes, at run time.
 */
export const version = '0.1.0'

/** The program that makes a capture, as its file says: `onwire 1.2.3`. */
export const application = (): string => `onwire ${version}`
