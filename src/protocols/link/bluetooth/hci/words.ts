/**
 * The parameters of commands and events by name: kind and size, and what they are called. A number is `x` (hexadecimal), `d` (decimal) or
 * `s` (signed) and its bits, `b` is bytes, `t` text, `a` a device address. A name with a size after it is another one of that name.
 * Core Specification 5.3, volume 4, part E, section 7.
 */
export const words = `
  acr.role x8 Role | addr_change_reasons x8 Address Change Reasons | adv_clock_accuracy x8 Advertiser Clock Accuracy |
  adv_data_operation x8 Data Operation | adv_fragment_preference x8 Fragment Preference | adv_handle x8 Advertising Handle |
  adv_num_sets d8 Number of Sets | adv_phy x8 Advertiser PHY | advertising_handle x8 Advertising Handle |
  advertising_properties x16 Advertising Event Properties | advertising_sid x8 Advertising SID |
  afh_ch_assessment_mode d8 AFH Channel Assessment Mode | afh_ch_classification b10 Channel Classification |
  afh_channel_map b10 AFH Channel Map | afh_mode d8 AFH Mode | air_mode d8 Air Mode | all_phys x8 All PHYs |
  allow_role_switch x8 Allow Role Switch | amp_assoc_length d16 AMP Assoc Length |
  amp_recv_report_interval d8 AMP Receiver Report Interval (s) | amp_remaining_assoc_length d16 AMP Remaining Assoc Length |
  amp_status x8 AMP Status | antenna_id d8 Antenna Id | antenna_switching_pattern b1 Antenna Switching Pattern |
  antenna_switching_pattern/2 b2 Antenna Switching Pattern | antenna_switching_pattern_length d8 Antenna Switching Pattern Length |
  auth_enable x8 Authentication Enable | auth_requirements d8 Authentication Requirements |
  authenticated_payload_timeout d16 Authenticated Payload Timeout | bd_addr a BD_ADDR | beacon_max_int d16 Beacon Max Interval |
  beacon_min_int d16 Beacon Min Interval | best_effort_flush_to d32 Best Effort Flush Timeout (us) | big_handle x8 BIG Handle |
  big_sync_delay d24 BIG Sync Delay | big_transport_latency d24 BIG Transport Latency | bis_handle x16 BIS Handle | bn d8 Burst Number |
  bn_m_to_s d8 Burst Number Master to Slave | bn_s_to_m d8 Burst Number Slave to Master | broadcast_code b16 Broadcast Code |
  c192 b16 C 192 | c256 b16 C 256 | channel_index d8 Channel Index | channel_selection_algorithm x8 Channel Selection Algorithm |
  cig_id x8 CIG Id | cig_sync_delay d24 CIG Sync Delay | cis_bis_handle x16 CIS/BIS Handle | cis_count d8 CIS Count |
  cis_handle x16 CIS Handle | cis_id x8 CIS Id | cis_sync_delay d24 CIS Sync Delay | clock x32 Clock | clock_accuracy x16 Clock |
  clock_offset_32 x32 Clock Offset | codec_config b1 Codec Configuration | codec_config_length d8 Codec Configuration Length |
  coding_format b5 Coding Format | comp_id x16 Manufacturer Name | connection_handle x16 Connection Handle |
  connectionless_slave_broadcast x8 Connectionless Slave Broadcast |
  connectionless_slave_broadcast_interval d16 Connectionless Slave Broadcast Interval |
  connectionless_slave_broadcast_receive x8 Connectionless Slave Broadcast Receive | continuation_number d16 Continuation Number |
  controller_delay d24 Controller Delay | controller_type x8 Controller Type | country_code x8 Country Code | csb.data b0 CSB Data |
  csb.data_length d8 CSB Data Length | csb.fragment x8 CSB Fragment | csb_skip d8 CSB Skip | csb_supervision_to d16 Supervision To |
  cte_count d8 CTE Count | cte_enable x8 CTE Enable | cte_length d8 CTE Length | cte_request_interval d16 CTE Request Interval |
  cte_rssi s16 RSSI | cte_type x8 CTE Type | cte_types x8 Allowed CTE Types | curr_role x8 Current Role | current_mode x8 Current Mode |
  current_path_loss d8 Current Path Loss | data b0 Data | data_block_length x16 Max. Data Block Length | data_length d8 Data Length |
  data_path_direction x8 Data Path Direction | data_path_id x8 Data Path Id | data_status x8 Data Status |
  dedicated_amp_key_length d8 Dedicated AMP Key Length | dedicated_amp_key_type d8 Dedicated AMP Key Type |
  delay_variation d32 Delay Variation | delete_all_flag x8 Delete All Flag | dhkey b32 DHKey | dm1_acl_u_mode x8 DM1 ACL-U Mode |
  enable_amp_recv_reports x8 Enable AMP Receiver Reports | enc_key_size s8 Encryption Key Size | encrypt_mode x8 Encryption Mode |
  encryption x8 Encryption | encryption_enable x8 Encryption Enable | encryption_mode x8 Encryption Mode |
  err_data_reporting d8 Erroneous Data Reporting | esco_loopback_mode x8 eSCO Loopback Mode | event_counter x16 Event Counter |
  extended_inquiry_length d16 Extended Inquiry Length | external_frame.duration d16 Frame Duration |
  external_frame.number_of_periods d8 Number of Periods | external_frame.sync_assert.jitter d16 Frame Sync Assert Jitter |
  external_frame.sync_assert.offset s16 Frame Duration | failed_contact_counter d16 Failed Contact Counter |
  failed_packet_counter d32 Failed Packet Counter | feature_bit_number d8 Feature Bit Number | feature_bit_value x8 Feature Bit Value |
  fec_required d8 FEC Required | filter_condition_type x8 Filter Condition Type | filter_type x8 Filter Type | flags x8 Flags |
  flow_contr_enable x8 Flow Control Enable | flow_control x8 SCO Flow Control | flow_control_mode x8 Flow Control Mode |
  flow_direction x8 Flow Direction | flow_direction/1 d8 Flow Direction | flow_spec_id x8 Flow Spec Identifier |
  flush_packet_type d8 Packet Type | flushto d32 Flush Timeout (us) | framing x8 Framing | ft_m_to_s d8 Flush Timeout Master to Slave |
  ft_s_to_m d8 Flush Timeout Slave to Master | hardware_code x8 Hardware Code | hash_c b16 Hash C | hci_vers_nr x8 HCI Version |
  hci_vers_nr/2 x16 HCI Version | high_hysteresis d8 High Hysteresis | high_threshold d8 High Threshold |
  hold_mode_max_int d16 Hold Mode Max Interval | hold_mode_min_int d16 Hold Mode Min Interval | iac_lap x24 IAC LAP |
  ident x8 Identifier | input_bandwidth d32 Input Bandwidth | input_coded_data_size d16 Input Coded Data Size |
  input_coding_format b5 Input Coding Format | input_data_path d8 Input Data Path | input_pcm_data_format x8 Input PCM Data Format |
  input_pcm_sample_payload_msb_position d8 Input PCM Sample Payload MSB Position |
  input_transport_unit_size d8 Input Transport Unit Size | inq_length d8 Inquiry Length | inq_mode d8 Inquiry Mode |
  inq_scan_type d8 Scan Type | interval d16 Interval | interval.max d16 Max Interval | interval.min d16 Min Interval |
  io_capability d8 IO Capability | io_capability/1 x8 IO Capability | iq_sampling_enable x8 IQ Sampling Enable |
  irc d8 Scheduled Payload Retransmissions | iso_data_pkt_len d16 ISO Data Packet Length | iso_interval d16 ISO Interval |
  key_flag x8 Key Flag | key_type x8 Key Type | lap x24 LAP | latency d32 Latency | le_acl_data_pkt_len d16 LE ACL Data Packet Length |
  le_address_resolution_enable x8 Address Resolution Enable | le_address_type x8 Address Type | le_advts_enable x8 Advertising Enable |
  le_advts_filter_policy x8 Advertising Filter Policy | le_advts_interval_max d16 Advertising Interval Max |
  le_advts_interval_max/3 d24 Advertising Interval Max | le_advts_interval_min d16 Advertising Interval Min |
  le_advts_interval_min/3 d24 Advertising Interval Min | le_advts_type x8 Advertising Type | le_channel_map b5 Channel Map |
  le_con_interval d16 Connection Interval | le_con_interval_max d16 Connection Interval Max |
  le_con_interval_min d16 Connection Interval Min | le_con_latency d16 Max Connection Latency | le_data_length d8 Data Length |
  le_direct_address_type x8 Direct Address Type | le_encrypted_data b16 Plaintext | le_encrypted_diversifier x16 Encrypted Diversifier |
  le_event_mask x64 LE Event Mask | le_filter_duplicates x8 Filter Duplicates | le_init_phys x8 Initiating PHYs |
  le_initiator_filter_policy x8 Initiator Filter Policy | le_key b16 Key | le_local_irk b16 Local IRK |
  le_local_p_256_public_key b64 Local-256_Public_Key | le_local_rpa a Local Resolvable Private Address |
  le_long_term_key b16 Long Term Key | le_master_clock_accuracy x8 Master Clock Accuracy | le_max_ce_length d16 Max CE Length |
  le_max_interval d16 Min Connection Interval | le_min_ce_length d16 Min CE Length | le_min_interval d16 Min Connection Interval |
  le_num_packets d16 Number of Packets | le_num_reports d8 Num Reports | le_own_address_type x8 Own Address Type |
  le_peer_address_type x8 Peer Address Type | le_peer_identity_address_type x8 Peer Identity Address Type | le_peer_irk b16 Peer IRK |
  le_peer_rpa a Peer Resolvable Private Address | le_periodic_adv_list_size d8 Periodic Advertiser List Size |
  le_plaintext b16 Plaintext | le_privacy_mode x8 Privacy Mode | le_random_number b8 Random Number |
  le_remote_p_256_public_key b64 Remote_P-256_Public_Key | le_rpa_timeout d16 RPA Timeout | le_rx_phy x8 Rx PHY |
  le_scan_enable x8 Scan Enable | le_scan_filter_policy x8 Scan Filter Policy | le_scan_interval d16 Scan Interval |
  le_scan_phys x8 Scanning PHYs | le_scan_type x8 Scan Type | le_scan_window d16 Scan Window |
  le_simultaneous_host x8 Simultaneous LE Host | le_simultaneous_host/1 d8 Simultaneous LE Host | le_states b8 Supported LE States |
  le_suggested_max_tx_octets d16 SuggestedMaxTxOctets | le_suggested_max_tx_time d16 SuggestedMaxTxTime |
  le_supported_host x8 LE Supported Host | le_supported_host/1 d8 LE Supported Host | le_supv_timeout d16 Supervision Timeout |
  le_sync_filter_policy x8 Filter Policy | le_test_data_length d8 Test Data Length | le_test_payload x8 Packet Payload |
  le_total_num_acl_data_pkts d8 Total Number LE ACL Data Packets | le_tx_octets d16 TxOctets | le_tx_phy x8 Tx PHY |
  le_tx_time d16 TxTime | le_white_list_size d8 White List Size | length_so_far d16 Length So Far | link_key b16 Link Key |
  link_loss_reason x8 Reason | link_quality d8 Link Quality | link_supervision_timeout d16 Link Supervision Timeout |
  link_type x8 Link Type | lmp_handle x8 LMP Handle | lmp_sub_vers_nr d16 LMP Subversion | lmp_vers_nr x8 LMP Version |
  local_reporting_enable x8 Local Reporting Enable | local_sam_index x8 Local SAM Index |
  local_sam_rx_availability d8 Local SAM Rx Availability | local_sam_tx_availability d8 Local SAM Tx Availability |
  location_domain t2 Location Domain | location_domain_aware x8 Location Domain Aware |
  location_domain_aware/1 d8 Location Domain Aware | location_domain_options t1 Location Domain Options |
  location_options x8 Location Options | logical_link_handle x16 Logical Link Handle | logical_link_handle/1 x8 Logical Link Handle |
  loopback_mode x8 Loopback Mode | low_hysteresis d8 Low Hysteresis | low_threshold d8 Low Threshold | lpo_allowed x8 LPO Allowed |
  lt_addr x8 LT_ADDR | max_acl_data_packet_length x16 Max. ACL Data Packet Length |
  max_adv_data_length d16 Maximum Advertising Data Length | max_amp_assoc_length d16 Max AMP Assoc Length |
  max_cte_length d8 Max CTE Length | max_data_length_acl d16 Host ACL Data Packet Length (bytes) |
  max_data_length_sco d8 Host SCO Data Packet Length (bytes) | max_data_num_acl d16 Host Total Num ACL Data Packets |
  max_data_num_sco d16 Host Total Num SCO Data Packets | max_encryption_key_size d8 Max Encryption Key Size |
  max_flush_to d32 Max Flush Timeout (us) | max_guaranteed_bandwidth d32 Max Guaranteed Bandwidth (kbps) | max_latency d16 Max. Latency |
  max_latency_ms d16 Max. Latency (ms) | max_length_antenna_switching_pattern d8 Max Length Antenna Switching Pattern |
  max_num_keys d16 Max Num Keys | max_page_number d8 Max. Page Number | max_pdu d16 Max PDU |
  max_pdu_m_to_s d16 Max PDU Master to Slave | max_pdu_s_to_m d16 Max PDU Slave to Master | max_pdu_size d32 Max PDU Size |
  max_period_length d16 Max Period Length | max_rx_latency d16 Max. Rx Latency | max_rx_octets d16 Max RX Octets |
  max_rx_time d16 Max RX Time | max_sampled_ctes d8 Max Sampled CTEs | max_sdu d16 Max SDU | max_slots d8 Maximum Number of Slots |
  max_transmit_power_level s8 Maximum Transmit Power Level | max_transport_latency d16 Max Transport Latency |
  max_transport_latency_m_to_s d16 Max Transport Latency Master to Slave |
  max_transport_latency_s_to_m d16 Max Transport Latency Slave to Master | max_tx_latency d16 Max. Tx Latency |
  max_tx_octets d16 Max TX Octets | max_tx_power s8 Maximum TX Power | max_tx_time d16 Max TX Time | min_latency d32 Min Latency (us) |
  min_local_timeout d16 Min. Local Timeout | min_period_length d16 Min Period Length | min_remote_timeout d16 Min. Remote Timeout |
  min_time_spent d16 Minimum Observation Time | min_tx_power s8 Minimum TX Power | missed_packet_counter d32 Missed Packet Counter |
  modulation_index x8 Modulation Index | mse d8 Max Sub-Events | mws.802.rx_priority.assert.jitter d16 802 Rx Priority Assert Jitter |
  mws.802.rx_priority.assert.offset s16 802 Rx Priority Assert Offset |
  mws.802.rx_priority.deassert.jitter d16 802 Rx Priority Deassert Jitter |
  mws.802.rx_priority.deassert.offset s16 802 Rx Priority Deassert Offset |
  mws.802.tx_priority.assert.jitter d16 802 Tx Priority Assert Jitter |
  mws.802.tx_priority.assert.offset s16 802 Tx Priority Assert Offset |
  mws.802.tx_priority.deassert.jitter d16 802 Tx Priority Deassert Jitter |
  mws.802.tx_priority.deassert.offset s16 802 Tx Priority Deassert Offset |
  mws.bt.rx_priority.assert.jitter d16 Bluetooth Rx Priority Assert Jitter |
  mws.bt.rx_priority.assert.offset s16 Bluetooth Rx Priority Assert Offset |
  mws.bt.rx_priority.deassert.jitter d16 Bluetooth Rx Priority Deassert Jitter |
  mws.bt.rx_priority.deassert.offset s16 Bluetooth Rx Priority Deassert Offset |
  mws.bt.tx_priority.assert.jitter d16 Bluetooth Tx Priority Assert Jitter |
  mws.bt.tx_priority.assert.offset s16 Bluetooth Tx Priority Assert Offset |
  mws.bt.tx_priority.deassert.jitter d16 Bluetooth Tx Priority Deassert Jitter |
  mws.bt.tx_priority.deassert.offset s16 Bluetooth Tx Priority Deassert Offset | mws.from_baud_rate d32 From Baud Rate |
  mws.inactivity_duration_assert.jitter d16 Inactivity Duration Assert Jitter |
  mws.inactivity_duration_assert.offset s16 Inactivity Duration Assert Offset | mws.number_of_frequencies d8 Number of Frequencies |
  mws.number_of_transports d8 Number of Transports | mws.pattern_assert.jitter d16 Pattern Assert Jitter |
  mws.pattern_assert.offset s16 Pattern Assert Offset | mws.priority_assert_offset_request d16 Priority Assert Offset Request |
  mws.rx_assert.jitter s16 RX Assert Jitter | mws.rx_assert.offset s16 RX Assert Offset | mws.rx_deassert.jitter d16 RX Deassert Jitter |
  mws.rx_deassert.offset s16 RX Deassert Offset | mws.scan_frequency_assert.jitter d16 Scan Frequency Assert Jitter |
  mws.scan_frequency_assert.offset s16 Scan Frequency Assert Offset | mws.to_baud_rate d32 To Baud Rate |
  mws.transport_layer x8 Transport Layer | mws.tx_assert.jitter d16 TX Assert Jitter | mws.tx_assert.offset s16 TX Assert Offset |
  mws.tx_deassert.jitter d16 TX Deassert Jitter | mws.tx_deassert.offset s16 TX Deassert Offset | mws_channel x8 MWS Channel |
  mws_channel_type x8 MWS Channel Type | mws_pattern.index d8 Index | mws_pattern.number_of_intervals d8 Number of Intervals |
  mws_rx_center_frequency d16 MWS RX Center Frequency | mws_rx_channel_bandwidth d16 MWS RX Channel Bandwidth |
  mws_tx_center_frequency d16 MWS TX Center Frequency | mws_tx_channel_bandwidth d16 MWS TX Channel Bandwidth |
  next_csb_clock x32 Next CSB Clock | notification_type d8 Notification Type | nse d8 Number of Sub-Events | num_bis d8 Number of BISes |
  num_bits d32 Number Of Bits | num_broad_retran d8 Num Broadcast Retran | num_compl_blocks d16 Number Of Completed Blocks |
  num_compl_ext_adv_events d8 Number Completed Extended Advertising Events | num_compl_packets d16 Number of Completed Packets |
  num_curr_iac d8 Number of Current IAC | num_error_bits d32 Number Of Error Bits | num_error_frames d16 Number Of Error Frames |
  num_frames d16 Number Of Frames | num_handles d8 Number of Connection Handles | num_iac_lap x24 IAC LAP |
  num_keys d8 Number of Link Keys | num_keys_deleted d16 Number of Link Keys Deleted | num_keys_read d16 Number of Link Keys Read |
  num_keys_written d8 Number of Link Keys Written | num_link_keys d8 Number of Link Keys | num_responses d8 Num Responses |
  num_supp_iac d8 Num Support IAC | num_supported_adv_sets d8 Number of Supported Advertising Sets |
  number_antennae d8 Number of Antennae | number_of_clock_captures_to_filter d8 Number of Clock Captures to Filter |
  number_of_reports d8 Number of Reports | number_of_supported_codecs d8 Number of Supported Codecs |
  number_of_supported_vendor_codecs d8 Number of Supported Vendor Codecs | numeric_value d32 Numeric Value |
  oob_data_present d8 OOB Data Present | output_bandwidth d32 Output Bandwidth | output_coded_data_size d16 Output Coded Data Size |
  output_coding_format b5 Output Coding Format | output_data_path d8 Output Data Path |
  output_pcm_data_format x8 Output PCM Data Format | output_pcm_sample_payload_msb_position d8 Output PCM Sample Payload MSB Position |
  output_transport_unit_size d8 Output Transport Unit Size | packet_status x8 Packet Status | packet_type x16 Packet Type |
  packing x8 Packing | page_number d8 Page Number | page_scan_mode x8 Page Scan Mode | page_scan_period_mode x8 Page Scan Period Mode |
  page_scan_repetition_mode x8 Page Scan Repetition Mode | pal_capabilities d16 Guaranteed Service | passkey d32 Passkey |
  payload_type x8 Payload Type | peak_bandwidth d32 Peak Bandwidth | peer_clock_accuracy x8 Peer Clock Accuracy |
  periodic_adv_properties x16 Periodic Advertising Properties | periodic_advertising_interval x16 Periodic Advertising Interval |
  phy x8 PHY | phy_and_coding x8 PHY | phy_m_to_s x8 PHY Master to Slave | phy_options x16 PHY Options |
  phy_s_to_m x8 PHY Slave to Master | physical_link_handle x8 Physical Link Handle | pin_code t16 PIN Code |
  pin_code_length d8 PIN Code Length | pin_type x8 PIN Type | pkt_count_rx_crc_error d32 Rx CRC Error Packets |
  pkt_count_rx_duplicate d32 Rx Duplicate Packets | pkt_count_rx_unreceived d32 Rx Unreceived Packets |
  pkt_count_tx_flushed d32 Tx Flushed Packets | pkt_count_tx_last_subevent d32 Tx Last Subevent Packets |
  pkt_count_tx_retransmitted d32 Tx Retransmitted Packets | pkt_count_tx_unacked d32 Tx UnACKed Packets |
  power_level s8 Power Level (dBm) | power_level_delta s8 Transmit Power Delta | power_level_flags x8 Transmit Power Level Flags |
  power_level_type x8 Type | power_report_reason x8 Reason | primary_advertising_phy x8 Primary Advertising PHY |
  pto d8 Pre-Transmission Offset | r192 b16 R 192 | r256 b16 R 256 | randomizer_r b16 Randomizer R | read_all_flag x8 Read All Flag |
  reason x8 Reason | receive_codec_frame_size d16 Receive Codec Frame Size | receive_coding_format b5 Receive Coding Format |
  received_packet_counter d32 Received Packet Counter | remote_reporting_enable x8 Remote Reporting Enable |
  remote_sam_index x8 Remote SAM Index | remote_sam_rx_availability d8 Remote SAM Rx Availability |
  remote_sam_tx_availability d8 Remote SAM Tx Availability | remote_timing_accuracy d8 Remote Timing Accuracy |
  report_event_type x8 Report Event Type | report_reason x8 Reason | reporting_enable x8 Reporting Enable |
  resolving_list_size d8 Resolving List Size | retransmission_effort d8 Retransmission Effort |
  rf_rx_path_compensation_value s16 RF Rx Path Compensation Value | rf_tx_path_compensation_value s16 RF Tx Path Compensation Value |
  role x8 Role | rssi s8 RSSI | rtn d8 Max Retransmissions | rx_bandwidth d32 Rx Bandwidth (bytes/s) | rx_frequency d8 Rx Frequency |
  rx_phys x8 Rx PHYs | sample_count d8 Sample Count | sca_action x8 Action | scan_duration d16 Duration | scan_enable x8 Scan Enable |
  scan_period d16 Period | scan_request_notification_enable x8 Scan Request Notification Enable |
  sco_flow_cont_enable x8 SCO Flow Control | sco_packet_type x16 Packet Type | sdu_interval d24 SDU Interval |
  sdu_interval_m_to_s d24 SDU Interval Master to Slave | sdu_interval_s_to_m d24 SDU Interval Slave to Master |
  sdu_packet_offset d24 SDU Packet Offset | sdu_packet_seq_num d16 SDU Packet Sequence Number |
  sdu_packet_timestamp d32 SDU Packet Timestamp | secondary_advertising_max_skip d8 Secondary Advertising Max Skip |
  secondary_advertising_phy x8 Secondary Advertising PHY | secure_connection_host_support x8 Secure Connection Host Support |
  service_data x8 Service Data | service_data_past x16 Service Data | service_type x8 Service Type |
  short_range_mode x8 Short Range Mode | short_range_mode_state d8 Short Range Mode State |
  simple_pairing_debug_mode d8 Simple Pairing Debug Mode | simple_pairing_mode d8 Simple Pairing Mode |
  simple_pairing_options x8 Simple Pairing Options | skip d16 Skip | slaves_clock_accuracy x8 Slaves Clock Accuracy |
  slot_durations x8 Slot Durations | sniff_attempt d16 Sniff Attempt | sniff_max_int d16 Sniff Max Interval |
  sniff_min_int d16 Sniff Min Interval | status x8 Status | subrate_factor d16 Subrate Factor | subrate_max d16 Maximum Subrate Factor |
  subrate_min d16 Minimum Subrate Factor | suggested_max_rx_octets d16 Suggested Max Rx Octets |
  suggested_max_rx_time d16 Suggested Max Rx Time | suggested_max_tx_octets d16 Suggested Max Tx Octets |
  suggested_max_tx_time d16 Suggested Max Tx Time | supported_switching_sample_rates x8 Supported Switching Sampling Rates |
  sync_cte_type x8 Sync CTE Type | sync_handle x16 Sync Handle | sync_link_type x8 Link Type | sync_mode x8 Mode |
  sync_rtx_window d8 Retransmit Window | sync_rx_pkt_len d16 Rx Packet Length | sync_timeout d16 Sync Timeout |
  sync_train_interval d16 Synchronization Train Interval | sync_train_to d32 Synchronization Train To |
  sync_tx_interval d8 Transmit Interval | sync_tx_pkt_len d16 Tx Packet Length | synchronization_scan_to d16 Synchronization Scan To |
  test_scenario x8 Test Scenario | timeout d16 Timeout | token_bucket_size d32 Available Token Bucket Size |
  token_rate d32 Available Token Rate | total_bandwidth d32 Total Bandwidth (kbps) |
  total_num_data_blocks x16 Total Number of Data Blocks | total_num_iso_data_pkts d8 Total Number ISO Data Packets |
  transmit_codec_frame_size d16 Transmit Codec Frame Size | transmit_coding_format b5 Transmit Coding Format |
  transmit_power_level s8 Transmit Power Level | transmit_power_level_8dpsk s8 Transmit Power Level 8DPSK (dBm) |
  transmit_power_level_dqpsk s8 Transmit Power Level DQPSK (dBm) | transmit_power_level_gfsk s8 Transmit Power Level GFSK (dBm) |
  transport_latency_m_to_s d24 Transport Latency Master to Slave | transport_latency_s_to_m d24 Transport Latency Slave to Master |
  triggered_clock_capture x8 Triggered Clock Capture | tx_bandwidth d32 Tx Bandwidth (bytes/s) | tx_frequency d8 Tx Frequency |
  tx_phys x8 Tx PHYs | tx_power s8 TX Power | tx_power_level_type x8 Tx Power Level Type | which_clock d8 Which Clock |
  window d16 Window | zone_entered x8 Zone Entered
`
