# Networks of Windows: files, directories and named pipes.

smb2-files.pcapng() {
  samba_server
  record client eth0
  on client smbclient --configfile="$work/smb.conf" -N -p 445 --max-protocol=SMB3 //192.0.2.2/share \
    -c "mkdir docs; put $work/samba/share/hello.txt docs\\a.txt; ls docs\\*; rename docs\\a.txt docs\\b.txt; volume"
}

smb2-pipe.pcapng() {
  samba_server
  record client eth0
  on client smbclient --configfile="$work/smb.conf" -N -p 445 --max-protocol=SMB2_10 -L 192.0.2.2
}

# A ticket is asked for over UDP and over TCP, then one for a service; of a user that is not known there is none.
kerberos.pcapng() {
  direct
  mkdir -p "$work/kdc"
  cat >"$work/krb5.conf" <<-END
	[libdefaults]
	default_realm = EXAMPLE.TEST
	dns_lookup_kdc = false
	dns_lookup_realm = false
	dns_canonicalize_hostname = false
	udp_preference_limit = 4000
	[realms]
	EXAMPLE.TEST = {
	  kdc = 192.0.2.2
	  key_stash_file = $work/kdc/stash
	  acl_file = $work/kdc/acl
	}
	[kdcdefaults]
	kdc_listen = 192.0.2.2:88
	kdc_tcp_listen = 192.0.2.2:88
	[dbmodules]
	EXAMPLE.TEST = {
	  db_library = db2
	  database_name = $work/kdc/principal
	}
	END
  sed 's/= 4000/= 1/' "$work/krb5.conf" >"$work/krb5-tcp.conf"
  local -x KRB5_CONFIG=$work/krb5.conf KRB5_KDC_PROFILE=$work/krb5.conf KRB5CCNAME=FILE:$work/tickets
  kdb5_util create -s -r EXAMPLE.TEST -P secret >/dev/null
  kadmin.local -r EXAMPLE.TEST -q 'addprinc -pw secret +requires_preauth alice' >/dev/null
  kadmin.local -r EXAMPLE.TEST -q 'addprinc -randkey host/server.example.test' >/dev/null
  start server kdc krb5kdc -n -r EXAMPLE.TEST -P "$work/kdc.pid"
  until_listening server tcp 88
  record client eth0
  on client kinit alice <<<secret
  on client env KRB5_CONFIG="$work/krb5-tcp.conf" kvno host/server.example.test
  fails on client kinit nobody <<<secret
}
