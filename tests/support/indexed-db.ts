/** IndexedDB and Web Locks for Node, which has neither; for all tests that come after, too. */
import 'fake-indexeddb/auto';
import { webLocks } from './web-locks.ts';

Object.defineProperty(globalThis, 'navigator', {
	value: { locks: webLocks(), languages: ['en'] },
	configurable: true
});
