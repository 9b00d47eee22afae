/**
 * The version of onwire; a test compares it with package.json. A constant, since a bundle changes the path to that
 * file.
 */
export const version = '0.1.0'

/** The name of the capturing program in files: `onwire 1.2.3`. */
export const application = (): string => `onwire ${version}`
