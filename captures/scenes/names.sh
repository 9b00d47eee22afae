# The domain name system.

dns.pcapng() {
  direct
  bind_server
  record client eth0
  local type
  for type in A AAAA MX TXT NS SOA SRV CAA HTTPS NAPTR SSHFP TLSA LOC HINFO; do
    ask +norecurse +noedns "$(name_with "$type")" "$type"
  done
  ask +noedns alias.example.test A                # CNAME and its target
  ask +noedns -x 192.0.2.2                        # PTR
  ask +noedns -x 2001:db8::2                      # PTR, IPv6
  ask +noedns nowhere.example.test A              # NXDOMAIN
  ask +noedns example.org A                       # REFUSED
  ask +noedns version.bind CH TXT
  ask example.test ANY
}

dns-edns.pcapng() {
  direct
  bind_server
  record client eth0
  ask +nsid +subnet=203.0.113.0/24 +expire example.test SOA
  ask +nocookie +padding=128 +keepalive +tcp example.test A
  ask +dnssec example.test A                      # RRSIG
  ask +dnssec nowhere.example.test A              # NSEC
  ask +dnssec example.test DNSKEY
  ask +dnssec example.test DS
  ask +ednsopt=65001:c0ffee +edns=0 example.test A
}

dns-tcp.pcapng() {
  direct
  bind_server
  record client eth0
  ask +tcp +noedns example.test A
  ask +bufsize=512 long.example.test TXT          # cut by the server, asked again over TCP
  ask +tcp +keepopen +noedns www.example.test A www.example.test AAAA
  ask example.test AXFR
  printf 'server 192.0.2.2\nzone example.test\nupdate add new.example.test 60 A 192.0.2.99\nsend\n' | on client nsupdate
}

ask() { on client dig @192.0.2.2 +tries=1 +timeout=3 "$@"; }

name_with() {
  case $1 in
    SRV) echo _http._tcp.example.test ;;
    TLSA) echo _443._tcp.example.test ;;
    *) echo example.test ;;
  esac
}

bind_server() {
  mkdir "$work/zones"
  cat >"$work/zones/example.test" <<-'END'
	$TTL 3600
	@       SOA ns.example.test. hostmaster.example.test. 2024010101 7200 3600 1209600 300
	@       NS ns
	@       A 192.0.2.2
	@       AAAA 2001:db8::2
	@       MX 10 mail
	@       MX 20 mail2
	@       TXT "v=spf1 -all" "second string"
	@       CAA 0 issue "ca.example.test"
	@       HTTPS 1 . alpn=h2,http/1.1 ipv4hint=192.0.2.2
	@       NAPTR 100 10 "u" "E2U+sip" "!^.*$!sip:info@example.test!" .
	@       SSHFP 4 2 3a5bd1c3e8f0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a
	@       LOC 52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m
	@       HINFO "PC" "UNIX"
	ns      A 192.0.2.2
	mail    A 192.0.2.25
	mail2   A 192.0.2.26
	www     A 192.0.2.2
	www     AAAA 2001:db8::2
	alias   CNAME www
	_http._tcp SRV 0 5 80 www
	_443._tcp TLSA 3 1 1 3a5bd1c3e8f0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a
	END
  local line
  for line in 1 2 3 4; do printf 'long TXT "%s"\n' "$(printf "$line%.0s" {1..240})"; done >>"$work/zones/example.test"
  reverse_zone reverse4 2
  reverse_zone reverse6 2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0
  cat >"$work/named.conf" <<-END
	options {
	  directory "$work/zones"; pid-file none; session-keyfile none; managed-keys-directory "$work/zones";
	  listen-on { 192.0.2.2; }; listen-on-v6 { none; };
	  recursion no; dnssec-validation no; notify no; version "example"; server-id "ns.example.test";
	  allow-transfer { any; }; minimal-responses no;
	};
	controls { };
	zone "example.test" { type primary; file "example.test"; allow-update { any; }; dnssec-policy default; };
	zone "2.0.192.in-addr.arpa" { type primary; file "reverse4"; };
	zone "8.b.d.0.1.0.0.2.ip6.arpa" { type primary; file "reverse6"; };
	END
  start server named named -g -u root -n 1 -c "$work/named.conf"
  eventually ip netns exec client dig @192.0.2.2 +tries=1 +timeout=1 example.test A
  eventually signed
}

# reverse_zone FILE NAME: a zone with one address, that of www.example.test.
reverse_zone() {
  cat >"$work/zones/$1" <<-END
	\$TTL 3600
	@ SOA ns.example.test. hostmaster.example.test. 1 7200 3600 1209600 300
	@ NS ns.example.test.
	$2 PTR www.example.test.
	END
}

signed() {
  ip netns exec client dig @192.0.2.2 +short +tcp example.test DNSKEY | grep -q . &&
    ip netns exec client dig @192.0.2.2 +dnssec +tcp nowhere.example.test A | grep -q NSEC
}
