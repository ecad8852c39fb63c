// The probe's commands for what VMs share: data, queues and metrics.

import {
  Counter,
  Gauge,
  getSharedData,
  Histogram,
  lastStatus,
  log,
  setSharedData,
  SharedQueue,
  Status,
  updateSharedData,
} from 'proxy-wasm';
import { proxy_define_metric } from 'proxy-wasm/hostcalls';
import { note, OUT } from 'proxy-wasm/memory';

class Append {
  key: string = '';
  others: i32 = 0;
}

const argument = new Append();

function append(old: string | null, argument: Append): string {
  if (argument.others-- > 0) setSharedData(argument.key, 'of another');
  return old === null ? 'new' : old + '+';
}

/** Of the value that was read last. */
let cas: u32 = 0;

function tell(what: string, value: string | null): void {
  log.info(what + ' -> ' + lastStatus().toString() + ' ' + (value === null ? 'null' : value));
}

function told(status: Status): void {
  log.info(status.toString());
}

/** False when the command is none of these. */
export function shareOrMeasure(words: string[]): bool {
  const command = words[0];
  const id = words.length > 1 ? <u32>parseInt(words[1]) : 0;
  if (command == 'get-data') {
    const data = getSharedData(words[1]);
    tell('get-data', data === null ? null : data.text() + ' cas ' + data.cas.toString());
    if (data !== null) cas = data.cas;
  } else if (command == 'set-data') {
    const expected = words[2] == 'cas' ? cas : <u32>parseInt(words[2]);
    told(setSharedData(words[1], words.slice(3).join(' '), expected));
  } else if (command == 'update-data') {
    // update-data KEY ATTEMPTS MORE: sets the value anew, as somebody else would in between, so many times.
    argument.key = words[1];
    argument.others = <i32>parseInt(words[3]);
    told(updateSharedData(words[1], append, argument, <i32>parseInt(words[2])));
  } else if (command == 'register') tell('register', SharedQueue.register(words[1]).id.toString());
  else if (command == 'resolve') {
    const queue = SharedQueue.resolve(words[1] == '-' ? '' : words[1], words[2]);
    tell('resolve', (queue === null ? 0 : queue.id).toString());
  } else if (command == 'enqueue') told(new SharedQueue(id).enqueue(words.slice(2).join(' ')));
  else if (command == 'dequeue') tell('dequeue', new SharedQueue(id).dequeue());
  else if (command == 'define') tell('define', define(id, words.slice(2).join(' ')).toString());
  // Any id may stand for a metric of any type: here the statuses of wrong use are looked for.
  else if (command == 'increment') told(new Gauge(id).increment(<i64>parseInt(words[2])));
  else if (command == 'record') told(new Gauge(id).record(<u64>parseInt(words[2])));
  else if (command == 'metric') tell('metric', new Gauge(id).value().toString());
  else return false;
  return true;
}

/** The id of a metric of that type. There are three: of any other one only the host can say what it thinks of it. */
function define(type: u32, name: string): u32 {
  if (type == 0) return Counter.define(name).id;
  if (type == 1) return Gauge.define(name).id;
  if (type == 2) return Histogram.define(name).id;
  const bytes = String.UTF8.encode(name);
  const status = proxy_define_metric(type, changetype<usize>(bytes), bytes.byteLength, OUT);
  return note(status) == Status.Ok ? load<u32>(OUT) : 0;
}
