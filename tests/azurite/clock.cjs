// Loaded before Azurite (node -r): gives the emulator a clock that a test can move, and ends it with the run.
// POST /MILLISECONDS on the announced port moves the clock ahead by so much; the answer is sent when it is in force.
"use strict";
const http = require("http");
const RealDate = Date;
let ahead = 0;

globalThis.Date = class extends RealDate {
  constructor(...values) {
    if (values.length === 0) {
      super(RealDate.now() + ahead);
    } else {
      super(...values);
    }
  }

  static now() {
    return RealDate.now() + ahead;
  }
};

const control = http.createServer((request, response) => {
  const by = Number(request.url.slice(1));
  if (request.method !== "POST" || !Number.isSafeInteger(by) || by < 0) {
    response.writeHead(400).end();
    return;
  }

  ahead += by;
  response.writeHead(204).end();
});
control.listen(0, "127.0.0.1", () => console.log(`Clock listens at http://127.0.0.1:${control.address().port}`));

// Whoever started us holds our input: when it dies, however it dies, we end as well.
process.stdin.on("end", () => process.exit(0));
process.stdin.resume();
