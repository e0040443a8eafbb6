import { expect, test } from 'vitest';
import source from './fixtures/doubling-worker.ts?worker-source';

test('the text starts from a blob as a module worker and answers', async () => {
	const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
	const worker = new Worker(url, { type: 'module' });
	const answer = new Promise((resolve, reject) => {
		worker.onmessage = ({ data }) => resolve(data);
		worker.onerror = ({ message }) => reject(new Error(message));
	});
	worker.postMessage(21);
	expect(await answer).toBe(42);
	worker.terminate();
	URL.revokeObjectURL(url);
});
