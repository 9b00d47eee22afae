/**
 * Names that Wireshark's display filters have and those of onwire lack, so that a message can tell them from mistyped ones: its
 * protocols, and the fields of the protocols that are most in use. From the reports of Wireshark 4.0 (`tshark -G`), 2026-11.
 */
export const wiresharkProtocols = `
  29west 2dparityfec 3comxns 3gpp 5co_legacy 5gli 6lowpan 9p HI2operations a11 a21 a615a aaf aal1 aal3_4 aarp aasp acap
  acdr acf acf-can acf-lin acn acp133 acr122 acse actrace adb adb_cs adb_service adp adwin adwin_config aeron afp afs
  agentx aim aim_admin aim_adverts aim_bos aim_buddylist aim_chat aim_chatnav aim_dir aim_email aim_generic aim_icq
  aim_invitation aim_location aim_lookup aim_messaging aim_popup aim_signon aim_ssi aim_sst aim_stats aim_translate ain
  aj ajns ajp13 alc alcap alt_beacon amf amp amqp amr amr_wb ams amt ancp ans ansi_637_tele ansi_637_trans ansi_683
  ansi_801 ansi_a_bsmap ansi_a_dtap ansi_map ansi_tcap aodv aoe aol ap1394 applemidi aprs aptx ar_drone ardp
  armagetronad artemis artnet aruba_erm aruba_erm_type0 aruba_erm_type1 aruba_erm_type2 aruba_erm_type3 aruba_erm_type4
  aruba_erm_type5 aruba_erm_type6 aruba_iap asap ascend asf asp asphodel asterix at ath atldf atm atmarp atmtcp atn-cm
  atn-cpdlc atn-ulcs atp atsvc auto_rp autosar-nm avsp awdl awdl_data ax25 ax25_kiss ax25_nol3 ax4000 ayiya babel
  bacapp bacnet bacp banana bap basicxid bat batadv bblog bcp_bpdu bcp_ncp bctp beacon beep bencode ber bfcp bfd
  bfd_echo bgp bicc bicc_mst bitcoin bittorrent bjnp blip bluecom bluetooth bmc bmp bofl bootparams bossvr bpq bpsec
  bpv7 brcm-tag brdwlk browser brp bsap bscvlc bssap bssap_le bssap_plus bssgp bsslap bt-dht bt-utp bt3ds bta2dp
  bta2dp_content_protection_header_scms_t btamp btatt btavctp btavdtp btavrcp btbnep btbredr_fhs btbredr_rf btcommon
  btdun btgatt btgnss bthci_acl bthci_cmd bthci_evt bthci_iso bthci_iso_data bthci_sco bthci_vendor bthcrp bthfp bthid
  bthsp btl2cap btle btle_rf btlmp btmcap btmesh btmproxy btpa btpb btrfcomm btsap btsdp btsmp btsnoop btspp btvdp
  btvdp_content_protection_header_scms_t budb bundle butc bvlc bzr c1222 c15 c15hbeat calcappprotocol camel can caneth
  canfd canopen carp cast cattp cba_acco_cb cba_acco_cb2 cba_acco_mgt cba_acco_mgt2 cba_acco_server cba_acco_server2
  cba_acco_server_srt cba_acco_sync cba_browse cba_browse2 cba_grouperror cba_grouperror_event cba_ldev cba_ldev2
  cba_pdev cba_pdev2 cba_pdev_pc cba_pdev_pc_event cba_persist cba_persist2 cba_rtauto cba_rtauto2 cba_state
  cba_state_event cba_sysprop cba_time cbcp cbor cbrs_oids cbsp ccsds ccsrl cdma2k cdp cdpcp cds_clerkserver
  cds_solicit cdt cemi ceph cesoeth cfdp cflow cfm cgmp chap chargen chargingase cigi cimd cimetrics cip cipcco cipcls
  cipcm cipio cipio1 cipm cipm3 cipmb cippccc cipsafety cipsafety_bd cipsafety_bt cipsafety_ed cipsafety_et
  cipssupervisor cipsvalidator cl3 cl3dcw clacse classicstun cldap clearcase clip clique-rm clnp clpres clsp cltp
  clusapi cmip cmp cmpp cms cnip coap collectd communityid comp_data componentstatusprotocol conv cops
  corosync_totemnet corosync_totemsrp cose cose_params cosine cotp couchbase cp2179 cpfi cpha cprpc_server cql credssp
  crf crmf crtp crtp_cntcp crtp_cs crtp_cudp16 crtp_cudp8 csm_encaps csn1 ctdb cups cvf cvspserver cwids daap dap
  data-l1-events data-text-lines daytime db-lsp db-lsp-disc dbus dc dcc dccp dce_update dcerpc dcom dcp-af dcp-etsi
  dcp-pft dcp-tpl dct2000 ddp ddtp dec_dna dec_stp dect devicenet dhcpfo dhcpv6 diameter dicom dis disp dispatch distcc
  djiuav dlep dlm3 dlr dlsw dlt dmp dmx dmx_chan dmx_sip dmx_test dmx_text dnp3 dnsserver docsis docsis_bintrngreq
  docsis_bpkm docsis_cmctrl docsis_cmctrlrsp docsis_cmstatus docsis_cmstatusack docsis_dbcack docsis_dbcreq
  docsis_dbcrsp docsis_dccack docsis_dccreq docsis_dccrsp docsis_dcd docsis_dpd docsis_dpv docsis_dsaack docsis_dsareq
  docsis_dsarsp docsis_dscack docsis_dscreq docsis_dscrsp docsis_dsdreq docsis_dsdrsp docsis_emreq docsis_emrsp
  docsis_init_ranging docsis_intrngreq docsis_map docsis_mdd docsis_mgmt docsis_ncp docsis_ocd docsis_optack
  docsis_optreq docsis_optrsp docsis_plc docsis_rba docsis_regack docsis_regreq docsis_regreqmp docsis_regrsp
  docsis_regrspmp docsis_rngreq docsis_rngrsp docsis_segment docsis_sync docsis_tlv docsis_type29ucd docsis_type35ucd
  docsis_type51ucd docsis_uccreq docsis_uccrsp docsis_ucd docsis_vsif dof dof-tcp dof-udp doip dop dpaux dpauxmon dplay
  dpnet dpnss dpnss_link dpp drb drbd drda drsuapi dsi dsp dsr dsrc dssetup dtcp-ip dtls dtp dtps dtpt dtsprovider
  dtsstime_req dua dvb-ci dvb-s2_bb dvb-s2_gse dvb-s2_modeadapt dvb-s2_table dvb_ait dvb_bat dvb_data_mpe dvb_eit
  dvb_ipdc dvb_nit dvb_sdt dvb_sit dvb_tdt dvb_tot dvmrp dx dxl e100 e164 e1ap e212 e2ap eap eapol ebhscr ecat
  ecat_mailbox ecatf echo ecmp ecp ecp21 ecpri edonkey edp eero efs egd ehdlc ehs eigrp eiss elasticsearch elcom elf
  elmi enc enip enrp enttec eobi epl epl_v1 epm epm4 epmd epon erf erldp erspan-marker esio esis esl ess etag etch
  ethertype eti etsi_cat etv-ddb etv-dii etw eventlog evrc evrc_legacy evrcb evrcnw evrcnw2k evrcwb evs exablaze exec
  exeh exported_pdu extrememesh extrememesh_l2upd extrememesh_mch extrememesh_probe extrememesh_ps_arep
  extrememesh_ps_areq extrememesh_ps_bann extrememesh_ps_bred extrememesh_ps_brep extrememesh_ps_breq
  extrememesh_ps_perr extrememesh_ps_prem extrememesh_ps_prep extrememesh_ps_preq extrememesh_ps_prer
  extrememesh_ps_prst extrememesh_ps_srep extrememesh_ps_sreq extrememesh_ps_trace f1ap f5ethtrailer f5fileinfo fb_zero
  fc fc00 fcct fcdns fcels fcfzs fcgi fcip fcoe fcoib fcp fcs fcsb3 fcsof fcsp fddi fdp fefd felica ff file file-blf
  file-pcap file-pcapng fileexp find finger fip fix fldb flexnet flexray flip fmp fmp_notify fmtp forces fortinet_sso
  fp fp_hint fp_mux fpp fractalgeneratorprotocol frsapi frsrpc frstrans fsrvp ftam ftdi-ft ftdi-mpsse ftserver fw1 g723
  gadu-gadu gbcs_gbz gbcs_message gbcs_tunnel gcsna gdb gdsdb gdt gearman ged125 gelf genl gfp gift giop
  giop-coseventcomm giop-cosnaming giop-gias giop-parlay giop-tango git glbp glow gluster glusterd glusterfs gmhdr gmr1
  gmrp gmtrailer gnutella gnw goose gopher gpef gprs-ns gprscdr gquic grebonding grpc gryphon gsm-r-uus1 gsm_a
  gsm_abis_om2000 gsm_abis_oml gsm_abis_pgsl gsm_abis_rsl gsm_abis_tfp gsm_bssmap_le gsm_cbch gsm_cbs gsm_ipa gsm_map
  gsm_rlcmac gsm_sim gsm_sms gsm_sms_ud gsm_um gsmtap gsmtap_log gss-api gsup gtpprime gtpv2 gvcp gvrp gvsp h1
  h221nonstd h223 h223_bitswapped h225 h225_ras h235 h245 h248 h248e h248q1950 h261 h263 h263p h264 h265 h323 h450 h460
  h501 hart_ip hbbak hci_h1 hci_h4 hci_mon hci_usb hclnfsd hcrt hdcp hdcp2 hdfs hdfsdata hdmi hicp hip hipercontracer
  hiqnet hislip hl7 hnbap homeplug homeplug-av hp_erm hpext hpfeeds hpna hpsw hpteam hsms hsr hsr_prp_supervision hsrp
  http2 http3 hyperscsi hzlcst i1d3 i2c i2c_data i2c_event iap iapp iax2 ibeacon icall icap icep icl_rpc icp icq idmp
  idn idp idrp iec60870_101 iec60870_104 iec60870_5_103 iec60870_asdu iec61883 ieee1609dot2 ieee1722 ieee17221 ieee1905
  ieee8021ah ieee8021cb ieee802a ifcp igap igrp ilmi ilp image-gif image-jfif inap infiniband infiniband_link
  infiniband_sdp initshutdown interlink ioraw ipaccess ipars ipcomp ipdc ipdr ipdr_samis_type_1 ipdum iperf2 ipfc ipmb
  ipmi ipmi_session ipos ipp ippusb ipsictl ipvs ipx ipxmsg ipxrip ipxsap ipxwan ircomm iremotewinspool irlap irlmp
  isakmp iscsi isdn isdn_sup iser isi isis ismacryp ismacryp_v11 ismacryp_v20 ismp isns iso10681 iso14443 iso15765
  iso7816 iso8583 isobus isup isystemactivator itdm its itunes iua iuup iwarp_ddp_rdmap iwarp_mpa ixiatrailer
  ixveriwave j1939 jdwp jmirror jpeg json json_3gpp juniper jxta k12 kadm5 kafka kcs kdp kdsp kerberos kf kif kink kip
  kismet klm knet kpasswd krb4 krb5rpc kt lacp lane lanforge lanman lapb lapbether lapd lapdm laplink lapsat lat lbmc
  lbmpdm lbmpdm_tcp lbmr lbmsrs lbtrm lbtru lbttcp lcsap lct ldac ldap ldp ldss lg8979 lge_monitor lin link16 linx
  linxtcp lisp-tcp list lithionics_bms llap llb llcgprs lldp llrp llt lltd lmi lmp lnet lnpdqp locamation-im log
  log3gpp logcat logcat_text logotypecertextn lon loop loratap lorawan lpd lpp lppa lppe lr lsarpc lsc lsd lte_rrc ltp
  lustre lwapp lwapp-cntl lwapp-l3 lwl4 lwm lwm2mtlv lwres m2ap m2m m2pa m2tp m2ua m3ap m3ua maap mac mac-lte
  mac-lte-framed mac-nr macc macsec mactelnet magic mailslot manolito mapi marker mate mausb mbim mbrtu mbtcp mbudp
  mc-nmf mcc mcp mcpe mdp mdshdr mdssvc megaco memcache mesh message-http message_analyzer messenger meta metamako mgcp
  mgmt mifare mih mikey mime_dlt mime_multipart mint mint_data miop mip mip6 misc mka mle mms mmse mndp modbus mojito
  moldudp moldudp64 mongo mount mp mp2t mp4 mp4v-es mpeg mpeg-audio mpeg-pes mpeg1 mpeg_ca mpeg_descr mpeg_dsmcc
  mpeg_pat mpeg_pmt mpeg_sect mpls-echo mpls_mac mpls_psc mpls_y1711 mplscp mplspmdlm mplspmdlmdm mplspmdm mplspmilm
  mplspmilmdm mplspwatm11_or_aal5pdu mplspwatmaal5sdu mplspwatmcell mplspwatmcellheader mplspwatmcontrolword
  mplspwatmn1cw mplspwatmn1nocw mplstp_fm mplstp_lock mptcp mq mqpcf mqttsn mrcpv2 mrdisc mrp-mmrp mrp-msrp mrp-mvrp
  ms-nns mscml msdp msgpack msmms msnip msnlb msnms msproxy msrcp msrp mstp mswsp mtp2 mtp3 mtp3mg mudurl mux27010
  mysql nan nano nas-5gs nas-eps nasdaq_itch nasdaq_soup nat-pmp nb_rtpmux nbap nbd nbdgm nbifom nbipx nbns nbp nbss
  ncp ncs ncsi ndmp ndp ndps negoex net_dm netanalyzer netbios netdfs netdump netlink netlink-netfilter netlink-route
  netlink-sock_diag netmon_802_11 netmon_event netmon_filter netmon_header netmon_network_info netmon_process
  netmon_system_config netmon_system_trace netperfmeter netrix netrom netsync nettl newmail nfapi nfs nfsacl nfsauth
  ngap nge nhrp nisplus nispluscb nist_csor njack nl80211 nlm nlsp nmas nmpi nntp noe nordic_ble norm novell_pkis nr
  nr-rrc nrppa nrup ns ns_cert_exts nspi nsrp nstrace ntlmssp ntscf nvme nvme-rdma nvme-tcp nw_mtp nw_serial nwp
  nxp_802154_sniffer oamaal oampdu obd-ii obex ocfs2 ocp1 ocsp oer oicq oipf olsr omapi omron opa opcua openflow_v5
  openflow_v6 opensafety opensafety_udp openthread openvpn openwire opsi optommp opus oran_fh_cus osc oscore osi
  osinlcp osmo_trxc osmo_trxd osmux ospf ossp ouch owamp oxid p1 p22 p3 p7 p772 p_mul packetbb packetcable_avps
  packetlogger pagp paltalk pana pap papi pathport pbadv pcap pcap_pktdata pcapng pcep pcli pcli12 pcli20 pcli8 pcnfsd
  pcomascii pcombinary pcomtcp pcp pdc pdcp-lte pdcp-nr pdu_transport peap peekremote per pfcp pflog pflog-old pgm
  pgsql pingpongprotocol pkcs-1 pkcs10 pkcs12 pkinit pkix-cert pkix1explicit pkix1implicit pkixac pkixproxy
  pkixqualified pkixtsp pkt_ccc pkt_comment pktap pktc pktgen pmproxy pn532 pn532_hci pn_dcp pn_io pn_io_apdu_status
  pn_io_controller pn_io_device pn_io_implicitar pn_io_parameterserver pn_io_supervisor pn_io_time_aware_status pn_mrp
  pn_mrrt pn_ptcp pn_rt png pnp pnrp poc-settings portcontrol portmap ppcap ppi_antenna ppi_gps ppi_sensor ppi_vector
  ppp_hdlc pppmux pppmuxcp pppoe pptp prap pres presence prism protobuf protobuf_json provideclassinfo provisioning
  proxy prp psample ptp ptpip pulse pvfs pw pw_hdlc_nocw_fr pw_hdlc_nocw_hdlc_ppp pw_oam pwach pwcesopsn pwethheuristic
  pwethnocw pwfr pwmcw pwsatopcw q2931 q708 q931 q932 q933 qllc qos qsig quake quake2 quake3 quakeworld quic r-goose
  r-stp r09 r3 radius raknet ranap raw_sigcomp raw_sip rbm rdaclif rdc rdm rdmnet rdp rdp_drdynvc rdp_egfx rdpmt rdpudp
  rdt realtek redback redbackli reginfo reload reload-framing remact remunk remunk2 rep rep_proc resp rfc2190 rfc7468
  rfr rftap rgmp riemann rip ripng rlc rlc-lte rlc-nr rldp rlm rlogin rmcp rmi rmp rmt-fec rmt-lct rnsap rohc roofnet
  roon_disco ros roverride rpc rpc_browser rpc_netlogon rpcap rpcordma rpkirtr rpl rpriv rquota rras rrc rrcp rrlp
  rs_acct rs_attr rs_attr_schema rs_bind rs_misc rs_pgo rs_plcy rs_prop_acct rs_prop_acl rs_prop_attr rs_prop_pgo
  rs_prop_plcy rs_pwd_mgmt rs_repadm rs_replist rs_repmgr rs_unix rsec_login rsh rsip rsp rss rstat rsvd rsvp rsvp-e2ei
  rsync rtacser rtcdc rtcfg rtitcp rtls rtmac rtmp rtmpt rtp_rfc2198 rtpevent rtpmidi rtpproxy rtps rtpsproc rtpsvt
  rtse rtsp rua rudp rwall rx s101 s1ap s4607 s5066dts s5066sis s7comm sabp sadmind sametime samr sap sasp sbc sbcap
  sbus sccp sccpmg scop scsi scsi_mmc scsi_osd scsi_sbc scsi_smc scsi_ssc scte35 scte35_private_command scte35_si
  scte35_splice_schedule scte35_time scylla sdap sdh sdlc sebek secidmap selfm serialization ses sflow sftp sgimount
  sgsap shicp sigcomp signal_pdu siii simple simulcrypt sipfrag sir sita skinny skype slarp slimp3 slow slsk sm smb
  smb2 smb_direct smb_netlogon smb_pipe smc smil sml smp smpp smrse smux sna sna_xid snaeth sndcp sndcpxid snmp snort
  solaredge someip someipsd soupbintcp sparkplugb spdy spice spnego spnego-krb5 spoolss spp spray sprt spx srp srt
  srtcp srvloc srvsvc sscf-nni sscop ssh ssp sss sstp ssyncp starteam stat statnotify stcsig steam_ihs_discovery stp
  stt stun sua sv svcctl swils swipe symantec sync synergy synphasor syscall sysdig sysex sysex_digitech syslog
  systemd_journal t124 t125 t30 t38 tacacs tacplus tali tapa tapi taskschedulerservice tc_nv tcap tcg_cp_oids tcpcl
  tcpcl_exts tcpencap tcpros tdma tdmoe tdmop tds teap tecmp tei_management teklink telkonet tetra tfp thread
  thread_address thread_bcn thread_coap thread_diagnostic thread_meshcop thread_nwd thrift tibia tiff time tipc
  tivoconnect tkn4int tmode tn3270 tn5250 tnef tns tpcp tpkt tplink-smarthome tpm tpncp tr transum trill trksvr trmac
  ts2 tscf tsdns tsp ttag tte tte_pcf ttp turbocell turbocell_aggregate turnchannel tuxedo twamp typeinfo tzsp u3v ua
  ua3g uasip uasp uaudp uavcan_can uavcan_dsdl ubdp ubertooth ubikdisk ubikvote ucp udld udpcp udplite uds udt uftp
  uftp4 uftp5 uhd ulp uma unistim urlencoded-form usb usbaudio usbccid usbcom usbdfu usbhid usbhub usbip usbll usbms
  usbmsclass usbport usbprinter usbvideo user_dlt userlog uts v120 v150fw v52 v5dl v5ef v5ua vcdu vdp21 vicp vines
  vines_arp vines_echo vines_frp vines_icp vines_ip vines_ipc vines_llc vines_rtp vines_spp vjc vmlab vnc vntag vp8 vpp
  vpp-metadata vpp-opaque vpp-opaque2 vpp-trace vrrp vrt vsip vsncp vsnp vsock vssmonitoring vtp vuze-dht vxi11_async
  vxi11_core vxi11_intr vxlan_gpe wai wap-sir wassp watcherinfo waveagent wbxml wccp wcp websocket wg whdlc who whois
  wifi_display wifi_p2p wimaxasncp wimaxmacphy winreg winsrepl wisun witness wkssvc wlan_aggregate wlan_centrino
  wlan_ext wlan_radio wlan_rsna_eapol wlancap wlancertextn wlccp wmx wol wow woww wpan wpan-nonask-phy wpan-tap
  wpan-zboss wps wreth wsmp wsp wtls wtp wzcsvc x11 x25 x29 x2ap x509af x509ce x509if x509sat xcap-caps xcap-error xcsl
  xdmcp xip xipserval xiri xmcp xml xmpp xnap xot xra xti xtp xyplex yami yhoo ymsg ypbind yppasswd ypserv ypxfr z3950
  zbee_apf zbee_aps zbee_beacon zbee_ie zbee_nwk zbee_nwk_gp zbee_zcl zbee_zcl_closures zbee_zcl_general zbee_zcl_ha
  zbee_zcl_hvac zbee_zcl_ias zbee_zcl_lighting zbee_zcl_meas_sensing zbee_zcl_se zbee_zdp zbip_beacon zbncp zebra zep
  ziop zip zrtp zvt
`

/** By protocol. */
export const wiresharkFields: Readonly<Record<string, string>> = {
  arp: `
    dst.atm_num_e164 dst.atm_num_nsap dst.atm_subaddr dst.drarp_error_status dst.hlen dst.htype dst.hw_ax25 dst.pln
    dst.slen dst.stype duplicate-address-detected duplicate-address-frame packet-storm-detected
    seconds-since-duplicate-address-frame src.atm_afi src.atm_afi.unknown src.atm_data_country_code
    src.atm_data_country_code_group src.atm_e.164_isdn src.atm_e.164_isdn_group src.atm_end_system_identifier
    src.atm_high_order_dsp src.atm_international_code_designator src.atm_international_code_designator_group
    src.atm_num_e164 src.atm_num_nsap src.atm_rest_of_address src.atm_selector src.atm_subaddr src.hlen src.htype
    src.hw_ax25 src.pln src.slen src.stype
  `,
  cfp: `
    1ad.dei 1ad.etype 1ad.id 1ad.priority d_hmac d_hmac_mc eid etype fcs fcs.status fcs_bad ig lid ooodl s_hmac sswid
    swid ul
  `,
  chdlc: `
    clns_padding
  `,
  cmd: `
    trailer
  `,
  data: `
    md5_hash text uncompressed.data uncompressed.len
  `,
  dns: `
    a6.address_suffix a6.prefix_len a6.prefix_name afsdb.hostname afsdb.subtype apl.address_family apl.afdlength
    apl.afdpart.data apl.afdpart.ipv4 apl.afdpart.ipv6 apl.coded_prefix apl.negation caa.iodef caa.issue caa.issuewild
    caa.unknown cert.algorithm cert.certificate cert.key_tag cert.type csync.flags csync.flags.immediate
    csync.flags.soaminimum csync.soa csync.type_bitmap depr.opc dnskey.flags.reserved dnskey.key_id dso dso.tlv
    dso.tlv.data dso.tlv.encpad.padding dso.tlv.keepalive.inactivity dso.tlv.keepalive.interval dso.tlv.length
    dso.tlv.retrydelay.retrydelay dso.tlv.type eui64 extraneous extraneous.length gpos.altitude gpos.altitude_length
    gpos.latitude gpos.latitude_length gpos.longitude gpos.longitude_length hinfo.cpu_length hinfo.os_length hip.hit
    hip.hit.length hip.hit.pk.algo hip.pk hip.pk.length hip.rendezvous_server idsn.address idsn.length idsn.sa.address
    idsn.sa.length ilnp.l32 ilnp.l32.preference ilnp.l64 ilnp.l64.preference ilnp.lp ilnp.lp.preference ilnp.nid
    ilnp.nid.preference ipseckey.gateway_algorithm ipseckey.gateway_dns ipseckey.gateway_ipv4 ipseckey.gateway_ipv6
    ipseckey.gateway_precedence ipseckey.gateway_type ipseckey.public_key key.algorithm key.flags
    key.flags.associated_named_entity key.flags.associated_user key.flags.authentication key.flags.confidentiality
    key.flags.ipsec key.flags.mime key.flags.required key.flags.signatory key.key_id key.protocol key.public_key
    key_id_buffer_too_short kx.key_exchange kx.preference loc.unknown_data mb md mf mg minfo.e minfo.r mr
    naptr.flags_length naptr.regex_length naptr.replacement_length naptr.service_length nsap.rdata nsap_ptr.owner
    nsec3.hash_value nxt.next_domain_name openpgpkey opt opt.client.addr px.map400 px.map822 px.preference
    rr.opt.bad_length rt.intermediate_host rt.subtype srv.name srv.proto srv.service svcb.svcparam
    svcb.svcparam.odohconfig tkey.algo_name tkey.error tkey.key_data tkey.key_size tkey.mode tkey.other_data
    tkey.other_size tkey.signature_expiration tkey.signature_inception tsig.noalg ttl.high_bit_set undecoded.type
    wins.cache_timeout wins.local_flag wins.lookup_timeout wins.nb_wins_servers wins.wins_server winsr.cache_timeout
    winsr.local_flag winsr.lookup_timeout winsr.name_result_domain wks.address wks.bits wks.protocol x25.length
    x25.psdn_address xpf.destination_ipv4 xpf.destination_ipv6 xpf.dport xpf.ip_version xpf.protocol xpf.source_ipv4
    xpf.source_ipv6 xpf.sport zonemd.digest zonemd.hash_algo zonemd.scheme zonemd.serial
  `,
  erspan: `
    pid.rsvd pid1.port_index pid1.rsvd1 pid1.vsmid pid3.port_index pid3.rsvd1 pid3.timestamp pid4.rsvd1 pid4.rsvd2
    pid4.rsvd3 pid5.port_index pid5.switchid pid5.timestamp pid7.rsvd1 pid7.source_index pid7.timestamp version.unknown
  `,
  esp: `
    contained_data decrypted_data icv icv_bad icv_good iv pad pad_len protocol sequence-analysis.expected-sn
    sequence-analysis.previous-frame sequence-analysis.wrong-sequence-number
  `,
  eth: `
    fcs.status fcs_bad invalid_lentype invalid_lentype.expert len.past_end padding_bad src_not_group
  `,
  etherip: `
    reserved.not0 ver.not3
  `,
  fr: `
    bogus_address control.f control.ftype control.n_r control.n_s control.p control.s_ftype control.u_modifier_cmd
    control.u_modifier_resp dc dlcore_control first_addr_octet frame_relay.lapf frame_relay.xid lower_dlci
    second_addr_octet snap.oui snap.pid snaptype third_addr_octet third_dlci
  `,
  frame: `
    bblog bblog.serial_nr bblog.ticks cb_copy cb_pen coloring_rule.name coloring_rule.string comment.expert drop_count
    file_off ignored incomplete interface_queue len_lt_caplen link_nr marked md5_hash offset_shift p2p_dir packet_flags
    packet_flags_crc_error packet_flags_direction packet_flags_fcs_length packet_flags_packet_too_error
    packet_flags_packet_too_short_error packet_flags_preamble_error packet_flags_reception_type packet_flags_reserved
    packet_flags_start_frame_delimiter_error packet_flags_symbol_error packet_flags_unaligned_frame_error
    packet_flags_wrong_inter_frame_gap_error packet_id pcaplog.data pcaplog.data_length pcaplog.data_type ref_time
    section_number time_delta_displayed time_invalid verdict verdict.ebpf_tc verdict.ebpf_xdp verdict.hw verdict.unknown
  `,
  geneve: `
    option option.flags option.gcp.direction option.gcp.endpoint option.gcp.profile option.gcp.reserved option.gcp.vnid
    option.length option.length.invalid option.type.critical version.unknown
  `,
  gre: `
    3gpp2_attrib 3gpp2_attrib_id 3gpp2_attrib_length 3gpp2_di 3gpp2_fci 3gpp2_sdi checksum.incorrect checksum.status
    flags.reserved ggp2_3gpp2_seg ggp2_flow_disc wccp.alternative_bucket wccp.alternative_bucket_used
    wccp.dynamic_service wccp.primary_bucket wccp.redirect_header wccp.redirect_header_valid wccp.service_id
  `,
  http: `
    authbasic authcitrix authcitrix.domain authcitrix.password authcitrix.session authcitrix.user bad_header_name chat
    chunk_boundary chunked_trailer_part cookie_pair decompression_disabled decompression_failed http2_settings_uri
    leading_crlf next_request_in next_response_in path_segment path_sub_segment prev_request_in prev_response_in
    proxy_connect_host proxy_connect_port request.uri.query.parameter request_number response.code.desc response_for.uri
    response_number subdissector_failed te_and_length te_unknown tls_port unknown_header
  `,
  icmp: `
    checksum.status checksum_bad data_time data_time_relative ext.checksum.status ext.checksum_bad int_ident.address
    int_ident.reserved int_info.ifindex int_info.ipaddr int_info.ipunknown int_info.mtu int_info.mtu_present
    int_info.name int_info.name_present int_info.reserved int_info.role length.original_datagram mip.b mip.challenge
    mip.coa mip.content mip.f mip.flags mip.g mip.h mip.length mip.life mip.m mip.prefixlength mip.r mip.reserved mip.rt
    mip.seq mip.type mip.u mip.v mip.x mpls.data reserved resp_not_found
  `,
  ieee8021ad: `
    cvid svid
  `,
  igmp: `
    access_key bad_checksum checksum.status group_type identifier max_resp.exp max_resp.mant mtrace.q_arrival
    mtrace.q_fwd_code mtrace.q_fwd_ttl mtrace.q_inaddr mtrace.q_inpkt mtrace.q_mbz mtrace.q_outaddr mtrace.q_outpkt
    mtrace.q_prevrtr mtrace.q_rtg_proto mtrace.q_s mtrace.q_src_mask mtrace.q_total reply reply.pending
  `,
  ip: `
    bogus_header_length bogus_ip_length bogus_ip_version checksum.status checksum_bad.expert checksum_calculated
    cipso.categories cipso.malformed cipso.sensitivity_level cipso.tag_data cipso.tag_type evil_packet flags.sf
    fragment.error fragments geoip.dst_summary geoip.src_summary nop opt.addr opt.len.invalid opt.padding
    opt.ptr.before_address opt.ptr.middle_address opt.qs_ttl_diff opt.qs_unused opt.sec_prot_auth_doe
    opt.sec_prot_auth_flags opt.sec_prot_auth_fti opt.sec_prot_auth_genser opt.sec_prot_auth_nsa opt.sec_prot_auth_sci
    opt.sec_prot_auth_siop_esi opt.sec_prot_auth_unassigned opt.type.class opt.type.copy opt.type.number subopt_too_long
    tos tos.cost tos.delay tos.precedence tos.reliability tos.throughput ttl.lncb ttl.too_small
  `,
  ipoib: `
    daddr grh grh.flowlabel grh.ipver grh.sgid grh.sqpn grh.tclass
  `,
  ipv6cp: `
    interface_identifier opt.length opt.type
  `,
  isl: `
    addr dst dst_route_desc esize explorer fcs_not_incl len src src_route_desc src_vlan_id trailer type user user_eth
  `,
  'lisp-data': `
    flags.en_invalid flags.nv_invalid mapver
  `,
  llc: `
    apple_atalk_pid apple_awdl_pid bluetooth_pid cimetrics_pid control.f control.ftype control.n_r control.n_s control.p
    control.s_ftype control.u_modifier_cmd control.u_modifier_resp dsap.ig dsap.sap extreme_pid force10_pid foundry_pid
    hpteam_pid iana_pid nortel_pid wlccp_pid
  `,
  mpls: `
    invalid_label
  `,
  mqtt: `
    illegal_topic_length msg_decoded_as msg_text retain_reserved unknown_topic_alias unknown_version willmsg_text
  `,
  nflog: `
    timestamp tlv
  `,
  nsh: `
    length.invalid
  `,
  ppp: `
    bad_checksum direction fcs.status fcs_16 fcs_32 kind magic_number opt.len.invalid oui
  `,
  pppoes: `
    tags tags.credits.bcn tags.credits.fcn
  `,
  sll: `
    trailer
  `,
  tcp: `
    ack.nonzero analysis.tfo_ack analysis.tfo_ignored analysis.tfo_syn bogus_header_length checksum.ffff checksum.status
    checksum_bad.expert checksum_calculated continuation_to fin_retransmission flags.ace non_zero_bytes_after_eol nop
    option.len.invalid options.acc_ecn.eceb options.acc_ecn.ee0b options.acc_ecn.ee1b options.ao.keyid options.ao.mac
    options.ao.rnextkeyid options.cc_value options.echo_value options.experimental.data options.experimental.exid
    options.md5.digest options.mptcp.addaddrtrunchmac options.mptcp.addrid options.mptcp.backup.flag
    options.mptcp.checksum options.mptcp.checksumreq.flags options.mptcp.dataack8.flag options.mptcp.dataackpresent.flag
    options.mptcp.datafin.flag options.mptcp.datalvllen options.mptcp.dseqn8.flag options.mptcp.dseqnpresent.flag
    options.mptcp.echo options.mptcp.extensibility.flag options.mptcp.flag_T.flag options.mptcp.flag_U.flag
    options.mptcp.flag_V.flag options.mptcp.flag_W.flag options.mptcp.ipv4 options.mptcp.ipv6 options.mptcp.ipver
    options.mptcp.nomoresubflows.flag options.mptcp.port options.mptcp.rawdataack options.mptcp.rawdataseqno
    options.mptcp.recvkey options.mptcp.recvtok options.mptcp.reserved options.mptcp.reserved.flag
    options.mptcp.rst_reason options.mptcp.sendhmac options.mptcp.sendkey options.mptcp.sendrand
    options.mptcp.sendtrunchmac options.mptcp.sha1.flag options.mptcp.sha256.flag options.mptcp.subflowseqno
    options.mptcp.version options.mss.absent options.mss.present options.qs.rate options.qs.ttl_diff
    options.rvbd.probe.appli_ver options.rvbd.probe.client.ip options.rvbd.probe.flags options.rvbd.probe.flags.last
    options.rvbd.probe.flags.notcfe options.rvbd.probe.flags.probe options.rvbd.probe.flags.server
    options.rvbd.probe.flags.ssl options.rvbd.probe.prober options.rvbd.probe.proxy.ip options.rvbd.probe.proxy.port
    options.rvbd.probe.reserved options.rvbd.probe.storeid options.rvbd.probe.type1 options.rvbd.probe.type2
    options.rvbd.probe.version options.rvbd.probe.version_raw options.rvbd.trpy.client.port options.rvbd.trpy.dst.ip
    options.rvbd.trpy.dst.port options.rvbd.trpy.flags options.rvbd.trpy.flags.chksum options.rvbd.trpy.flags.fw_rst
    options.rvbd.trpy.flags.fw_rst_inner options.rvbd.trpy.flags.fw_rst_probe options.rvbd.trpy.flags.mode
    options.rvbd.trpy.flags.oob options.rvbd.trpy.src.ip options.rvbd.trpy.src.port options.sack.count options.sack.dsack
    options.sack.dsack_le options.sack.dsack_re options.scps.binding options.scps.binding.data options.scps.binding.id
    options.scps.binding.len options.scps.vector options.scpsflags.bets options.scpsflags.compress options.scpsflags.nlts
    options.scpsflags.reserved options.scpsflags.snack1 options.scpsflags.snack2 options.snack.le options.snack.offset
    options.snack.re options.snack.sequence options.snack.size options.tar.reserved options.tarr.rate options.tfo.request
    options.timestamp.tsval.syncookie.ecn options.timestamp.tsval.syncookie.sack
    options.timestamp.tsval.syncookie.timestamp options.timestamp.tsval.syncookie.wscale options.unknown.payload
    options.user_to_granularity options.user_to_val options.wscale.multiplier options.wscale.shift.invalid pdu.last_frame
    pdu.size pdu.time proc.dstcmd proc.dstpid proc.dstuid proc.dstuname proc.srccmd proc.srcpid proc.srcuid proc.srcuname
    reset_cause segment.error segment.multipletails segment.overlap segment.overlap.conflict segment.toolongfragment
    segment_data segments short_segment suboption_malformed syncookie.hash syncookie.mss syncookie.time
    urgent_pointer.non_zero
  `,
  teredo: `
    auth orig orig.addr
  `,
  tls: `
    app_data_proto decompression_error esni.encrypted_sni esni.encrypted_sni_length esni.nonce esni.record_digest
    esni.record_digest_length esni.suite extension.oid_filters.oid extension.oid_filters.oid_length
    extension.oid_filters.values_length extension.oid_filters_length handshake.cert_type.type handshake.cert_type.types
    handshake.cert_type.types_len handshake.cert_url.padding handshake.cert_url.sha1 handshake.cert_url.url
    handshake.cert_url.url_hash handshake.cert_url.url_hash_len handshake.cert_url.url_len handshake.cert_url_type
    handshake.challenge handshake.challenge_length handshake.cipher_spec_len handshake.cipherspec
    handshake.clear_key_data handshake.clear_key_length handshake.connection_id handshake.connection_id_length
    handshake.cred.pubkey handshake.cred.pubkey_len handshake.cred.signature handshake.cred.signature_len
    handshake.cred.valid_time handshake.dnames_truncated handshake.encrypted_key handshake.encrypted_key_length
    handshake.exponent handshake.exponent_len handshake.extension.heartbeat.mode handshake.extensions_alps.settings
    handshake.extensions_npn handshake.extensions_npn_str_len handshake.extensions_srp_len
    handshake.extensions_srp_username handshake.extensions_status_request_len
    handshake.extensions_status_request_list_len handshake.fragment handshake.fragment.count handshake.fragments
    handshake.hint handshake.hint_len handshake.identity handshake.identity_len handshake.key_arg
    handshake.key_arg_length handshake.md5_hash handshake.modulus handshake.modulus_len handshake.npn_padding
    handshake.npn_padding_len handshake.npn_selected_protocol handshake.npn_selected_protocol_len
    handshake.ocsp_response_list_len handshake.random_bytes handshake.rc handshake.rc_len handshake.reassembled_in
    handshake.rs handshake.rs_len handshake.session_id_hit handshake.session_id_length.error handshake.sha_hash
    handshake.status_request.undecoded handshake.vc handshake.vc_len handshake.vs handshake.vs_len handshake.xc
    handshake.xc_len handshake.xs handshake.xs_len heartbeat_message heartbeat_message.padding heartbeat_message.payload
    heartbeat_message.payload_length heartbeat_message.payload_length.invalid heartbeat_message.type
    ignored_unknown_record malformed.buffer_too_small malformed.trailing_data malformed.vector_length quic.len
    quic.parameter quic.parameter.ack_delay_exponent quic.parameter.active_connection_id_limit
    quic.parameter.cibir_encoding.length quic.parameter.cibir_encoding.offset quic.parameter.enable_time_stamp_v2
    quic.parameter.facebook.partial_reliability quic.parameter.google.connection_options
    quic.parameter.google.initial_rtt quic.parameter.google.key_update_not_yet_supported
    quic.parameter.google.quic_params quic.parameter.google.quic_params_unknown_field quic.parameter.google.quic_version
    quic.parameter.google.support_handshake_done quic.parameter.google.supported_version
    quic.parameter.google.supported_versions_length quic.parameter.google.user_agent quic.parameter.initial_max_data
    quic.parameter.initial_max_stream_data_bidi_local quic.parameter.initial_max_stream_data_bidi_remote
    quic.parameter.initial_max_stream_data_uni quic.parameter.initial_max_streams_bidi
    quic.parameter.initial_max_streams_uni quic.parameter.initial_source_connection_id quic.parameter.lengt.old
    quic.parameter.length quic.parameter.loss_bits quic.parameter.max_ack_delay quic.parameter.max_datagram_frame_size
    quic.parameter.max_idle_timeout quic.parameter.max_udp_payload_size quic.parameter.min_ack_delay
    quic.parameter.original_destination_connection_id quic.parameter.preferred_address.connectionid
    quic.parameter.preferred_address.connectionid.length quic.parameter.preferred_address.ipv4address
    quic.parameter.preferred_address.ipv4port quic.parameter.preferred_address.ipv6address
    quic.parameter.preferred_address.ipv6port quic.parameter.preferred_address.statelessresettoken
    quic.parameter.retry_source_connection_id quic.parameter.stateless_reset_token quic.parameter.type
    quic.parameter.value quic.parameter.vi.chosen_version quic.parameter.vi.other_version reassembled.data
    reassembled.length reassembled_in record.is_escape record.length.invalid record.padding_length resumed segment
    segment.count segment.data segment.error segment.multipletails segment.overlap segment.overlap.conflict
    segment.toolongfragment segments unexpected_message
  `,
  udp: `
    checksum.bad checksum.status checksum.zero checksum_calculated checksum_coverage length.bad length.bad_zero pdu.size
    possible_traceroute proc.dstcmd proc.dstpid proc.dstuid proc.dstuname proc.srccmd proc.srcpid proc.srcuid
    proc.srcuname
  `,
  vlan: `
    cfi id_name len.past_end too_many_tags
  `,
  vxlan: `
    flags_reserved
  `,
}
