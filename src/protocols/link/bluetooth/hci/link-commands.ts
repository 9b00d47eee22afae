/**
 * Commands of links and their policy, by opcode: what they are called, and their parameters.
 * Core Specification, volume 4, part E, 7.1 and 7.2.
 */
export const linkCommands = {
  0x0401: ['Inquiry', 'lap inq_length num_responses'],
  0x0402: ['Inquiry Cancel'],
  0x0403: ['Periodic Inquiry Mode', 'max_period_length min_period_length lap inq_length num_responses'],
  0x0404: ['Exit Periodic Inquiry Mode'],
  0x0405: ['Create Connection', 'bd_addr packet_type page_scan_repetition_mode page_scan_mode clock allow_role_switch'],
  0x0406: ['Disconnect', 'connection_handle reason'],
  0x0407: ['Add SCO Connection', 'connection_handle packet_type_hv'],
  0x0408: ['Create Connection Cancel', 'bd_addr'],
  0x0409: ['Accept Connection Request', 'bd_addr acr.role'],
  0x040a: ['Reject Connection Request', 'bd_addr reason'],
  0x040b: ['Link Key Request Reply', 'bd_addr link_key'],
  0x040c: ['Link Key Request Negative Reply', 'bd_addr'],
  0x040d: ['PIN Code Request Reply', 'bd_addr pin_code_length pin_code'],
  0x040e: ['PIN Code Request Negative Reply', 'bd_addr'],
  0x040f: ['Change Connection Packet Type', 'connection_handle packet_type'],
  0x0411: ['Authentication Requested', 'connection_handle'],
  0x0413: ['Set Connection Encryption', 'connection_handle encryption_enable'],
  0x0415: ['Change Connection Link Key', 'connection_handle'],
  0x0417: ['Master Link Key', 'key_flag'],
  0x0419: ['Remote Name Request', 'bd_addr page_scan_repetition_mode page_scan_mode clock'],
  0x041a: ['Remote Name Request Cancel', 'bd_addr'],
  0x041b: ['Read Remote Supported Features', 'connection_handle'],
  0x041c: ['Read Remote Extended Features', 'connection_handle page_number'],
  0x041d: ['Read Remote Version Information', 'connection_handle'],
  0x041f: ['Read Clock offset', 'connection_handle'],
  0x0420: ['Read LMP Handle', 'connection_handle'],
  0x0428: ['Setup Synchronous Connection', 'connection_handle tx_bandwidth rx_bandwidth max_latency_ms voice retransmission_effort'
    + ' sco_packet_type'],
  0x0429: ['Accept Synchronous Connection Request', 'bd_addr tx_bandwidth rx_bandwidth max_latency_ms voice retransmission_effort'
    + ' sco_packet_type'],
  0x042a: ['Reject Synchronous Connection Request', 'bd_addr reason'],
  0x042b: ['IO Capability Request Reply', 'bd_addr io_capability oob_data_present auth_requirements'],
  0x042c: ['User Confirmation Request Reply', 'bd_addr'],
  0x042d: ['User Confirmation Request Negative Reply', 'bd_addr'],
  0x042e: ['User Passkey Request Reply', 'bd_addr passkey'],
  0x042f: ['User Passkey Request Negative Reply', 'bd_addr'],
  0x0430: ['Remote OOB Data Request Reply', 'bd_addr hash_c randomizer_r'],
  0x0433: ['Remote OOB Data Request Negative Reply', 'bd_addr'],
  0x0434: ['IO Capability Request Negative Reply', 'bd_addr reason'],
  0x0435: ['Create Physical Link', 'physical_link_handle dedicated_amp_key_length dedicated_amp_key_type dedicated_amp_key'],
  0x0436: ['Accept Physical Link', 'physical_link_handle dedicated_amp_key_length dedicated_amp_key_type dedicated_amp_key'],
  0x0437: ['Disconnect Physical Link', 'physical_link_handle reason'],
  0x0438: ['Create Logical Link', 'physical_link_handle flow_spec flow_spec'],
  0x0439: ['Accept Logical Link', 'physical_link_handle flow_spec flow_spec'],
  0x043a: ['Disconnect Logical Link', 'logical_link_handle'],
  0x043b: ['Logical Link Cancel', 'physical_link_handle ident'],
  0x043c: ['Flow Spec Modify', 'logical_link_handle/1 flow_spec flow_spec'],
  0x043d: ['Enhanced Setup Synchronous Connection', 'connection_handle tx_bandwidth rx_bandwidth transmit_coding_format'
    + ' receive_coding_format transmit_codec_frame_size receive_codec_frame_size input_bandwidth output_bandwidth'
    + ' input_coding_format output_coding_format input_coded_data_size output_coded_data_size input_pcm_data_format'
    + ' output_pcm_data_format input_pcm_sample_payload_msb_position output_pcm_sample_payload_msb_position input_data_path'
    + ' output_data_path input_transport_unit_size output_transport_unit_size max_latency_ms sco_packet_type retransmission_effort'],
  0x043e: ['Enhanced Accept Synchronous Connection Request', 'bd_addr tx_bandwidth rx_bandwidth transmit_coding_format'
    + ' receive_coding_format transmit_codec_frame_size receive_codec_frame_size input_bandwidth output_bandwidth'
    + ' input_coding_format output_coding_format input_coded_data_size output_coded_data_size input_pcm_data_format'
    + ' output_pcm_data_format input_pcm_sample_payload_msb_position output_pcm_sample_payload_msb_position input_data_path'
    + ' output_data_path input_transport_unit_size output_transport_unit_size max_latency_ms sco_packet_type retransmission_effort'],
  0x043f: ['Truncated Page', 'bd_addr page_scan_repetition_mode clock'],
  0x0440: ['Truncated Page Cancel', 'bd_addr'],
  0x0441: ['Set Connectionless Slave Broadcast', 'connectionless_slave_broadcast lt_addr lpo_allowed packet_type interval.min'
    + ' interval.max csb_supervision_to'],
  0x0442: ['Set Connectionless Slave Broadcast Receive', 'connectionless_slave_broadcast_receive bd_addr lt_addr interval'
    + ' clock_offset_32 next_csb_clock csb_supervision_to remote_timing_accuracy csb_skip packet_type afh_channel_map'],
  0x0443: ['Start Synchronization Train'],
  0x0444: ['Receive Synchronization Train', 'bd_addr synchronization_scan_to window interval'],
  0x0445: ['Remote OOB Extended Data Request Reply', 'bd_addr c192 r192 c256 r256'],
  0x0801: ['Hold Mode', 'connection_handle hold_mode_max_int hold_mode_min_int'],
  0x0803: ['Sniff Mode', 'connection_handle sniff_max_int sniff_min_int sniff_attempt timeout'],
  0x0804: ['Exit Sniff Mode', 'connection_handle'],
  0x0805: ['Park Mode', 'connection_handle beacon_max_int beacon_min_int'],
  0x0806: ['Exit Park Mode', 'connection_handle'],
  0x0807: ['QoS Setup', 'connection_handle flags service_type token_rate peak_bandwidth latency delay_variation'],
  0x0809: ['Role Discovery', 'connection_handle'],
  0x080b: ['Switch Role', 'bd_addr role'],
  0x080c: ['Read Link Policy Settings', 'connection_handle'],
  0x080d: ['Write Link Policy Settings', 'connection_handle link_policy'],
  0x080e: ['Read Default Link Policy Settings'],
  0x080f: ['Write Default Link Policy Settings', 'link_policy'],
  0x0810: ['Flow Specification', 'connection_handle flags flow_direction service_type token_rate token_bucket_size peak_bandwidth'
    + ' latency'],
  0x0811: ['Sniff Subrating', 'connection_handle max_latency min_remote_timeout min_local_timeout'],
}
