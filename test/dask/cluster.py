"""A Dask cluster until standard input ends, and who ran what in it: GET answers the scheduler's own task stream."""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from distributed import Client, LocalCluster


def main() -> None:
    with LocalCluster(n_workers=2, threads_per_worker=2, dashboard_address="127.0.0.1:0") as cluster:
        with Client(cluster) as client:
            # The scheduler keeps the stream from the first question on.
            client.get_task_stream(count=1)

            class Answer(BaseHTTPRequestHandler):
                def do_GET(self) -> None:
                    stream = client.get_task_stream(count=1000)
                    tasks = [{"key": str(task["key"]), "worker": task["worker"]} for task in stream]
                    body = json.dumps({"workers": list(client.scheduler_info()["workers"]), "tasks": tasks})
                    self.send_response(200)
                    self.end_headers()
                    self.wfile.write(body.encode())

                def log_message(self, *_: object) -> None:
                    pass

            server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://127.0.0.1:{server.server_port}"
            print(json.dumps({"address": cluster.scheduler_address, "questions": address}), flush=True)
            sys.stdin.read()
            server.shutdown()


if __name__ == "__main__":
    main()
