import { cheapPassphrase } from '../support/vault.ts';
import { create, openEngine } from './engine.ts';
import type { Report } from './samples.ts';

/** Enough for several compactions. */
const calls = 1200;
const keyCount = 100;

/**
 * Bytes that commits and compactions write, to those that the commits are about: their records, log entries and
 * erasables, sealed.
 */
export async function writtenSuite(): Promise<Report> {
	const engine = openEngine('bench-written', { passphraseCost: cheapPassphrase });
	await create(engine);
	const keyIds: string[] = [];
	for (let count = 0; count < keyCount; count++)
		keyIds.push((await engine.handle('CreateKey', {})).KeyMetadata.KeyId);
	const someKey = (index: number) => keyIds[(index * 37) % keyCount] ?? '';

	const uses = await writtenBy(engine, (index) =>
		engine.handle('Encrypt', { KeyId: someKey(index), Plaintext: new Uint8Array(32) })
	);
	const changes = await writtenBy(engine, (index) =>
		engine.handle('UpdateKeyDescription', { KeyId: someKey(index), Description: `No. ${index}` })
	);
	const what = (of: string) => `bytes written, to those that ${calls} calls of ${of} change`;
	return {
		ratios: [],
		breakdowns: [],
		figures: [
			{ what: what('Encrypt'), value: uses, unit: '' },
			{ what: what('UpdateKeyDescription'), value: changes, unit: '' }
		]
	};
}

async function writtenBy(
	{ store }: ReturnType<typeof openEngine>,
	call: (index: number) => Promise<unknown>
): Promise<number> {
	const before = { ...store.bytes };
	for (let index = 0; index < calls; index++) await call(index);
	// What the last call has begun in the background ends first.
	await store.exclusively(() => Promise.resolve());
	return (store.bytes.written - before.written) / (store.bytes.changed - before.changed);
}
