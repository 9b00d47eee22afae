/** Industry, buildings, vehicles and things: a new protocol is a file of its own and a line here. The key is the property of `Packet`. */
import { ams } from './ams.ts'
import { bacapp } from './bacnet/application.ts'
import { bacnet, bvlc, masterSlaveTokenPassing } from './bacnet/index.ts'
import { coap } from './coap.ts'
import { diagnosticServices } from './diagnostic-services.ts'
import { dnp3Application } from './dnp3/application.ts'
import { dnp3 } from './dnp3/index.ts'
import { doip } from './doip.ts'
import { cip, enip } from './enip.ts'
import { esio } from './esio.ts'
import { geoNetworking } from './geonetworking.ts'
import { goose } from './goose.ts'
import { hartIp } from './hart-ip.ts'
import { hislip } from './hislip.ts'
import { iec104, iec60870Asdu } from './iec104.ts'
import { cemi } from './knx/cemi.ts'
import { knx } from './knx/index.ts'
import { lwm2m } from './lwm2m.ts'
import { modbus, modbusTcp } from './modbus.ts'
import { opcua } from './opcua/index.ts'
import { omron, omronOverTcp } from './omron.ts'
import { profinetDcp, profinetRealTime } from './profinet-dcp.ts'
import { rtps } from './rtps/index.ts'
import { s7comm } from './s7comm.ts'
import { synphasor } from './synphasor.ts'
import { tpLink, tpLinkOverTcp } from './tplink.ts'
import { uftp, uftp4, uftp5 } from './uftp.ts'

export const industrialProtocols = {
  modbusTcp, modbus, dnp3, dnp3Application, synphasor, tpLink, tpLinkOverTcp, hislip, ams, omron, omronOverTcp, uftp,
  uftp4, uftp5, hartIp, esio, bvlc, bacnet, bacapp, masterSlaveTokenPassing, enip, cip, iec104, iec60870Asdu, coap, s7comm, doip,
  geoNetworking, diagnosticServices, rtps, knx, cemi, goose, opcua, lwm2m, profinetRealTime, profinetDcp,
}
