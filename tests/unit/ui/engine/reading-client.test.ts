import { expect, test, vi } from 'vitest';
import { toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import type { FileReading } from '#lib/domain/reading/reading.ts';
import { OneReading } from '#lib/ui/engine/one-reading.svelte.ts';
import { fakeReader } from '../../../support/fake-workers.ts';
import { someKeyMaterial } from '../../../support/vault.ts';

const hex = (): Bytes => utf8(toHex(someKeyMaterial()));

test('a file goes to the worker whole, and what it holds comes back; neither end keeps a copy', async () => {
	const { client, worker } = fakeReader();
	const file = hex();
	const read = client.read(file, { expectedLengths: [32] });
	expect(file).toHaveLength(0);
	const [request] = worker().messages;
	worker().answer();
	expect(await read).toMatchObject([{ steps: [{ step: 'HEX' }], bytes: someKeyMaterial() }]);
	expect(request?.file.every((byte) => byte === 0)).toBe(true);
});

test('a view of a larger buffer is sent alone', async () => {
	const { client, worker } = fakeReader();
	const large = new Uint8Array(1000).fill(7);
	const read = client.read(large.subarray(10, 42));
	expect(worker().messages[0]?.file.buffer.byteLength).toBe(32);
	expect([...new Set(large)]).toEqual([7, 0]);
	worker().answer();
	await read;
});

test('one worker serves one reading after the other; two at a time have two', async () => {
	const { client, workers, worker } = fakeReader();
	const first = client.read(hex());
	const second = client.read(hex());
	expect(workers).toHaveLength(2);
	worker(0).answer();
	worker(1).answer();
	await Promise.all([first, second]);
	expect(workers.map(({ terminate }) => terminate.mock.calls.length)).toEqual([0, 1]);
	const third = client.read(hex());
	expect(workers).toHaveLength(2);
	worker(0).answer();
	await third;
});

test('a reading that is ended takes its thread along; the others go on', async () => {
	const { client, workers, worker } = fakeReader();
	const person = new AbortController();
	const ended = client.read(hex(), {}, person.signal);
	const other = client.read(hex());
	person.abort();
	await expect(ended).rejects.toMatchObject({ name: 'AbortError' });
	expect(workers.map(({ terminate }) => terminate.mock.calls.length)).toEqual([1, 0]);
	worker(1).answer();
	expect(await other).toHaveLength(1);
	const file = hex();
	await expect(client.read(file, {}, person.signal)).rejects.toMatchObject({ name: 'AbortError' });
	expect([file.every((byte) => byte === 0), workers.length]).toEqual([true, 2]);
});

test('locking ends all readings, and the worker that waits', async () => {
	const { client, workers, worker } = fakeReader();
	const done = client.read(hex());
	worker().answer();
	await done;
	client.close();
	const read = client.read(hex());
	client.close();
	await expect(read).rejects.toMatchObject({ code: 'VaultLocked' });
	expect(workers.map(({ terminate }) => terminate.mock.calls.length)).toEqual([1, 1]);
});

test('a worker that breaks down is told, and replaced', async () => {
	const { client, workers, worker } = fakeReader();
	const read = client.read(hex());
	worker().breakDown();
	await expect(read).rejects.toMatchObject({ code: 'InternalError' });
	void client.read(hex()).catch(() => undefined);
	expect(workers).toHaveLength(2);
	client.close();
});

test('in one slot the next file ends the reading of the last, and so does Cancel', async () => {
	const { client, workers, worker } = fakeReader();
	const slot = new OneReading(client.read);
	const file = (name: string) => new File([hex()], name);
	const first = slot.file(file('first'));
	await vi.waitFor(() => expect(workers).toHaveLength(1), { timeout: 30_000 });
	const second = slot.file(file('second'));
	expect(await first).toBeUndefined();
	expect(worker(0).terminate).toHaveBeenCalledOnce();
	await vi.waitFor(() => expect(workers).toHaveLength(2), { timeout: 30_000 });
	expect(slot.running?.name).toBe('second');
	slot.running?.cancel();
	expect([await second, slot.running]).toEqual([undefined, undefined]);
	expect(worker(1).terminate).toHaveBeenCalledOnce();
	const third = slot.file(file('third'));
	await vi.waitFor(() => expect(workers).toHaveLength(3), { timeout: 30_000 });
	worker(2).answer();
	expect((await third)?.readings).toHaveLength(1);
	expect(slot.running).toBeUndefined();
});

test('of several files nothing stays when their reading is ended after the first', async () => {
	const key = {
		steps: [],
		alternatives: [],
		content: { kind: 'UNKNOWN' },
		bytes: someKeyMaterial()
	};
	const ofFirst = Promise.resolve([key as unknown as FileReading]);
	const never = new Promise<FileReading[]>(() => undefined);
	const read = vi.fn(async () => never).mockReturnValueOnce(ofFirst);
	const field = new OneReading(read);
	void field.files([new File([hex()], 'first'), new File([hex()], 'second')], () => ({}));
	await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(2), { timeout: 30_000 });
	await ofFirst;
	expect(key.bytes).toEqual(someKeyMaterial());
	field.cancel();
	await vi.waitFor(() => expect(key.bytes).toEqual(new Uint8Array(32)), { timeout: 30_000 });
});
