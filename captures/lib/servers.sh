# Servers more than one scene needs.

# name_server HOST IPV4[,IPV6]: dnsmasq for example.test.
name_server() {
  start "$1" dnsmasq dnsmasq --keep-in-foreground --conf-file=/dev/null --no-resolv --no-hosts --local=/test/ --user=root --pid-file= \
    --host-record=example.test,www.example.test,"$2" --log-facility=-
  until_listening "$1" udp 53
}

# web_server HOST: nginx with a few pages.
web_server() {
  web_page
  cat >"$work/nginx.conf" <<-END
	user root;
	worker_processes 1;
	daemon off;
	pid $work/nginx.pid;
	error_log stderr;
	events { worker_connections 64; }
	http {
	  access_log off;
	  types { text/html html; text/plain txt; }
	  client_body_temp_path $work/body;
	  gzip on;
	  gzip_min_length 0;
	  gzip_types text/plain;
	  server {
	    listen 80 fastopen=16;
	    listen [::]:80;
	    server_name example.test;
	    root $work/site;
	    location = /old { return 301 http://example.test/; }
	    location = /form { return 200 "received\n"; }
	    location = /upload { dav_methods PUT; }
	    location = /private { auth_basic "example"; auth_basic_user_file $work/users; try_files /index.html =404; }
	  }
	}
	END
  printf 'alice:%s\n' "$(openssl passwd -apr1 -salt saltsalt secret)" >"$work/users"
  [[ ${IPV6:-} == on ]] || sed -i '/\[::\]/d' "$work/nginx.conf"
  mkdir -p /run/log/nginx
  start "$1" nginx nginx -e stderr -c "$work/nginx.conf"
  until_listening "$1" tcp 80
}

web_page() {
  mkdir "$work/site"
  printf '<!doctype html>\n<title>example.test</title>\n<p>Hello from example.test\n' >"$work/site/index.html"
  printf 'User-agent: *\nDisallow:\n' >"$work/site/robots.txt"
  seq -f 'line %g of a longer text' 4000 >"$work/site/long.txt"
  touch --date=2024-01-01 "$work"/site/*
}
