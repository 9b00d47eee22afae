"""A web server for scenes: `event_server.py ADDRESS` sends events a tenth of a second apart, and answers in several media types."""
import base64
import gzip
import http.server
import sys
import time

events = [
    b": a comment\n\n",
    b"retry: 3000\ndata: first\n\n",
    b"event: price\nid: 2\ndata: {\"symbol\": \"ABC\",\ndata:  \"price\": 12.5}\n\n",
    b"id: 3\ndata: thi", b"rd\n\nid:4\ndata:four\n\n",
    b"data: bye\r\n\r\n",
]
pixel = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def head(self, kind, **more):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def body(self, kind, bytes, **more):
        self.head(kind, Content_Length=str(len(bytes)), **more)
        self.wfile.write(bytes)

    def do_GET(self):
        if self.path == "/chunked":
            self.head("text/event-stream", Transfer_Encoding="chunked")
            for each in events:
                self.wfile.write(b"%x\r\n%s\r\n" % (len(each), each))
                time.sleep(0.1)
            self.wfile.write(b"0\r\n\r\n")
        elif self.path == "/until-close":
            self.close_connection = True
            self.head("text/event-stream; charset=utf-8", Connection="close")
            for each in events[3:]:
                self.wfile.write(each)
                time.sleep(0.1)
        elif self.path == "/gzip":
            self.body("application/json", gzip.compress(b'{"numbers": [%s]}' % b", ".join(b"%d" % n for n in range(50))), Content_Encoding="gzip")
        elif self.path == "/image":
            self.body("image/png", pixel)
        else:
            self.body("text/html; charset=utf-8", "<!doctype html>\n<title>Wörld</title>\n".encode())

    def do_POST(self):
        if "chunked" in self.headers.get("Transfer-Encoding", ""):
            while (size := int(self.rfile.readline(), 16)) > 0:
                self.rfile.read(size + 2)
            self.rfile.readline()
        else:
            self.rfile.read(int(self.headers["Content-Length"]))
        self.body("application/json", b'{"received": true}\n')

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer((sys.argv[1], 80), Handler).serve_forever()
