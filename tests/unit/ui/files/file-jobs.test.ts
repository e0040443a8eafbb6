import { expect, test } from 'vitest';
import { KmsError } from '#lib/domain/errors.ts';
import { FileJobs } from '#lib/ui/files/file-jobs.svelte.ts';
import type { VaultState } from '#lib/ui/engine/vault.svelte.ts';
import { must } from '../../../support/must.ts';

function deferred<Value>() {
	let settle!: { resolve: (value: Value) => void; reject: (error: unknown) => void };
	const promise = new Promise<Value>((resolve, reject) => (settle = { resolve, reject }));
	return { promise, ...settle };
}

const work = { kind: 'ENCRYPT', keyId: 'key', context: {} } as const;
const someFile = (name: string) => new File(['text'], name);

/** A vault that answers when the test says so. */
function slowVault() {
	const answer = deferred<never>();
	const vault = { handle: () => answer.promise, subscribe() {}, whenLocked() {} };
	return { jobs: new FileJobs(vault as unknown as VaultState), refuse: answer.reject };
}

/** The empty file that the browser's dialog has made. */
function madeFile() {
	const removed = deferred<undefined>();
	const handle = {
		getFile: () => Promise.resolve({ size: 0 }),
		remove() {
			removed.resolve(undefined);
			return Promise.resolve();
		}
	};
	return { handle: handle as unknown as FileSystemFileHandle, removed: removed.promise };
}

test('a file that waits is stopped at once, and what the dialog made for it is taken away', async () => {
	const { jobs, refuse } = slowVault();
	const [first, second] = [madeFile(), madeFile()];
	jobs.add([someFile('a')], work, { kind: 'FILE', handle: first.handle });
	jobs.add([someFile('b')], work, { kind: 'FILE', handle: second.handle });
	const [running, waiting] = jobs.list;
	must(waiting).stop.abort();
	expect(must(waiting).state).toBe('STOPPED');
	refuse(new KmsError('VaultLocked', {}));
	await Promise.all([first.removed, second.removed]);
	expect(must(waiting).state).toBe('STOPPED');
	expect(must(running).failure).toBeUndefined();
});

test('a key that can no longer be used ends its file, which says why, and so does the log', async () => {
	const ended = deferred<object>();
	let changed: (event: { type: string }) => void = () => undefined;
	const answers: Record<string, (request: object) => object> = {
		EncryptFile: () => ({ KeyId: 'key', Job: '0a1b2c3d', Header: new Uint8Array(), BodyKey: null }),
		DescribeKey: () => ({ KeyMetadata: { KeyState: 'PENDING_IMPORT' } }),
		FinishFile(request) {
			ended.resolve(request);
			return {};
		}
	};
	const vault = {
		handle: (operation: string, request: object) => Promise.resolve(answers[operation]?.(request)),
		subscribe: (listener: typeof changed) => (changed = listener),
		whenLocked() {}
	};
	const jobs = new FileJobs(vault as unknown as VaultState, (_, { stop }) => {
		queueMicrotask(() => changed({ type: 'changed' }));
		return new Promise((__, reject) => {
			stop.signal.addEventListener('abort', () => reject(new KmsError('Cancelled', {})));
		});
	});
	jobs.add([someFile('a')], work, { kind: 'MEMORY' });
	expect(await ended.promise).toEqual({ Job: '0a1b2c3d', Result: 'FAILED', Bytes: 0 });
	expect(must(jobs.list[0])).toMatchObject({
		state: 'FAILED',
		failure: { code: 'InvalidState', details: { keyState: 'PENDING_IMPORT' } }
	});
});
