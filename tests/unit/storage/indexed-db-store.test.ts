import 'fake-indexeddb/auto';
import { afterAll, vi } from 'vitest';
import { describeIndexedDbStore } from '../../support/indexed-db-contract.ts';
import { webLocks } from '../../support/web-locks.ts';

vi.stubGlobal('navigator', { locks: webLocks() });
afterAll(() => vi.unstubAllGlobals());

describeIndexedDbStore();
