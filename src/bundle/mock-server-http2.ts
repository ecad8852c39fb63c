// The part of mock-server.mjs that speaks HTTP/2: gRPC servers, and servers that answer a gRPC call in plain HTTP.

export const mockServerHttp2Text: string = String.raw`
const frame = (bytes) => {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
};

/** Calls back once for each message that is whole by now. */
function messageCounter(onMessage) {
  let held = Buffer.alloc(0);
  return (data) => {
    held = Buffer.concat([held, data]);
    while (held.length >= 5 && held.length >= 5 + held.readUInt32BE(1)) {
      held = held.subarray(5 + held.readUInt32BE(1));
      onMessage();
    }
  };
}

/** Header pairs as node:http2 takes them: several values of a name are a list. */
function headerObject(pairs) {
  const headers = {};
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    if (headers[key] === undefined) headers[key] = value.trim();
    else headers[key] = [headers[key], value.trim()].flat();
  }
  return headers;
}

/** Does one thing after the other, each after its delay, as long as the stream is open. */
function inOrder(stream) {
  const steps = [];
  let timer = null;
  const next = () => {
    while (timer === null && steps.length > 0) {
      const step = steps[0];
      if (step.delayMs > 0) {
        timer = setTimeout(() => {
          timer = null;
          step.delayMs = 0;
          next();
        }, step.delayMs);
        return;
      }
      steps.shift();
      if (!stream.destroyed) step.work();
    }
  };
  stream.on('close', () => clearTimeout(timer));
  return (delayMs, work) => {
    steps.push({ delayMs: delayMs ?? 0, work });
    next();
  };
}

/** A gRPC server's answer: what to do when the call has come, at each message, and when the caller has closed its half. */
function grpcScript(stream, server, then) {
  const { initialMetadata = [], messages = [], trailingMetadata = [], answersAt, trailersOnly, delayMs } = server;
  const head = [['content-type', 'application/grpc'], ...initialMetadata];
  const end = [['grpc-status', String(server.status)]];
  if (server.message !== '') end.push(['grpc-message', server.message]);
  end.push(...trailingMetadata);
  let begun = false;
  let answered = 0;
  const begin = () => {
    if (begun) return;
    begun = true;
    then(delayMs, () => stream.respond({ ':status': 200, ...headerObject(head) }, { waitForTrailers: true, sendDate: false }));
    stream.on('wantTrailers', () => stream.sendTrailers(headerObject(end)));
  };
  const send = ({ data, encoding, delayMs: before }) =>
    then(before, () => stream.write(frame(Buffer.from(data, encoding === 'base64' ? 'base64' : 'utf8'))));
  const finish = () => {
    if (trailersOnly) {
      const all = { ':status': 200, ...headerObject([...head, ...end]) };
      then(delayMs, () => stream.respond(all, { endStream: true, sendDate: false }));
      return;
    }
    begin();
    then(0, () => stream.end());
  };
  const all = () => {
    if (!trailersOnly) {
      begin();
      messages.forEach(send);
    }
    finish();
  };
  return {
    start: () => answersAt === 'start' && all(),
    message: () => {
      if (answersAt !== 'message' || trailersOnly) return;
      begin();
      const message = messages[Math.min(answered, messages.length - 1)];
      answered += 1;
      if (message !== undefined) send(message);
    },
    end: () => {
      if (answersAt === 'message') finish();
      else if (answersAt !== 'start') all();
    },
  };
}

/** Any other behaviour, which begins when the whole request is there. */
function plainScript(stream, server, then, hangUp) {
  const answer = () => {
    const { status, headers, body, trailers } = server;
    const pieces = bodyPieces(body);
    const bare = pieces.every((piece) => piece.bytes.length === 0) && trailers.length === 0;
    const options = { endStream: bare, waitForTrailers: trailers.length > 0, sendDate: false };
    if (trailers.length > 0) stream.on('wantTrailers', () => stream.sendTrailers(headerObject(trailers)));
    then(server.delayMs, () => stream.respond({ ':status': status, ...headerObject(headers) }, options));
    if (bare) return;
    for (const { delayMs, bytes } of pieces) then(delayMs, () => stream.write(bytes));
    then(0, () => stream.end());
  };
  const reset = () => {
    if (server.after === 'headers') {
      then(server.delayMs, () => stream.respond({ ':status': 200, 'content-length': '1' }, { sendDate: false }));
      then(30, hangUp);
    } else then(server.delayMs, hangUp);
  };
  return {
    start: () => {},
    message: () => {},
    end: () => {
      if (server.kind === 'answer') answer();
      else if (server.kind === 'reset') reset();
    },
  };
}

/** As serve, for servers that are spoken to over HTTP/2 without TLS. */
function http2Server(behave, started) {
  const server = createHttp2Server();
  const sockets = new Map();
  server.on('connection', (socket) => {
    sockets.set(socket.remotePort, socket);
    socket.on('close', () => sockets.delete(socket.remotePort));
  });
  server.on('sessionError', () => {});
  server.on('stream', (stream, pseudo, flags, raw) => {
    const { remotePort } = stream.session.socket;
    const headers = [['host', pseudo[':authority']]];
    for (let at = 0; at < raw.length; at += 2) if (!raw[at].startsWith(':')) headers.push([raw[at], raw[at + 1]]);
    const request = { method: pseudo[':method'], path: pseudo[':path'], headers, body: Buffer.alloc(0), trailers: [] };
    started(request);
    const rule = behave(request);
    const then = inOrder(stream);
    const script =
      rule.kind === 'grpc'
        ? grpcScript(stream, rule, then)
        : plainScript(stream, rule, then, () => sockets.get(remotePort)?.destroy());
    const count = messageCounter(script.message);
    stream.on('error', () => {});
    stream.on('data', (data) => {
      request.body = Buffer.concat([request.body, data]);
      count(data);
    });
    stream.on('end', script.end);
    script.start();
  });
  return server;
}
`;
