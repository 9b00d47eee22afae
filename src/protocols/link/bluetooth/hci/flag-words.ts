/**
 * Parameters that are sets of flags: bits from the lowest up, as names and labels between bars.
 * Core Specification, volume 4, part E, section 7.
 */
export interface FlagWords {
  readonly label: string
  /** In bits. */
  readonly size: number
  /** Whether the set has a filter name as a whole. */
  readonly isNamed: boolean
  readonly filter?: string
  readonly words: string
}

export const flagWords: Readonly<Record<string, FlagWords>> = {
  evt_mask: { label: 'Event Mask', size: 64, isNamed: false, words: `
    evt_mask_00:1 Inquiry Complete | evt_mask_01:1 Inquiry Result | evt_mask_02:1 Connect Complete | evt_mask_03:1 Connect Request |
    evt_mask_04:1 Disconnect Complete | evt_mask_05:1 Auth Complete | evt_mask_06:1 Remote Name Req Complete |
    evt_mask_07:1 Encrypt Change | evt_mask_10:1 Change Connection Link Key Complete | evt_mask_11:1 Master Link Key Complete |
    evt_mask_12:1 Read Remote Supported Features | evt_mask_13:1 Read Remote Ver Info Complete | evt_mask_14:1 QoS Setup Complete | - |
    - | evt_mask_17:1 Hardware Error | evt_mask_20:1 Flush Occurred | evt_mask_21:1 Role Change | - | evt_mask_23:1 Mode Change |
    evt_mask_24:1 Return Link Keys | evt_mask_25:1 PIN Code Request | evt_mask_26:1 Link Key Request |
    evt_mask_27:1 Link Key Notification | evt_mask_30:1 Loopback Command | evt_mask_31:1 Data buffer Overflow |
    evt_mask_32:1 Max Slots Change | evt_mask_33:1 Read Clock Offset Complete | evt_mask_34:1 Connection Packet Type Changed |
    evt_mask_35:1 QoS Violation | evt_mask_36:1 Page Scan Mode Change | evt_mask_37:1 Page Scan Repetition Mode Change |
    evt_mask_40:1 Flow Specification Complete | evt_mask_41:1 Inquiry Result With RSSI |
    evt_mask_42:1 Read Remote Ext. Features Complete | - | - | - | - | - | - | - | - | evt_mask_53:1 Synchronous Connection Complete |
    evt_mask_54:1 Synchronous Connection Changed | evt_mask_55:1 Sniff Subrate | evt_mask_56:1 Extended Inquiry Result |
    evt_mask_57:1 Encryption Key Refresh Complete | evt_mask_60:1 IO Capability Request | evt_mask_61:1 IO Capability Response |
    evt_mask_62:1 User Confirmation Request | evt_mask_63:1 User Passkey Request | evt_mask_64:1 Remote OOB Data Request |
    evt_mask_65:1 Simple Pairing Complete | - | evt_mask_67:1 Link Supervision Timeout Changed | evt_mask_70:1 Enhanced Flush Complete |
    - | evt_mask_72:1 User Passkey Notification | evt_mask_73:1 Keypress Notification | - | - | - | -` },
  evt_mask2: { label: 'Event Mask Page 2', size: 64, isNamed: false, words: `
    evt_mask2_00:1 Physical Link Complete | evt_mask2_01:1 Channel Selected | evt_mask2_02:1 Disconnection Physical Link |
    evt_mask2_03:1 Physical Link Loss Early Warning | evt_mask2_04:1 Physical Link Recovery | evt_mask2_05:1 Logical Link Complete |
    evt_mask2_06:1 Disconnection Logical Link Complete | evt_mask2_07:1 Flow Spec Modify Complete |
    evt_mask2_10:1 Number Of Completed Data Blocks | evt_mask2_11:1 AMP Start Test | evt_mask2_12:1 AMP Test End |
    evt_mask2_13:1 AMP Receiver Report | evt_mask2_14:1 Short Range Mode Change Complete | evt_mask2_15:1 AMP Status Change | - | - |
    - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - |
    - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | - | -` },
  le_event_mask: { label: 'LE Event Mask', size: 64, isNamed: true, words: `
    le_event_mask.le_connection_complete LE Connection Complete | le_event_mask.le_advertising_report LE Advertising Report |
    le_event_mask.le_connection_update_complete LE Connection Update Complete |
    le_event_mask.le_read_remote_features_complete LE Read Remote Features Complete |
    le_event_mask.le_long_term_key_request LE Long Term Key Request |
    le_event_mask.le_remote_connection_parameter_request LE Remote Connection Parameter Request |
    le_event_mask.le_data_length_change LE Data Length Change |
    le_event_mask.le_read_local_p256_public_key_complete LE Read Local P-256 Public Key Complete |
    le_event_mask.le_generate_dhkey_complete LE Generate DHKey Complete |
    le_event_mask.le_enhanced_connection_complete LE Enhanced Connection Complete |
    le_event_mask.le_direct_advertising_report LE Direct Advertising Report |
    le_event_mask.le_phy_update_complete LE PHY Update Complete |
    le_event_mask.le_extended_advertising_report LE Extended Advertising Report |
    le_event_mask.le_periodic_advertising_sync_established LE Periodic Advertising Sync Established |
    le_event_mask.le_periodic_advertising_report LE Periodic Advertising Report |
    le_event_mask.le_periodic_advertising_sync_lost LE Periodic Advertising Sync Lost |
    le_event_mask.le_extended_scan_timeout LE Extended Scan Timeout |
    le_event_mask.le_extended_advertising_set_terminated LE Extended Advertising Set Terminated |
    le_event_mask.le_scan_request_received LE Scan Request Received |
    le_event_mask.le_channel_selection_algorithm LE Channel Selection Algorithm |
    le_event_mask.le_connectionless_iq_report LE Connectionless IQ Report |
    le_event_mask.le_connection_iq_report LE Connection IQ Report | le_event_mask.le_cte_request_failed LE CTE Request Failed |
    le_event_mask.le_periodic_advertising_sync_transfer_received LE Periodic Advertising Sync Transfer Received |
    le_event_mask.le_cis_established LE CIS Established | le_event_mask.le_cis_request LE CIS Request |
    le_event_mask.le_create_big_complete LE Create BIG Complete |
    le_event_mask.le_terminate_big_complete LE Terminate BIG Complete |
    le_event_mask.le_big_sync_established LE BIG Sync Established | le_event_mask.le_big_sync_lost LE BIG Sync Lost |
    le_event_mask.le_request_peer_sca_complete LE Request Peer SCA Complete |
    le_event_mask.le_path_loss_threshold LE Path Loss Threshold |
    le_event_mask.le_transmit_power_reporting LE Transmit Power Reporting |
    le_event_mask.le_biginfo_advertising_report LE BIGInfo Advertising Report |
    le_event_mask.le_subrate_changed LE Subrate Changed | le_event_mask.reserved:29 Reserved` },
  le_features: { label: 'Supported LE Features', size: 64, isNamed: true, words: `
    le_features.encryption LE Encryption |
    le_features.connection_parameters_request_procedure Connection Parameters Request Procedure |
    le_features.extended_reject_indication Extended Reject Indication |
    le_features.slave_initiated_features_exchange Slave-Initiated Features Exchange | le_features.ping Ping |
    le_features.data_packet_length_extension Data Packet Length Extension | le_features.ll_privacy LL Privacy |
    le_features.extended_scanner_filter_policies Extended Scanner Filter Policies | le_features.2m_phy LE 2M PHY |
    le_features.stable_modulation_index_tx Stable Modulation Index - Tx |
    le_features.stable_modulation_index_rx Stable Modulation Index - Rx | le_features.coded_phy LE Coded PHY |
    le_features.extended_advertising LE Extended Advertising | le_features.periodic_advertising LE Periodic Advertising |
    le_features.channel_selection_algorithm_2 Channel Selection Algorithm #2 | le_features.power_class_1 Power Class 1 |
    le_features.minimum_number_of_used_channels_procedure Minimum Number of Used Channels Procedure |
    le_features.connection_cte_request Connection CTE Request | le_features.connection_cte_response Connection CTE Response |
    le_features.connectionless_cte_tx Connectionless CTE Tx | le_features.connectionless_cte_rx Connectionless CTE Rx |
    le_features.antenna_switching_during_cte_tx_aod Antenna Switching During CTE Tx (AoD) |
    le_features.antenna_switching_during_cte_rx_aoa Antenna Switching During CTE Rx (AoA) |
    le_features.receiving_cte Receiving CTE |
    le_features.periodic_advertising_sync_transfer_sender Periodic Advertising Sync Transfer - Sender |
    le_features.periodic_advertising_sync_transfer_receiver Periodic Advertising Sync Transfer - Receiver |
    le_features.sleep_clock_accuracy_updates Sleep Clock Accuracy Updates |
    le_features.remote_public_key_validation Remote Public Key Validation |
    le_features.cis_master Connected Isochronous Stream - Master | le_features.cis_slave Connected Isochronous Stream - Slave |
    le_features.isochronous_broadcaster Isochronous Broadcaster | le_features.synchronized_receiver Synchronized Receiver |
    le_features.isochronous_channels_host_support Isochronous Channels (Host_support) |
    le_features.power_control_request Power Control Request | le_features.power_change_indication Power Change Indication |
    le_features.path_loss_monitoring Path Loss Monitoring | le_features.periodic_advertising_adi Periodic Advertising ADI |
    le_features.connection_subrating Connection Subrating |
    le_features.connection_subrating_host_support Connection Subrating (Host support) |
    le_features.channel_classification Channel Classification | le_features.reserved:24 Reserved` },
  lmp_features: { label: 'LMP Features', size: 64, isNamed: false, words: `
    lmp_features.3slot_packets 3-slot packets | lmp_features.5slot_packets 5-slot packets | lmp_features.encryption Encryption |
    lmp_features.slot_offset Slot Offset | lmp_features.timing_accuracy Timing Accuracy | lmp_features.role_switch Role Switch |
    lmp_features.hold_mode Hold Mode | lmp_features.sniff_mode Sniff Mode | lmp_features.park_state Park Mode |
    lmp_features.power_control_requests Power Control Requests |
    lmp_features.channel_quality_driven_data_rate Channel Quality Driven Data Rate | lmp_features.sco_link SCO Link |
    lmp_features.hv2_packets HV2 packets | lmp_features.hv3_packets HV3 packets |
    lmp_features.u_law_log_synchronous_data u-law Log Synchronous Data |
    lmp_features.a_law_log_synchronous_data A-law Log Synchronous Data |
    lmp_features.cvsd_synchronous_data CVSD Synchronous Data |
    lmp_features.paging_parameter_negotiation Paging Parameter Negotiation | lmp_features.power_control Power Control |
    lmp_features.transparent_synchronous_data Transparent Synchronous Data | lmp_features.flow_control_lag:3 Flow Control Lag |
    lmp_features.broadcast_encryption Broadband Encryption | lmp_features.reserved.24 Reserved |
    lmp_features.edr_acl_2mbps_mode EDR ACL 2 Mbps Mode | lmp_features.edr_acl_3mbps_mode EDR ACL 3 Mbps Mode |
    lmp_features.enhanced_inquiry_scan Enhanced Inquiry Scan | lmp_features.interlaced_inquiry_scan Interlaced Inquiry Scan |
    lmp_features.interlaced_page_scan Interlaced Page Scan | lmp_features.rssi_with_inquiry_results RSSI with Inquiry Results |
    lmp_features.ev3_packets EV3 Packets | lmp_features.ev4_packets EV4 Packets | lmp_features.ev5_packets EV5 Packets |
    lmp_features.reserved.34 Reserved | lmp_features.afh_capable_slave AFH Capable Slave |
    lmp_features.afh_classification_slave AFH Classification Slave | lmp_features.br_edr_not_supported BR/EDR Not Supported |
    lmp_features.le_supported_controller LE Supported Controller | lmp_features.3slot_edr_acl_packets 3-slot EDR ACL packets |
    lmp_features.5slot_edr_acl_packets 5-slot EDR ACL packets | lmp_features.sniff_subrating Sniff Subrating |
    lmp_features.pause_encryption Pause Encryption | lmp_features.afh_capable_master AFH Capable Master |
    lmp_features.afh_classification_master AFH Classification Master | lmp_features.edr_esco_2mbps_mode EDR eSCO 2 Mbps Mode |
    lmp_features.edr_esco_3mbps_mode EDR eSCO 3 Mbps Mode | lmp_features.3slot_edr_esco_packets 3-slot EDR eSCO Packets |
    lmp_features.extended_inquiry_response Extended Inquiry Response |
    lmp_features.simultaneous_le_and_br_edr.controller Simultaneous LE and BR/EDR to Same Device Capable Controller |
    lmp_features.reserved.50 Reserved | lmp_features.secure_simple_pairing Secure Simple Pairing |
    lmp_features.encapsulated_pdu Encapsulated PDU | lmp_features.erroneous_data_reporting Erroneous Data Reporting |
    lmp_features.non_flushable_packet_boundary_flag Non-flushable Packet Boundary Flag | lmp_features.reserved.55 Reserved |
    lmp_features.supervision_timeout_changed_event Link Supervision Timeout Changed Event |
    lmp_features.inquiry_tx_power_level Inquiry TX Power Level | lmp_features.enhanced_power_control Enhanced Power Control |
    lmp_features.reserved.59_62:4 Reserved | lmp_features.extended_features Extended Features` },
  packet_type: { label: 'Packet Type', size: 16, isNamed: true, words: `
    packet_type.reserved.0 Reserved | packet_type.2dh1 2-DH1 | packet_type.3dh1 3-DH1 | packet_type.dm1 DM1 |
    packet_type.dh1 DH1 | packet_type.reserved.5_7:3 Reserved | packet_type.2dh3 2-DH3 | packet_type.3dh3 3-DH3 |
    packet_type.dm3 DM3 | packet_type.dh3 DH3 | packet_type.2dh5 2-DH5 | packet_type.3dh5 3-DH5 | packet_type.dm5 DM5 |
    packet_type.dh5 DH5` },
  sco_packet_type: { label: 'Packet Type', size: 16, isNamed: true, words: `
    sco_packet_type.hv1 HV1 may be used | sco_packet_type.hv2 HV2 may be used | sco_packet_type.hv3 HV3 may be used |
    sco_packet_type.ev3 EV3 may be used | sco_packet_type.ev4 EV4 may be used | sco_packet_type.ev5 EV5 may be used |
    sco_packet_type.2ev3 2-EV3 may NOT be used | sco_packet_type.3ev3 3-EV3 may NOT be used |
    sco_packet_type.2ev5 2-EV5 may NOT be used | sco_packet_type.3ev5 3-EV5 may NOT be used |
    sco_packet_type.reserved:6 Reserved` },
  advertising_properties: { label: 'Advertising Event Properties', size: 16, isNamed: true, words: `
    adv_properties.connectable Connectable | adv_properties.scannable Scannable | adv_properties.directed Directed |
    adv_properties.hdc_connectable_directed High Duty Cycle Connectable Directed | adv_properties.legacy_adv Use Legacy PDUs |
    adv_properties.anonymous_adv Anonymous Advertisement | adv_properties.txpower Include Tx Power |
    adv_properties.reserved:9 Reserved` },
  periodic_adv_properties: { label: 'Periodic Advertising Properties', size: 16, isNamed: true, words: `
    -:6 Reserved | adv_properties.txpower Include Tx Power` },
  all_phys: { label: 'All PHYs', size: 8, isNamed: true, words: `
    all_phys.tx_preference The Host has no Tx PHY preference | all_phys.rx_preference The Host has no Rx PHY preference |
    all_phys.reserved:6 Reserved` },
  tx_phys: { label: 'Tx PHYs', size: 8, isNamed: true, words: `
    phys_pref.le_1m The Host prefers LE 1M | phys_pref.le_2m The Host prefers LE 2M |
    phys_pref.le_coded The Host prefers LE Coded | phys_pref.reserved:5 Reserved` },
  rx_phys: { label: 'Rx PHYs', size: 8, isNamed: true, words: `
    phys_pref.le_1m The Host prefers LE 1M | phys_pref.le_2m The Host prefers LE 2M |
    phys_pref.le_coded The Host prefers LE Coded | phys_pref.reserved:5 Reserved` },
  le_scan_phys: { label: 'Scanning PHYs', size: 8, isNamed: true, words: `
    le_scan_phys.le_1m LE 1M | - Reserved | le_scan_phys.le_coded LE Coded | -:5 Reserved` },
  le_init_phys: { label: 'Initiating PHYs', size: 8, isNamed: true, words: `
    le_phys.le_1m LE 1M | le_phys.le_2m LE 2M | le_phys.le_coded LE Coded | le_phys.reserved:5 Reserved` },
  simple_pairing_options: { label: 'Simple Pairing Options', size: 8, isNamed: true, words: `
    simple_pairing_options.remote_public_key_validation Remote Public Key Validation |
    simple_pairing_options.reserved:7 Reserved` },
  supported_switching_sample_rates: { label: 'Supported Switching Sampling Rates', size: 8, isNamed: true, words: `
    supported_switching_sample_rates.1us_switching_aod_tx 1 usec switching for AoD Tx |
    supported_switching_sample_rates.1us_sampling_aod_rx 1 usec sampling for AoD Rx |
    supported_switching_sample_rates.1us_switching_and_sampling_aoa_rx 1 usec switching and sampling for AoA Rx |
    supported_switching_sample_rates.reserved:5 Reserved` },
  power_level_flags: { label: 'Transmit Power Level Flags', size: 8, isNamed: true, words: `
    transmit_power_level_flags.minimum_power At Minimum Power Level |
    transmit_power_level_flags.maximum_power At Maximum Power Level | transmit_power_level_flags.reserved:6 Reserved` },
  clock: { label: 'Clock Offset', size: 16, isNamed: false, words: `
    clock_offset:15 Clock Offset | clock_offset_valid:1 Clock Offset Valid` },
  voice: { label: 'Voice Setting', size: 16, isNamed: false, words: `
    voice.air_coding_format:2 Air Coding Format | voice.linear_pcm_bit_pos:3 Linear PCM Bit Position |
    voice.input_sample_size:1 Input Sample Size | voice.input_data_format:2 Input Data Format | voice.input_coding:2 Input Coding |
    voice.unused:6 Unused bits` },
  link_policy: { label: 'Link Policy Settings', size: 16, isNamed: false, words: `
    link_policy_switch:1 Enable Role Switch | link_policy_hold:1 Enable Hold Mode | link_policy_sniff:1 Enable Sniff Mode |
    link_policy_park:1 Enable Park Mode` },
  hold_mode: { label: 'Hold Mode Activity', size: 8, isNamed: false, words: `
    hold_mode_page:1 Suspend Page Scan | hold_mode_inquiry:1 Suspend Inquiry Scan | hold_mode_periodic:1 Suspend Periodic Inquiries` },
  le_advts_ch_map: { label: 'Advertising Channel Map', size: 8, isNamed: false, words: `
    le_advts_ch_map_1:1 Channel 37 | le_advts_ch_map_2:1 Channel 38 | le_advts_ch_map_3:1 Channel 39` },
  packet_type_hv: { label: 'Packet Type', size: 16, isNamed: false, words: `
    -:5 Reserved | packet_type_hv1:1 HV1 | packet_type_hv2:1 HV2 | packet_type_hv3:1 HV3` },
}
