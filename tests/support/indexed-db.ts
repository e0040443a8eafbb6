/** IndexedDB and Web Locks for Node, which has neither. */
import 'fake-indexeddb/auto';
import { vi } from 'vitest';
import { webLocks } from './web-locks.ts';

vi.stubGlobal('navigator', { locks: webLocks() });
