import { afterEach, expect, test, vi } from 'vitest';
import { utf8, type Bytes } from '#lib/domain/bytes.ts';
import { argon2id } from '#lib/crypto/argon2id.ts';
import { argon2idApart } from '#lib/service/worker/hash-worker.ts';
import { serveHashWorkers } from '#lib/ui/engine/hash-workers.ts';
import source from '#lib/service/worker/vault-worker.ts?worker-source';

const cost = { id: 'argon2id', memoryKiB: 64, passes: 2, lanes: 1 } as const;
const parameters = { ...cost, salt: new Uint8Array(32).fill(7) };
const passphrase = () => utf8('correct horse battery staple');
const expected = argon2id(passphrase(), parameters);

const endings: (() => void)[] = [];
afterEach(() => {
	vi.useRealTimers();
	for (const end of endings.splice(0)) end();
});

/** @returns how a vault worker has passphrases hashed, and the hash workers that were started for it */
function hashing(script: string) {
	const { port1: line, port2: hashWorkers } = new MessageChannel();
	const started: { terminate: () => void }[] = [];
	const end = serveHashWorkers(line, () => {
		const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
		const worker = new Worker(url, { type: 'module', name: 'hash' });
		URL.revokeObjectURL(url);
		started.push(worker);
		vi.spyOn(worker, 'terminate');
		return worker;
	});
	endings.push(end);
	return { run: argon2idApart(hashWorkers), started, end };
}

test('a hash worker gives what this thread does, says how far it is, leaves the caller its passphrase, and is ended', async () => {
	const [given, fractions]: [Bytes, number[]] = [passphrase(), []];
	const { run, started } = hashing(source);
	const secret = await run(given, parameters, (fraction) => fractions.push(fraction));
	expect(secret).toEqual(expected);
	expect([fractions[0], fractions.at(-1)]).toEqual([0, 1]);
	expect(given).toEqual(passphrase());
	await expect
		.poll(() => started.map(({ terminate }) => vi.mocked(terminate).mock.calls.length))
		.toEqual([1]);
});

test('two passphrases are hashed at once, each in a worker of its own', async () => {
	const { run, started } = hashing(source);
	const other = utf8('another passphrase');
	const secrets = await Promise.all([run(passphrase(), parameters), run(other, parameters)]);
	expect(secrets).toEqual([expected, argon2id(other, parameters)]);
	expect(started).toHaveLength(2);
});

test.each([
	['breaks down at its start', 'throw new Error()'],
	['breaks down at its task', 'onmessage = () => { throw new Error(); }']
])('where one %s, this thread hashes', async (_, broken) => {
	expect(await hashing(broken).run(passphrase(), parameters)).toEqual(expected);
});

test('where a page can’t start one, this thread hashes', async () => {
	const { port1: line, port2: hashWorkers } = new MessageChannel();
	const refuse = () => {
		throw new DOMException('refused', 'SecurityError');
	};
	endings.push(serveHashWorkers(line, refuse));
	expect(await argon2idApart(hashWorkers)(passphrase(), parameters)).toEqual(expected);
});

test('where one never begins, this thread hashes after a while', async () => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
	const hashed = hashing('').run(passphrase(), parameters);
	await vi.advanceTimersByTimeAsync(20_000);
	expect(await hashed).toEqual(expected);
});

test('a hash worker ends with the vault worker that ordered it', async () => {
	const { run, started, end } = hashing('');
	void run(passphrase(), parameters);
	await expect.poll(() => started.length).toBe(1);
	end();
	expect(started.map(({ terminate }) => vi.mocked(terminate).mock.calls.length)).toEqual([1]);
});

test('an order that was under way when all ended starts none', () => {
	const { port1: line, port2: vaultWorker } = new MessageChannel();
	const start = vi.fn<() => Worker>();
	serveHashWorkers(line, start)();
	const { port1: listening } = new MessageChannel();
	line.dispatchEvent(new MessageEvent('message', { data: { start: 1, port: listening } }));
	expect(start).not.toHaveBeenCalled();
	vaultWorker.close();
});
