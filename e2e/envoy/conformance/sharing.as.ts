// The probe's commands for what VMs share: data, queues and metrics.

import {
  defineMetric,
  dequeue,
  enqueue,
  getSharedData,
  incrementMetric,
  lastStatus,
  log,
  metricValue,
  MetricType,
  recordMetric,
  registerSharedQueue,
  resolveSharedQueue,
  setSharedData,
  Status,
} from 'proxy-wasm';

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
  } else if (command == 'register') tell('register', registerSharedQueue(words[1]).toString());
  else if (command == 'resolve')
    tell('resolve', resolveSharedQueue(words[1] == '-' ? '' : words[1], words[2]).toString());
  else if (command == 'enqueue') told(enqueue(id, words.slice(2).join(' ')));
  else if (command == 'dequeue') {
    const value = dequeue(id);
    tell('dequeue', value === null ? null : String.UTF8.decode(value));
  } else if (command == 'define')
    tell('define', defineMetric(<MetricType>id, words.slice(2).join(' ')).toString());
  else if (command == 'increment') told(incrementMetric(id, <i64>parseInt(words[2])));
  else if (command == 'record') told(recordMetric(id, <u64>parseInt(words[2])));
  else if (command == 'metric') tell('metric', metricValue(id).toString());
  else return false;
  return true;
}
