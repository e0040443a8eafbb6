import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { decryptAgeFile } from '#lib/crypto/age-file.ts';
import { fromBase64, parseUtf8, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { asKmsError } from '#lib/domain/errors.ts';
import type { Operation } from '#lib/domain/vault/operation.ts';
import type { Handle } from '#lib/service/api.ts';
import { operations } from '#lib/service/operations.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { findSecret } from '../../../support/secret-search.ts';
import { makeSampleVault, type SampleVault } from '../../../support/sample-vault.ts';
import { validRequests } from '../../../support/valid-requests.ts';
import { openTab, passphrase, passphraseAgain, unlock } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

// SECURITY.md: a CMK that is not exportable has two ways out, the sealed vault file and the rescue, and both are
// encrypted. Here every operation is asked for, and none of its answers holds such key material.

reuseWrappingKeyPairs();

let sample: SampleVault;
/** Key material of the two CMKs that are not exportable, made here and imported. */
let secrets: { keyId: string; material: Bytes }[];

beforeAll(async () => {
	sample = await makeSampleVault();
	const { File } = await sample.vault.handle('ExportVerified', {
		FilePassphrase: utf8(passphrase),
		Passphrase: passphraseAgain()
	});
	const exported = JSON.parse(parseUtf8(await decryptAgeFile(File, passphrase)) ?? '') as {
		keys: { keyId: string; keyMaterial?: string }[];
	};
	secrets = [sample.made, sample.imported].map((keyId) => {
		const text = exported.keys.find((key) => key.keyId === keyId)?.keyMaterial;
		return { keyId, material: fromBase64(text ?? '') };
	});
	expect(secrets.map(({ material }) => material.length)).toEqual([32, 32]);
	expect(secrets[1]?.material).toEqual(sample.material);
});

/** An answer, and what is in the zip files in it. */
function withZips(answer: unknown): unknown[] {
	if (answer instanceof Uint8Array) {
		const isZip = answer[0] === 0x50 && answer[1] === 0x4b;
		return isZip ? [answer, ...Object.values(unzipSync(answer)).flatMap(withZips)] : [answer];
	}
	if (typeof answer !== 'object' || answer === null) return [answer];
	return Object.values(answer).flatMap(withZips);
}

/** @returns the forms in which an answer holds key material */
const formsIn = (answer: unknown, material: Bytes) => findSecret(withZips(answer), material);

const keyParameters = ['KeyId', 'TargetKeyId', 'SourceKeyId', 'DestinationKeyId'];

/** The request as it is, and about each of the keys in question where it is about a key. */
function variants(request: object): object[] {
	const names = keyParameters.filter((name) => name in request);
	const about = secrets.flatMap(({ keyId }) =>
		names.map((name) => ({ ...structuredClone(request), [name]: keyId }))
	);
	return [structuredClone(request), ...about];
}

const ask = (handle: Handle, operation: Operation, request: object) =>
	handle(operation, request as never).then(
		(response: object) => ({ outcome: 'done', answer: response }),
		(error: unknown) => {
			const refusal = asKmsError(error);
			if (!refusal) throw error;
			return { outcome: refusal.code, answer: refusal.details };
		}
	);

/** In a vault that is there, none can be created; and of a file that was not begun, none can be finished. */
const impossible: Partial<Record<Operation, string>> = {
	CreateVault: 'AlreadyExists',
	FinishFile: 'NotFound'
};

describe.each(Object.keys(operations) as Operation[])('%s', (operation) => {
	test('gives away no key material of a CMK that is not exportable', async () => {
		const outcomes = new Set<string>();
		const snapshot = await sample.vault.store.readSnapshot();
		for (const request of validRequests(sample)[operation].flatMap(variants)) {
			const tab = openTab(createMemoryStore(snapshot), sample.vault.clock);
			await unlock(tab);
			const { outcome, answer } = await ask(tab.handle, operation, request);
			outcomes.add(outcome);
			for (const { material } of secrets) expect(formsIn(answer, material)).toEqual([]);
		}
		expect(outcomes).toContain(impossible[operation] ?? 'done');
	});
});

test('key material would be found: in bytes, in hex, in Base64, in a zip', async () => {
	const { material } = sample;
	const { CopyFile, KeyMaterialToShow } = await openedSample((handle) =>
		handle('EncryptKeyMaterial', {
			KeyId: sample.waiting,
			KeyMaterial: Uint8Array.from(material),
			Copy: { Kind: 'SHOW' }
		})
	);
	expect(CopyFile).toBeNull();
	const buffer = Buffer.from(material);
	const wrapped = await openedSample((handle) =>
		handle('WrapKeyMaterial', {
			Target: 'OTHER',
			PublicKey: Uint8Array.from(sample.publicKey),
			WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
			KeySpec: 'AES_256',
			KeyMaterial: Uint8Array.from(buffer.toReversed()),
			ImportToken: Uint8Array.from(material),
			Copy: { Kind: 'NONE' }
		})
	);
	const controls = [
		KeyMaterialToShow,
		{ text: `0x${buffer.toString('hex').toUpperCase()}` },
		[buffer.toString('base64')],
		{ url: buffer.toString('base64url') },
		wrapped.Bundle
	];
	for (const control of controls) expect(formsIn(control, material)).not.toEqual([]);
});

async function openedSample<Result>(work: (handle: Handle) => Promise<Result>): Promise<Result> {
	const tab = openTab(
		createMemoryStore(await sample.vault.store.readSnapshot()),
		sample.vault.clock
	);
	await unlock(tab);
	return work(tab.handle);
}
