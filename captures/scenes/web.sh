# The web: HTTP/1.1, TLS.

web.pcapng() {
  direct
  name_server server 192.0.2.2
  web_server server
  names_from 192.0.2.2
  record client eth0
  on client curl -sS http://example.test/ http://example.test/missing
}

http.pcapng() {
  direct
  web_server server
  record client eth0
  local at=(--resolve example.test:80:192.0.2.2 -sS -o /dev/null)
  on client curl "${at[@]}" --location --cookie session=1 http://example.test/old \
    --next "${at[@]}" --head http://example.test/ \
    --next "${at[@]}" --range 0-15 http://example.test/robots.txt \
    --next "${at[@]}" --header 'If-Modified-Since: Mon, 01 Jan 2024 00:00:00 GMT' http://example.test/robots.txt \
    --next "${at[@]}" --user alice:secret http://example.test/private \
    --next "${at[@]}" --compressed http://example.test/robots.txt
}

http-post.pcapng() {
  direct
  web_server server
  record client eth0
  local at=(--resolve example.test:80:192.0.2.2 -sS -o /dev/null)
  printf 'a small file\n' >"$work/note.txt"
  on client curl "${at[@]}" --data 'name=alice' --data-urlencode 'text=a & b' http://example.test/form
  on client curl "${at[@]}" --form 'note=<'"$work/note.txt" --form "file=@$work/note.txt" http://example.test/form
  seq 1 200 | on client curl "${at[@]}" --header 'Transfer-Encoding: chunked' --header 'Expect: 100-continue' \
    --data-binary @- http://example.test/form
}

http-ports.pcapng() {
  direct
  mkdir "$work/files"
  printf 'hello\n' >"$work/files/hello.txt"
  touch --date=2024-01-01 "$work/files/hello.txt"
  start server python-8000 python3 -m http.server 8000 --directory "$work/files"
  start server python-9999 python3 -m http.server 9999 --directory "$work/files"
  until_listening server tcp 8000
  until_listening server tcp 9999
  record client eth0
  on client curl -sS http://192.0.2.2:8000/hello.txt http://192.0.2.2:9999/hello.txt
}

tls.pcapng() {
  direct
  web_page
  certificate
  tls_server 443 -tls1_3
  tls_server 8443 -tls1_2
  record client eth0
  tls_client 443
  tls_client 8443
  stop_recording
  rewritten editcap --inject-secrets "tls,$work/keys"
}

certificate() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj /CN=example.test \
    -addext subjectAltName=DNS:example.test -keyout "$work/key.pem" -out "$work/certificate.pem" 2>>"$work/run.log"
}

tls_server() {
  start server "tls-$1" env --chdir "$work/site" openssl s_server -accept "$1" "$2" -WWW -alpn http/1.1 \
    -cert "$work/certificate.pem" -key "$work/key.pem"
  until_listening server tcp "$1"
}

tls_client() {
  (printf 'GET /index.html HTTP/1.0\r\n\r\n'; sleep 0.5) | on client openssl s_client -connect "192.0.2.2:$1" -servername example.test \
    -alpn h2,http/1.1 -CAfile "$work/certificate.pem" -keylogfile "$work/keys" -ign_eof
}
