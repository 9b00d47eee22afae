/** Imported before all protocols: they are built when they are first used. */
import { deferDefinitions } from '../schema/engine/index.ts'

export const endDeferral = deferDefinitions()
