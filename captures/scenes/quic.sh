# QUIC with HTTP/3, with the secrets in the file.

quic.pcapng() {
  quic_network
  quic_server 443
  record client eth0
  # Two requests on one connection; the same again with early data; other ciphers.
  quic_client 443 --session-file="$work/session" --tp-file="$work/parameters" -n 2
  quic_client 443 --session-file="$work/session" --tp-file="$work/parameters"
  quic_client 443 --ciphers="$quic_ciphers:+CHACHA20-POLY1305"
  quic_client 443 --ciphers="$quic_ciphers:+AES-256-GCM"
  # New keys, another port of which the server is told, and one of which it is not.
  quic_client 443 --key-update=50ms --delay-stream=120ms
  quic_client 443 --change-local-addr=50ms --delay-stream=120ms
  quic_client 443 --change-local-addr=50ms --nat-rebinding --delay-stream=120ms
  stop_recording
  rewritten editcap --inject-secrets "tls,$work/keys"
}

quic-versions.pcapng() {
  quic_network
  quic_server 443
  quic_server 4433 --validate-addr
  quic_server 4434 --preferred-versions=v2draft,v1
  record client eth0
  # Retry; negotiation; the draft of version 2 from the beginning, and chosen by the server.
  quic_client 4433
  quic_client 443 --version=0x1a2a3a4a --preferred-versions=v1
  quic_client 4434 --version=v2draft --preferred-versions=v2draft,v1 --other-versions=v2draft,v1
  quic_client 4434 --preferred-versions=v2draft,v1 --other-versions=v2draft,v1
  stop_recording
  rewritten editcap --inject-secrets "tls,$work/keys"
}

quic_ciphers=NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL

# Datagrams as they are on the wire, not those the kernel splits.
quic_network() {
  direct
  local host
  for host in client server; do on "$host" ethtool -K eth0 tx-udp-segmentation off; done
  # The client asks for a server by its name only.
  printf '192.0.2.2 example.test\n' >"$work/hosts"
  mount --bind "$work/hosts" /etc/hosts
  mkdir "$work/site"
  printf 'hello\n' >"$work/site/hello.txt"
  certificate
}

quic_server() {
  local port=$1
  shift
  start server "quic-$port" gtlsserver --quiet --no-pmtud --htdocs="$work/site" "$@" 192.0.2.2 "$port" "$work/key.pem" "$work/certificate.pem"
  until_listening server udp "$port"
}

# quic_client PORT [OPTION ...]: each connection asks for a text and for what is not there.
quic_client() {
  local port=$1
  shift
  on client env SSLKEYLOGFILE="$work/keys" gtlsclient --quiet --no-pmtud --exit-on-all-streams-close "$@" example.test "$port" \
    https://example.test/hello.txt https://example.test/missing.txt
}
