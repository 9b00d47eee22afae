/** Industry, buildings, vehicles and things: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { modbus, modbusTcp } from './modbus.ts'

export const industrialProtocols = {
  modbusTcp, modbus,
}
