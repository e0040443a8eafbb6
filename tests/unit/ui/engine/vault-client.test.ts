import { expect, test, vi } from 'vitest';
import { KmsError } from '#lib/domain/errors.ts';
import type { VaultEvent } from '#lib/service/api.ts';
import {
	toErrorValue,
	type CallMessage,
	type PageMessage,
	type StartMessage,
	type WorkerMessage
} from '#lib/service/worker/worker-protocol.ts';
import {
	VaultClient,
	type VaultAmongOthers,
	type VaultKeptByPage
} from '#lib/ui/engine/vault-client.ts';
import { FakeWorker, fakeWorkers } from '../../../support/fake-workers.ts';

/** Its messages are those of the vault worker. */
class FakeVaultWorker extends FakeWorker<PageMessage> {
	get received(): CallMessage[] {
		return this.messages.filter((message): message is CallMessage => 'id' in message);
	}

	send(message: WorkerMessage): void {
		this.dispatchEvent(new MessageEvent('message', { data: message }));
	}

	get last(): CallMessage {
		const message = this.received.at(-1);
		if (!message) throw new Error('nothing was received');
		return message;
	}
}

/** @param more - other parameters of the client */
function started(
	...more: [
		lockOtherTabs?: (staying: boolean) => void,
		kept?: VaultKeptByPage,
		among?: VaultAmongOthers
	]
) {
	const { start, ...workers } = fakeWorkers(() => new FakeVaultWorker());
	return { client: new VaultClient(start, ...more), ...workers };
}

test('each call gets its own answer, in whatever order they come', async () => {
	const { client, worker } = started();
	const status = client.handle('GetVaultStatus', {});
	const description = client.handle('DescribeVault', {});
	const [first, second] = worker().received;
	worker().send({ id: second?.id ?? 0, response: 'described' });
	worker().send({ id: first?.id ?? 0, response: 'status' });
	expect(await status).toBe('status');
	expect(await description).toBe('described');
});

test('a refusal arrives as the KmsError it was', async () => {
	const { client, worker } = started();
	const call = client.handle('DescribeKey', { KeyId: 'alias/gone' });
	const error = new KmsError('NotFound', { resource: 'alias', id: 'alias/gone' });
	worker().send({ id: worker().last.id, error: toErrorValue(error) });
	await expect(call).rejects.toMatchObject({ code: 'NotFound', details: error.details });
});

test('secret bytes are moved: the page keeps none', () => {
	const { client, worker } = started();
	const Passphrase = Uint8Array.of(1, 2, 3);
	void client.handle('UnlockVault', { Passphrase }).catch(() => undefined);
	expect(Passphrase).toHaveLength(0);
	expect(worker().last.request).toEqual({ Passphrase: Uint8Array.of(1, 2, 3) });
	client.close();
});

test('a part of a larger buffer is copied, and what is no secret stays', () => {
	const { client, worker } = started();
	const Plaintext = Uint8Array.of(1, 2, 3, 4).subarray(1, 3);
	void client.handle('Encrypt', { KeyId: 'alias/a', Plaintext }).catch(() => undefined);
	expect(Plaintext).toEqual(Uint8Array.of(2, 3));
	const CiphertextBlob = Uint8Array.of(9);
	void client.handle('Decrypt', { CiphertextBlob }).catch(() => undefined);
	expect(CiphertextBlob).toEqual(Uint8Array.of(9));
	expect(worker().last.request).toEqual({ CiphertextBlob });
	client.close();
});

test('a request that can’t be sent is refused, and leaves nothing waiting', async () => {
	const { client, worker } = started();
	const request = { KeyId: (() => undefined) as unknown as string };
	await expect(client.handle('DescribeKey', request)).rejects.toThrow();
	const status = client.handle('GetVaultStatus', {});
	worker().send({ id: worker().last.id, response: 'status' });
	expect(await status).toBe('status');
});

test('lock asks the engine, then ends the worker; what waits is refused with VaultLocked', async () => {
	const { client, worker, workers } = started();
	const waiting = client.handle('DescribeVault', {});
	const locking = client.lock();
	expect(worker().last.operation).toBe('LockVault');
	expect(worker().terminate).not.toHaveBeenCalled();
	worker().send({ id: worker().last.id, response: {} });
	await locking;
	expect(worker().terminate).toHaveBeenCalledOnce();
	await expect(waiting).rejects.toMatchObject({ code: 'VaultLocked' });

	void client.handle('GetVaultStatus', {}).catch(() => undefined);
	expect(workers).toHaveLength(2);
	client.close();
});

test.each([true, false])(
	'lock ends a worker that does not answer, and tells the other tabs itself whether they stay: %s',
	async (staying) => {
		vi.useFakeTimers();
		try {
			const tellOtherTabs = vi.fn();
			const { client, worker } = started(tellOtherTabs);
			const waiting = client.handle('UnlockVault', { Passphrase: Uint8Array.of(1) });
			const refused = expect(waiting).rejects.toMatchObject({ code: 'VaultLocked' });
			const locking = client.lock(staying);
			expect(worker().last).toMatchObject({ operation: 'LockVault', staying });
			await vi.advanceTimersByTimeAsync(2000);
			await locking;
			expect(tellOtherTabs).toHaveBeenCalledExactlyOnceWith(staying);
			expect(worker().terminate).toHaveBeenCalledOnce();
			await refused;
		} finally {
			vi.useRealTimers();
		}
	}
);

test('each worker starts with the vault that is chosen then; an update locks the tabs of the others too, and nothing else does', async () => {
	const among = { number: 2, lockOthers: vi.fn() };
	const { client, worker } = started(undefined, undefined, among);
	const starts = () => worker().messages.filter((message) => 'start' in message);
	void client.handle('GetVaultStatus', {}).catch(() => undefined);
	expect(starts()).toEqual([{ start: { vault: 2 } }]);
	const lock = async (staying: boolean) => {
		const locking = client.lock(staying);
		worker().send({ id: worker().last.id, response: {} });
		await locking;
	};
	await lock(false);
	expect(among.lockOthers).not.toHaveBeenCalled();
	among.number = 3;
	void client.handle('GetVaultStatus', {}).catch(() => undefined);
	expect(starts()).toEqual([{ start: { vault: 3 } }]);
	await lock(true);
	expect(among.lockOthers).toHaveBeenCalledOnce();
	// Also where this page has nothing open.
	await client.lock(true);
	expect(among.lockOthers).toHaveBeenCalledTimes(2);
});

test('a lock by another tab ends the worker here too, and is passed on', async () => {
	const { client, worker } = started();
	const heard: VaultEvent[] = [];
	client.subscribe((event) => heard.push(event));
	const waiting = client.handle('DescribeVault', {});
	worker().send({ event: { type: 'locked', reason: 'OTHER_TAB' } });
	await expect(waiting).rejects.toMatchObject({ code: 'VaultLocked' });
	expect(worker().terminate).toHaveBeenCalledOnce();
	expect(heard).toEqual([{ type: 'locked', reason: 'OTHER_TAB' }]);
});

test('a worker that breaks down locks the vault and is named as the cause; the next call starts another', async () => {
	const { client, worker, workers } = started();
	const heard: VaultEvent[] = [];
	client.subscribe((event) => heard.push(event));
	void client.handle('GetVaultStatus', {});
	worker().send({ id: worker().last.id, response: {} });
	const waiting = client.handle('DescribeVault', {});
	worker().breakDown();
	await expect(waiting).rejects.toMatchObject({ code: 'InternalError' });
	expect(heard).toEqual([{ type: 'locked', reason: 'WORKER_FAILED' }]);
	void client.handle('GetVaultStatus', {}).catch(() => undefined);
	expect(workers).toHaveLength(2);
	client.close();
});

test('a worker that never ran is not a vault that was locked: nobody starts the next one for it', async () => {
	const { client, worker, workers } = started();
	const heard: string[] = [];
	client.subscribe(({ type }) => heard.push(type));
	const waiting = client.handle('GetVaultStatus', {});
	worker().breakDown();
	await expect(waiting).rejects.toMatchObject({ code: 'InternalError' });
	expect(heard).toEqual([]);
	expect(workers).toHaveLength(1);
});

test('a subscription ends when it is told to', () => {
	const { client, worker } = started();
	const heard: VaultEvent[] = [];
	const unsubscribe = client.subscribe((event) => heard.push(event));
	void client.handle('GetVaultStatus', {}).catch(() => undefined);
	worker().send({ event: { type: 'changed' } });
	unsubscribe();
	worker().send({ event: { type: 'changed' } });
	expect(heard).toEqual([{ type: 'changed' }]);
	client.close();
});

test('a worker is told first where the vault is: in IndexedDB', () => {
	const { client, worker } = started();
	void client.handle('GetVaultStatus', {}).catch(() => undefined);
	expect(worker().messages).toEqual([
		{ start: {} },
		{ id: 1, operation: 'GetVaultStatus', request: {} }
	]);
	client.close();
});

test('each worker gets its own line to a vault that the page keeps', () => {
	const lines: MessageChannel[] = [];
	const { client, workers } = started(undefined, {
		connect: () => {
			const line = new MessageChannel();
			lines.push(line);
			return line.port1;
		}
	});
	for (let round = 0; round < 2; round++) {
		void client.handle('GetVaultStatus', {}).catch(() => undefined);
		client.close();
	}
	expect(lines).toHaveLength(2);
	for (const { messages } of workers) {
		const { start } = messages[0] as StartMessage;
		expect(start.store).toBeInstanceOf(MessagePort);
		start.store?.close();
	}
});

test('the clock’s offset reaches the worker that is there, and each that comes after it', () => {
	const { client, workers, worker } = started();
	client.setClockOffset(5);
	expect(workers).toHaveLength(0);
	for (let round = 0; round < 2; round++) {
		void client.handle('GetVaultStatus', {}).catch(() => undefined);
		client.setClockOffset(7);
		expect(worker().messages.at(-1)).toEqual({ clockOffsetMs: 7 });
		client.close();
	}
	expect(worker(0).messages.slice(0, 2)).toEqual([{ start: {} }, { clockOffsetMs: 5 }]);
	expect(worker(1).messages.slice(0, 2)).toEqual([{ start: {} }, { clockOffsetMs: 7 }]);
});

test('what a practice worker does besides the engine is asked and answered like an operation', async () => {
	const { client, worker } = started();
	const opens = client.practise('Prepare', { Scenario: 'import' });
	const asked = worker().messages.at(-1);
	expect(asked).toEqual({ id: 1, practice: 'Prepare', request: { Scenario: 'import' } });
	worker().send({ id: 1, response: { keyId: null, files: {}, zip: new Uint8Array() } });
	expect(await opens).toEqual({ keyId: null, files: {}, zip: new Uint8Array() });
});

test('activity starts no worker', () => {
	const { client, workers } = started();
	client.reportActivity();
	expect(workers).toHaveLength(0);
});

test('a sweep is asked of the worker that is there, and starts none', async () => {
	const { client, workers, worker } = started();
	client.sweep();
	expect(workers).toHaveLength(0);
	void client.handle('GetVaultStatus', {}).catch(() => undefined);
	client.sweep();
	expect(worker().messages.at(-1)).toEqual({ sweep: true });
	client.close();
});

test('a call that is given up tells the worker so, and ends with its answer', async () => {
	const { client, worker } = started();
	const givenUp = new AbortController();
	const call = client.handle(
		'FindKeyMaterial',
		{ KeyId: 'k', File: new Uint8Array(1) },
		givenUp.signal
	);
	const { id } = worker().last;
	expect(worker().messages).not.toContainEqual({ cancel: id });
	givenUp.abort();
	expect(worker().messages.at(-1)).toEqual({ cancel: id });
	worker().send({ id, error: toErrorValue(new KmsError('Cancelled', {})) });
	await expect(call).rejects.toMatchObject({ code: 'Cancelled' });
});

test('a call that was answered can no longer be given up', async () => {
	const { client, worker } = started();
	const late = new AbortController();
	const call = client.handle('GetVaultStatus', {}, late.signal);
	worker().send({ id: worker().last.id, response: 'status' });
	await call;
	const { length } = worker().messages;
	late.abort();
	expect(worker().messages).toHaveLength(length);
});
