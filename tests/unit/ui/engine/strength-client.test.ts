import { expect, test } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import { answerStrength, type StrengthRequest } from '#lib/service/worker/answer-strength.ts';
import { StrengthClient } from '#lib/ui/engine/strength-client.ts';
import { FakeWorker, fakeWorkers } from '../../../support/fake-workers.ts';

class FakeStrengthWorker extends FakeWorker<StrengthRequest> {
	answer(): void {
		const request = this.messages.at(-1);
		if (!request) throw new Error('nothing was asked');
		this.dispatchEvent(new MessageEvent('message', { data: answerStrength(request) }));
	}
}

function fakeStrength() {
	const { start, ...workers } = fakeWorkers(() => new FakeStrengthWorker());
	return { client: new StrengthClient(start), ...workers };
}

test('a passphrase is moved to the worker, which wipes it; only what it is worth comes back', async () => {
	const { client, worker, workers } = fakeStrength();
	const passphrase = utf8('password1234');
	const answer = client.ask(passphrase);
	expect(passphrase).toHaveLength(0);
	worker().answer();
	expect(await answer).toEqual({ strength: { level: 'EASY', reason: 'COMMON' } });
	expect(worker().messages[0]?.passphrase.every((byte) => byte === 0)).toBe(true);
	const next = client.ask(utf8('eleven char'));
	worker().answer();
	expect([await next, workers.length]).toEqual([{}, 1]);
});

test('a worker that breaks down, or is ended, leaves no question open', async () => {
	const { client, worker, workers } = fakeStrength();
	const broken = client.ask(utf8('password1234'));
	worker().breakDown();
	expect(await broken).toEqual({});
	const ended = client.ask(utf8('password1234'));
	client.close();
	expect(await ended).toEqual({});
	expect(workers.map(({ terminate }) => terminate.mock.calls.length)).toEqual([1, 1]);
});
