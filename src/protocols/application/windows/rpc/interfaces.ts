/** Well-known interfaces of DCE/RPC, by UUID: the specifications of Microsoft named beside each, section 1.9. */
export const interfaces: Readonly<Record<string, string>> = {
  'e1af8308-5d1f-11c9-91a4-08002b14a0fa': 'EPMv4', // [C706], appendix O
  '12345778-1234-abcd-ef00-0123456789ac': 'SAMR', // [MS-SAMR]
  '12345778-1234-abcd-ef00-0123456789ab': 'LSARPC', // [MS-LSAD]
  '3919286a-b10c-11d0-9ba8-00c04fd92ef5': 'LSA_DS', // [MS-DSSP]
  '4b324fc8-1670-01d3-1278-5a47bf6ee188': 'SRVSVC', // [MS-SRVS]
  '6bffd098-a112-3610-9833-46c3f87e345a': 'WKSSVC', // [MS-WKST]
  '12345678-1234-abcd-ef00-01234567cffb': 'RPC_NETLOGON', // [MS-NRPC]
  'e3514235-4b06-11d1-ab04-00c04fc2dcd2': 'DRSUAPI', // [MS-DRSR]
  '338cd001-2244-31f1-aaaa-900038001003': 'WINREG', // [MS-RRP]
  '367abb81-9844-35f1-ad32-98f038001003': 'SVCCTL', // [MS-SCMR]
  '12345678-1234-abcd-ef00-0123456789ab': 'SPOOLSS', // [MS-RPRN]
  '1ff70682-0a51-30e8-076d-740be8cee98b': 'ATSVC', // [MS-TSCH]
  '86d35949-83c9-4044-b424-db363231fd0c': 'ITaskSchedulerService', // [MS-TSCH]
  '82273fdc-e32a-18c3-3f78-827929dc23ea': 'EVENTLOG', // [MS-EVEN]
  '4fc742e0-4a10-11cf-8273-00aa004ae673': 'DFS', // [MS-DFSNM]
  '99fcfec4-5260-101b-bbcb-00aa0021347a': 'IOXIDResolver', // [MS-DCOM]
  '000001a0-0000-0000-c000-000000000046': 'ISystemActivator', // [MS-DCOM]
  '00000131-0000-0000-c000-000000000046': 'IRemUnknown', // [MS-DCOM]
  '00000143-0000-0000-c000-000000000046': 'IRemUnknown2', // [MS-DCOM]
  'afa8bd80-7d8a-11c9-bef4-08002b102989': 'MGMT', // [C706], appendix Q
  'a4f1db00-ca47-1067-b31f-00dd010662da': 'MAPI', // [MS-OXCRPC]
}
