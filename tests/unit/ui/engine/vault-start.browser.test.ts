import { expect, test, vi } from 'vitest';
import { KmsError } from '#lib/domain/errors.ts';
import type { Operation } from '#lib/domain/vault/operation.ts';
import {
	toErrorValue,
	type PageMessage,
	type WorkerMessage
} from '#lib/service/worker/worker-protocol.ts';
import { VaultClient } from '#lib/ui/engine/vault-client.ts';
import { VaultState } from '#lib/ui/engine/vault.svelte.ts';
import { FakeWorker, fakeReader, fakeWorkers } from '../../../support/fake-workers.ts';

// What the page says of the vault while the vault worker's script may still be on its way.

class FakeVaultWorker extends FakeWorker<PageMessage> {
	/** Answers a call, once it has come. */
	async answer(operation: Operation, answer: { response: unknown } | { error: unknown }) {
		const id = await vi.waitFor(
			() => {
				for (const message of this.messages)
					if ('operation' in message && message.operation === operation) return message.id;
				throw new Error(`${operation} has not been asked for`);
			},
			{ timeout: 30_000 }
		);
		const data = { id, ...answer } as WorkerMessage;
		this.dispatchEvent(new MessageEvent('message', { data }));
	}
}

const description = { VaultName: 'Here', Damage: [] };
const status = (Exists: boolean, Unlocked = false) => ({ response: { Exists, Unlocked } });

function opened(isVaultHere: () => Promise<boolean>, isExpected = false) {
	const { start, workers, worker } = fakeWorkers(() => new FakeVaultWorker());
	const vault = new VaultState(new VaultClient(start), fakeReader().client, undefined, {
		isExpected,
		isVaultHere
	});
	return { vault, disconnect: vault.connect(), workers, worker };
}

/** @returns when the page has nothing else to do */
async function settled(): Promise<void> {
	for (let times = 0; times < 2; times++)
		await new Promise<unknown>((idle) => requestIdleCallback(idle));
}

const soon = (assertion: () => void) => vi.waitFor(assertion, { timeout: 30_000 });

test.each([
	[true, 'LOCKED'],
	[false, 'NO_VAULT']
] as const)('whether there is a vault (%s) is known without the worker', async (here, phase) => {
	const { vault, disconnect, worker } = opened(async () => here);
	await soon(() => expect(vault.phase).toBe(phase));
	await soon(() => expect(worker().messages.length).toBeGreaterThan(0));
	// The engine knows better, when it is there.
	await worker().answer('GetVaultStatus', status(!here));
	await soon(() => expect(vault.phase).toBe(here ? 'NO_VAULT' : 'LOCKED'));
	disconnect();
});

test('the form of a vault that this browser remembers is there before it is looked for', async () => {
	const { vault, disconnect } = opened(() => new Promise(() => undefined), true);
	expect(vault.phase).toBe('LOCKED');
	disconnect();
});

test.each([
	[true, 'LOCKED'],
	[false, 'NO_VAULT']
] as const)(
	'whether a remembered vault is there (%s) is said when it is known',
	async (here, phase) => {
		const { vault, disconnect, worker } = opened(async () => here, true);
		await soon(() => expect(worker().messages.length).toBeGreaterThan(0));
		expect(vault.phase).toBe(phase);
		disconnect();
	}
);

test('a remembered vault that was unlocked before it was looked for stays unlocked', async () => {
	let know: (here: boolean) => void = () => undefined;
	const { vault, disconnect, worker } = opened(
		() => new Promise((resolve) => (know = resolve)),
		true
	);
	const unlocking = vault.unlock(new Uint8Array(12).fill(65));
	await worker().answer('UnlockVault', { response: description });
	await unlocking;
	know(true);
	await settled();
	expect(vault.phase).toBe('UNLOCKED');
	disconnect();
});

test('where looking fails, the page waits for what the engine says', async () => {
	const { vault, disconnect, worker } = opened(() =>
		Promise.reject(new KmsError('StorageFailed', { reason: 'test' }))
	);
	await soon(() => expect(worker().messages.length).toBeGreaterThan(0));
	expect(vault.phase).toBe('STARTING');
	await worker().answer('GetVaultStatus', {
		error: toErrorValue(new KmsError('VaultDamaged', { damage: [] }))
	});
	await soon(() => expect(vault.phase).toBe('UNAVAILABLE'));
	expect(vault.startError?.code).toBe('VaultDamaged');
	disconnect();
});

test.each([true, false])(
	'what the engine can’t reach is said, whatever the page saw (%s)',
	async (here) => {
		const { vault, disconnect, worker } = opened(async () => here);
		await soon(() => expect(worker().messages.length).toBeGreaterThan(0));
		await worker().answer('GetVaultStatus', {
			error: toErrorValue(new KmsError('StorageFailed', { reason: 'test' }))
		});
		await soon(() => expect(vault.phase).toBe('UNAVAILABLE'));
		expect(vault.startError?.code).toBe('StorageFailed');
		disconnect();
	}
);

test('a vault that was unlocked while the first question was on its way stays unlocked', async () => {
	const { vault, disconnect, worker } = opened(async () => true);
	await soon(() => expect(worker().messages.length).toBeGreaterThan(0));
	const unlocking = vault.unlock(new Uint8Array(12).fill(65));
	await worker().answer('UnlockVault', { response: description });
	await unlocking;
	await worker().answer('GetVaultStatus', status(true));
	await settled();
	expect(vault.phase).toBe('UNLOCKED');
	disconnect();
});

test('a page that is gone before it knows asks nothing', async () => {
	let know: (here: boolean) => void = () => undefined;
	const { disconnect, workers } = opened(() => new Promise((resolve) => (know = resolve)));
	disconnect();
	know(true);
	await settled();
	expect(workers).toEqual([]);
});

test('what works beside the vault ends when the vault is no longer shown, as one of practice is', async () => {
	const { vault, disconnect } = opened(async () => true);
	await soon(() => expect(vault.phase).toBe('LOCKED'));
	let ended = 0;
	vault.whenLocked(() => ended++);
	disconnect();
	expect(ended).toBe(1);
});

test('what was asked of one vault says nothing of the one that was chosen since', async () => {
	const { vault, disconnect, worker } = opened(async () => true);
	await soon(() => expect(worker().messages.length).toBeGreaterThan(0));
	const unlocking = vault.unlock(new Uint8Array(12).fill(65)).catch((error: unknown) => error);
	const first = worker();
	let ended = 0;
	vault.whenLocked(() => ended++);
	vault.turn(false);
	expect(first.terminate).toHaveBeenCalledOnce();
	expect(ended).toBe(1);
	expect(await unlocking).toMatchObject({ code: 'VaultLocked' });
	await settled();
	expect(vault.phase).toBe('NO_VAULT');
	expect(worker()).not.toBe(first);
	await worker().answer('GetVaultStatus', status(true));
	await soon(() => expect(vault.phase).toBe('LOCKED'));
	expect(vault.lockReason).toBeUndefined();
	disconnect();
});
