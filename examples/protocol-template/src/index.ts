/** The protocols of Acme: what `registerProtocols` takes and `onwire --protocol dist/index.js` reads. */
export { relay } from './relay.js'
export { readings } from './readings.js'
