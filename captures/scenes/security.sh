# Transport security: each version, cipher and way to begin a session, with the secrets in the file.

# The RSA key of the server is in the repository, so that static RSA can be opened with it.
tls-ciphers.pcapng() {
  direct
  mkdir "$work/site"
  certificate
  rsa_certificate
  openssl_server 443 -rev -cert "$work/certificate.pem" -dcert "$work/rsa.pem" -dkey "$here/tls-rsa.key" -cipher ALL:eNULL:@SECLEVEL=0 \
    -ciphersuites "$suites" -num_tickets 0
  gnutls_server 8443 "$work/certificate.pem" "$work/key.pem"
  record client eth0
  local cipher
  for cipher in ${suites//:/ }; do hello | openssl_client 443 -tls1_3 -ciphersuites "$cipher"; done
  for cipher in AES128-GCM-SHA256 AES256-CCM8 CHACHA20-POLY1305 AES128-SHA256 CAMELLIA256-SHA384; do
    hello | openssl_client 443 -tls1_2 -no_ticket -cipher "ECDHE-ECDSA-$cipher:@SECLEVEL=0"
  done
  for cipher in NULL-SHA256 AES128-GCM-SHA256; do hello | openssl_client 443 -tls1_2 -cipher "$cipher:@SECLEVEL=0"; done
  hello | openssl_client 443 -tls1 -no_ticket -cipher ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0
  hello | gnutls_client 443 +VERS-TLS1.2:+ECDHE-ECDSA:+AES-256-CBC:+SHA384:%NO_ETM
  hello | gnutls_client 8443 +VERS-TLS1.1:+ECDHE-ECDSA:+3DES-CBC:+SHA1:%NO_ETM
  hello | gnutls_client 8443 +VERS-TLS1.0:+ECDHE-ECDSA:+AES-256-CBC:+SHA1:%NO_ETM
  hello | gnutls_client 8443 +VERS-TLS1.1:+ECDHE-ECDSA:+ARCFOUR-128:+SHA1
  hello | gnutls_client 443 +VERS-TLS1.2:+RSA:+AES-128-CBC:+SHA1:%NO_SESSION_HASH:%NO_TICKETS
  stop_recording
  rewritten editcap --inject-secrets "tls,$work/keys"
}

suites=TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256

tls-sessions.pcapng() {
  direct
  web_page
  certificate
  openssl_server 443 -WWW -alpn http/1.1 -cert "$work/certificate.pem"
  TALKS=on openssl_server 444 -cert "$work/certificate.pem" -early_data -max_early_data 1000
  openssl_server 8443 -WWW -alpn http/1.1 -cert "$work/certificate.pem" -groups P-384
  openssl_server 8444 -rev -cert "$work/certificate.pem" -Verify 1
  gnutls_server 8445 "$work/certificate.pem" "$work/key.pem"
  record client eth0
  # Tickets, and sessions by their number, of version 1.2.
  request | openssl_client 443 -tls1_2 -sess_out "$work/ticket"
  request | openssl_client 443 -tls1_2 -sess_in "$work/ticket"
  request | openssl_client 443 -tls1_2 -no_ticket -sess_out "$work/number"
  request | openssl_client 443 -tls1_2 -no_ticket -sess_in "$work/number"
  # Early data that is taken, early data that is refused after a hello retry.
  hello | openssl_client 444 -tls1_3 -sess_out "$work/session"
  request >"$work/early"
  hello | openssl_client 444 -tls1_3 -sess_in "$work/session" -early_data "$work/early"
  request | openssl_client 8443 -tls1_3 -groups X25519:P-384 -sess_in "$work/session" -early_data "$work/early"
  # Client certificates, key updates of both kinds, and a second handshake in the first.
  (sleep 0.3; printf 'one\nk\n'; sleep 0.2; printf 'two\nK\n'; sleep 0.2; printf 'three\n'; sleep 0.3) |
    openssl_client 8444 -tls1_3 -cert "$work/certificate.pem" -key "$work/key.pem"
  hello | openssl_client 8444 -tls1_2 -cert "$work/certificate.pem" -key "$work/key.pem"
  (printf 'one\n'; sleep 0.2; printf '^renegotiate^\n'; sleep 0.4; printf 'two\n'; sleep 0.4) |
    gnutls_client 8445 +VERS-TLS1.2:+ECDHE-ECDSA:+AES-128-CBC:+SHA1:%NO_ETM --inline-commands
  stop_recording
  rewritten editcap --inject-secrets "tls,$work/keys"
}

dtls.pcapng() {
  direct
  mkdir "$work/site"
  certificate
  TALKS=on openssl_server 4433 -dtls -mtu 500 -cert "$work/certificate.pem" -cipher ALL:@SECLEVEL=0
  record client eth0
  local cipher
  for cipher in AES128-GCM-SHA256 CHACHA20-POLY1305 AES256-CCM8 AES256-SHA384; do
    hello | openssl_client 4433 -dtls1_2 -mtu 300 -cipher "ECDHE-ECDSA-$cipher:@SECLEVEL=0" -sess_out "$work/session"
  done
  hello | openssl_client 4433 -dtls1_2 -sess_in "$work/session" -cipher ECDHE-ECDSA-AES256-SHA384:@SECLEVEL=0
  hello | openssl_client 4433 -dtls1 -cipher ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0
  stop_recording
  rewritten editcap --inject-secrets "tls,$work/keys"
}

hello() { sleep 0.3; printf 'hello\n'; sleep 0.3; }
request() { printf 'GET /index.html HTTP/1.0\r\n\r\n'; sleep 0.5; }

rsa_certificate() {
  openssl req -x509 -key "$here/tls-rsa.key" -days 3650 -subj /CN=example.test -out "$work/rsa.pem" 2>>"$work/run.log"
}

# gnutls_server PORT CERTIFICATE KEY [OPTION ...]
gnutls_server() {
  local port=$1 certificate=$2 key=$3
  shift 3
  start server "gnutls-$port" gnutls-serv --echo --port "$port" --x509certfile "$certificate" --x509keyfile "$key" --disable-client-cert \
    --priority 'NONE:+VERS-ALL:+VERS-DTLS-ALL:+ECDHE-ECDSA:+RSA:+CIPHER-ALL:+ARCFOUR-128:+3DES-CBC:+CAMELLIA-128-CBC:+NULL:+MAC-ALL:+SIGN-ALL:+SIGN-RSA-SHA1:+SIGN-ECDSA-SHA1:+GROUP-ALL' "$@"
  sleep 0.5
}

# gnutls_client PORT PRIORITIES [OPTION ...]
gnutls_client() {
  local port=$1 priorities=$2
  shift 2
  on client env SSLKEYLOGFILE="$work/keys" gnutls-cli --insecure --port "$port" "$@" \
    --priority "NONE:$priorities:+SIGN-ALL:+SIGN-RSA-SHA1:+SIGN-ECDSA-SHA1:+GROUP-SECP256R1" 192.0.2.2 || echo "record.sh: no connection with $priorities" >&2
}

# openssl_server PORT OPTION ...: with TALKS=on it says what it is given, which is nothing for long.
openssl_server() {
  local port=$1 protocol=tcp input=/dev/null
  shift
  [[ " $* " != *' -dtls'* ]] || protocol=udp
  if [[ ${TALKS:-} == on ]]; then
    input=$work/input-$port
    mkfifo "$input"
    sleep 60 >"$input" &
  fi
  start server "openssl-$port" bash -c 'exec <"$0"; cd "$1"; shift; exec "$@"' "$input" "$work/site" \
    openssl s_server -accept "$port" -key "$work/key.pem" "$@"
  until_listening server "$protocol" "$port"
}

# openssl_client PORT OPTION ...
openssl_client() {
  local port=$1
  shift
  on client openssl s_client -connect "192.0.2.2:$port" -servername example.test -CAfile "$work/certificate.pem" \
    -keylogfile "$work/keys" "$@" || true
}
