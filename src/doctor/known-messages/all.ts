// All entries. Of those that fit one line the first is taken, so the special ones come before those that sum up.

import { configurationMessages } from './configuration.ts';
import { deliveryMessages } from './delivery.ts';
import type { KnownMessage } from './known-message.ts';
import { loadingMessages } from './loading.ts';
import { runningMessages } from './running.ts';
import { startingMessages } from './starting.ts';

export const knownMessages: readonly KnownMessage[] = [
  ...loadingMessages,
  ...runningMessages,
  ...deliveryMessages,
  ...configurationMessages,
  ...startingMessages,
];
