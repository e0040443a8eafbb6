import { mostVaults, vaultDatabase } from '#lib/service/engine/vault-number.ts';
import { execFileSync } from 'node:child_process';
import { hkdfSync } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decryptAgeFile } from '#lib/crypto/age-file.ts';
import { argon2idCaps, defaultArgon2id } from '#lib/crypto/argon2id.ts';
import { boundCheckValue, keyCheckValue } from '#lib/crypto/check-value.ts';
import { openKeyMaterial } from '#lib/crypto/key-material.ts';
import { verifyMac } from '#lib/crypto/mac.ts';
import { materialId } from '#lib/crypto/purpose-key.ts';
import { additionalData } from '#lib/crypto/seal.ts';
import { sha256 } from '#lib/crypto/sha256.ts';
import { deriveVaultKeys, type VaultKeys } from '#lib/crypto/vault-keys.ts';
import { fromHex, parseUtf8, toBase64, toHex, u64, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { longestPlaintext, parseCiphertextBlob } from '#lib/domain/key/ciphertext-blob.ts';
import { keyMaterialBytes, rememberedParameterSets, type Cmk } from '#lib/domain/key/cmk.ts';
import { largestFileBytes } from '#lib/domain/reading/reading.ts';
import {
	encodeEncryptionContext,
	longestContextNames,
	longestEncryptionContext,
	type EncryptionContext
} from '#lib/domain/key/encryption-context.ts';
import { asKeyId, uuidBytes, uuidFromBytes, type KeyId } from '#lib/domain/ids.ts';
import { emptyDraft } from '#lib/domain/import/import-draft.ts';
import {
	importTokenBytes,
	parseImportToken,
	splitImportToken
} from '#lib/domain/import/import-token.ts';
import { asKeyMaterial } from '#lib/domain/key/key-material.ts';
import { opensslCommands } from '#lib/domain/clients/openssl-commands.ts';
import { toPem } from '#lib/domain/pem.ts';
import {
	longestSealedBytes,
	mostEntries,
	mostSlots,
	vaultFileLimitBytes,
	vaultFileName
} from '#lib/domain/vault/vault-file.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { initialFacts, recordId, type VaultRecord } from '#lib/domain/vault/vault-record.ts';
import {
	wrappingAlgorithmNumber,
	wrappingAlgorithms,
	wrappingKeySpecNumber,
	wrappingKeySpecs,
	type WrappingAlgorithm,
	type WrappingKeySpec
} from '#lib/domain/import/wrapping.ts';
import { encryptedKeyBytes } from '#lib/domain/import/encrypted-key-size.ts';
import { longestDraftFile } from '#lib/service/operations/import-draft.ts';
import {
	chainHash,
	entryTag,
	openBody,
	openHead,
	openLogEntry,
	slotsHash,
	xor
} from '#lib/service/engine/sealing.ts';
import { mostCommitBytes, mostCommits, stretchBytes } from '#lib/service/engine/compaction.ts';
import { erasableData, rowHash } from '#lib/service/engine/erasables.ts';
import { fromRecoveryTexts, recoveryTexts } from '#lib/service/handouts/recovery-texts.ts';
import { readVaultFile, writeVaultFile } from '#lib/service/engine/vault-file.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { encodeEntry, encodeOpening } from '#lib/storage/entry.ts';
import { schemaVersion, storeName } from '#lib/storage/schema.ts';
import { splitVaultFile } from '#lib/storage/vault-file.ts';
import { preferences } from '#lib/ui/platform/preferences.ts';
import { heldErasables, logAtRest } from '../../support/at-rest.ts';
import { must } from '../../support/must.ts';
import { itWithCryptography, MarkdownDocument } from '../../support/document.ts';
import { outcome } from '../../support/outcome.ts';
import { itWithPeers } from '../../support/peers.ts';
import { Python } from '../../support/python.ts';
import {
	newKey,
	newVault,
	openTab,
	someKeyMaterial,
	TestClock,
	unlock,
	passphrase,
	type TestVault
} from '../../support/vault.ts';

// Argon2id and scrypt are slow by design.
const slowMs = 180_000;
const formats = new MarkdownDocument('docs/formats.md');
const documentFile = (name: string) =>
	fileURLToPath(new URL(`../../../docs/${name}`, import.meta.url));
const exampleVaultFile = documentFile('example.airlock-vault');
const exampleKeyId = asKeyId('6f9619ff-8b86-4011-b42d-00c04fc964ff');
const exampleMaterial = () => asKeyMaterial(Uint8Array.from({ length: 32 }, (_, index) => index));
const exampleContext = { project: 'atlas', 区域: 'east' };
const afterTheExample = Date.UTC(2026, 10, 24, 12, 4, 0);

let folder: string;
let python: Python;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'airlock-formats-'));
	python = new Python(folder);
});
afterAll(() => {
	python.close();
	rmSync(folder, { recursive: true });
});

function run(command: string, parameters: readonly string[], input = ''): Bytes {
	const options = { cwd: folder, input, stdio: ['pipe', 'pipe', 'ignore'] as 'pipe'[] };
	return Uint8Array.from(execFileSync(command, parameters, options));
}

/** A program of Node.js as `node PROGRAM PARAMETERS` runs it in the folder, but in a thread, not a process. */
async function runInWorker(program: string, parameters: readonly string[]): Promise<Bytes> {
	const inFolder = (name: string) => (existsSync(join(folder, name)) ? join(folder, name) : name);
	const argv = parameters.map(inFolder);
	const worker = new Worker(join(folder, program), { argv, stdout: true, stderr: true });
	const [status, output] = await Promise.all([once(worker, 'exit'), buffer(worker.stdout)]);
	if (status[0] !== 0) throw new Error(`Command failed: ${program}`);
	return Uint8Array.from(output);
}

/** The language of a program's block. */
type Language = 'python' | 'js';

/** Writes a program of the formats to a file and runs it; all of Python in one process. */
async function runProgram(
	language: Language,
	name: string,
	parameters: readonly string[],
	input = ''
): Promise<Bytes> {
	writeFileSync(join(folder, name), formats.block(`${language} ${name}`));
	return language === 'python'
		? Uint8Array.from(await python.run(name, parameters, input))
		: runInWorker(name, parameters);
}

function write(name: string, bytes: Uint8Array): string {
	writeFileSync(join(folder, name), bytes);
	return name;
}

async function importedKey(vault: TestVault, material: Bytes): Promise<KeyId> {
	const KeyId = await newKey(vault);
	await vault.handle('GetParametersForImport', { KeyId, WrappingKeySpec: 'RSA_2048' });
	const { Progress } = await vault.handle('EncryptKeyMaterial', {
		KeyId,
		KeyMaterial: Uint8Array.from(material),
		Copy: { Kind: 'NONE' }
	});
	await vault.handle('ImportKeyMaterial', {
		KeyId,
		ImportToken: Progress.ImportToken?.Bytes ?? new Uint8Array(),
		EncryptedKeyMaterial: Progress.EncryptedKey?.Bytes ?? new Uint8Array(),
		ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
	});
	return KeyId;
}

const plaintexts = [1, longestPlaintext].map((length) =>
	Uint8Array.from({ length }, (_, index) => (length + index * 31) % 256)
);
/** UTF-8 and UTF-16 sort the last two names differently. */
const contexts: EncryptionContext[] = [{}, { project: 'atlas', '\uffe5': '', '\u{1f511}': '密钥' }];
const cases = plaintexts.flatMap((plaintext) =>
	contexts.map((context) => ({ plaintext, context, json: JSON.stringify(context) }))
);

describe('docs/formats.md › the programs', () => {
	let vault: TestVault;
	let keyId: KeyId;

	beforeAll(async () => {
		vault = await newVault();
		keyId = await importedKey(vault, someKeyMaterial(5));
		write('KeyMaterial.bin', someKeyMaterial(5));
	});

	async function assertDecrypts(language: Language, name: string) {
		for (const { plaintext, context, json } of cases) {
			const { CiphertextBlob } = await vault.handle('Encrypt', {
				KeyId: keyId,
				Plaintext: plaintext,
				EncryptionContext: context
			});
			write('blob.bin', CiphertextBlob);
			const decrypted = await runProgram(language, name, ['KeyMaterial.bin', 'blob.bin', json]);
			expect(decrypted).toEqual(plaintext);
		}
		const inAnotherContext = ['KeyMaterial.bin', 'blob.bin', '{"another":"context"}'];
		await expect(runProgram(language, name, inAnotherContext)).rejects.toThrow('Command failed');
	}

	async function assertEncrypts(language: Language, name: string) {
		for (const { plaintext, context, json } of cases) {
			write('plain.txt', plaintext);
			const parameters = ['KeyMaterial.bin', keyId, 'plain.txt', json];
			const CiphertextBlob = await runProgram(language, name, parameters);
			const decrypt = (EncryptionContext: EncryptionContext) =>
				vault.handle('Decrypt', { CiphertextBlob, EncryptionContext });
			expect((await decrypt(context)).Plaintext).toEqual(plaintext);
			expect(await outcome(() => decrypt({ another: 'context' }))).toBe('InvalidCiphertext');
		}
	}

	itWithCryptography(
		'decrypts in Python what Airlock has encrypted',
		() => assertDecrypts('python', 'decrypt.py'),
		slowMs
	);
	it(
		'decrypts in Node.js what Airlock has encrypted',
		() => assertDecrypts('js', 'decrypt.mjs'),
		slowMs
	);
	itWithCryptography(
		'encrypts in Python what Airlock decrypts',
		() => assertEncrypts('python', 'encrypt.py'),
		slowMs
	);
	it(
		'encrypts in Node.js what Airlock decrypts',
		() => assertEncrypts('js', 'encrypt.mjs'),
		slowMs
	);

	it('decrypts without an encryption context given', async () => {
		const Plaintext = utf8('hello');
		const { CiphertextBlob } = await vault.handle('Encrypt', { KeyId: keyId, Plaintext });
		const parameters = ['KeyMaterial.bin', write('blob.bin', CiphertextBlob)];
		expect(await runProgram('js', 'decrypt.mjs', parameters)).toEqual(Plaintext);
	});

	itWithCryptography(
		'opens a whole vault in Python, down to its key material',
		async () => {
			const output = parseUtf8(
				await runProgram('python', 'open-vault.py', [exampleVaultFile], `${passphrase}\n`)
			);
			expect(output).toContain(`key material of ${exampleKeyId} ${toHex(exampleMaterial())}`);
			expect(output).toContain('"name":"payments"');
			expect(output).toContain('epoch 8 log entries 7');
		},
		slowMs
	);
});

describe('docs/formats.md › the OpenSSL commands', () => {
	const shell = (name: string) => parseUtf8(run('sh', ['-c', formats.block(`sh ${name}`)])) ?? '';

	itWithPeers(['openssl'], 'derive the purpose key, the material id and the KCV', async () => {
		for (const name of ['purpose-key', 'material-id', 'kcv'])
			expect(fromHex(shell(name).replace(/[:\s]/g, ''))).toEqual(formats.hex(name));
	});

	it('are those that the app shows', () => {
		const commands = (algorithm: (typeof wrappingAlgorithms)[number]) =>
			opensslCommands(algorithm)
				.map(({ text }) => `${text}\n`)
				.join('');
		expect(formats.block('sh encrypt-oaep')).toBe(commands('RSAES_OAEP_SHA_256'));
		expect(formats.block('sh encrypt-hybrid')).toBe(commands('RSA_AES_KEY_WRAP_SHA_256'));
	});
});

describe('docs/formats.md › the example vault', () => {
	const file = Uint8Array.from(readFileSync(exampleVaultFile));
	const example = splitVaultFile(file).snapshot;
	const { vaultId } = example;
	const uses = [
		'material',
		'import',
		'record',
		'head',
		'set',
		'log',
		'check-value',
		'token',
		'file'
	];
	const vaultKeyLabels = uses.map((use) => `airlock/1/${use}`);
	let keys: VaultKeys;
	let vault: TestVault;

	beforeAll(async () => {
		keys = await deriveVaultKeys(formats.hex('root-key'), vaultId);
		const clock = new TestClock();
		clock.set(afterTheExample);
		vault = openTab(createMemoryStore(example), clock);
		await unlock(vault);
	}, slowMs);

	const record = async (kind: VaultRecord['kind']) => {
		const bodies = await Promise.all(
			example.entries.map((entry) => openBody(keys, vaultId, entry))
		);
		return must(bodies.flatMap((body) => must(body).put).find((one) => one.kind === kind));
	};
	const cmk = async (): Promise<Cmk> => {
		const opened = await record('cmk');
		if (opened.kind !== 'cmk') throw new Error('not a CMK');
		return opened.cmk;
	};
	const material = () => must(heldErasables(example)[0]);

	it('opens with its passphrase, and all of it verifies', async () => {
		const { Damage, VaultId, VaultName } = await vault.handle('DescribeVault', {});
		expect(Damage).toEqual([]);
		expect(VaultName).toBe('Example vault');
		expect(VaultId).toBe(uuidFromBytes(vaultId));
		expect(formats.text).toContain(`\`${passphrase}\``);
		expect(formats.text).toContain(`\`${toHex(vaultId)}\``);
	});

	it('decrypts the blob, whose bytes are named rightly', async () => {
		const CiphertextBlob = formats.hex('blob');
		const { Plaintext } = await vault.handle('Decrypt', {
			CiphertextBlob,
			EncryptionContext: exampleContext
		});
		expect(parseUtf8(Plaintext)).toBe('hello');
		const parsed = parseCiphertextBlob(CiphertextBlob);
		expect(parsed.keyId).toBe(exampleKeyId);
		expect(parsed.materialId).toEqual(formats.hex('material-id'));
		expect(formats.hex('context')).toEqual(encodeEncryptionContext(exampleContext));
	});

	it('has the token and the public key of one set', async () => {
		const { sealed, mac } = splitImportToken(formats.hex('token'));
		expect(await verifyMac(keys.token, sealed, mac)).toBe(true);
		const token = parseImportToken(formats.hex('token'));
		expect(token).toMatchObject({
			keyId: exampleKeyId,
			vaultId,
			wrappingAlgorithm: 'RSAES_OAEP_SHA_256',
			wrappingKeySpec: 'RSA_2048',
			validTo: token.issued + 24 * 60 * 60 * 1000
		});
		expect((await cmk()).pastImportParameters[0]?.setId).toBe(token.setId);
		const pem = formats.block('pem public-key');
		const der = Uint8Array.from(Buffer.from(pem.replace(/-----.+-----/g, ''), 'base64'));
		expect(pem).toBe(toPem('PUBLIC KEY', der));
		expect(await sha256(der)).toEqual(token.publicKeyHash);
	});

	it('has the check values', async () => {
		const { boundCheckValue: bound, keyCheckValue: kcv } = await cmk();
		const checkValue = await boundCheckValue(keys.checkValue, exampleKeyId, exampleMaterial());
		expect(formats.hex('bound-check-value')).toEqual(checkValue);
		expect(bound).toBe(toBase64(checkValue));
		expect(kcv).toEqual(await keyCheckValue(exampleMaterial()));
		expect(kcv).toEqual({
			kcv: toHex(formats.hex('kcv')),
			sha256Prefix: toHex(formats.hex('sha256-prefix'))
		});
	});

	it('has the slot, its secret and its root key', () => {
		const [slot] = example.slots;
		const inHex = JSON.stringify(slot, (_, value: unknown) =>
			value instanceof Uint8Array ? toHex(value) : value
		);
		expect(formats.json('slot')).toEqual(JSON.parse(inHex));
		const secret = formats.hex('slot-secret');
		const salt = uuidBytes(slot?.slotId ?? '');
		const commitment = hkdfSync('sha256', secret, salt, 'airlock/1/slot/commitment', 32);
		expect(new Uint8Array(commitment)).toEqual(slot?.commitment);
	});

	it('has the keys of the vault, label by label', () => {
		const labels = formats.table('label').map(([label = '', , key]) => [label, key] as const);
		const derived = vaultKeyLabels.map((label) => {
			const key = hkdfSync('sha256', formats.hex('root-key'), vaultId, label, 32);
			return [label, toHex(new Uint8Array(key))] as const;
		});
		expect(labels).toEqual(derived);
	});

	it('has the records', async () => {
		expect(formats.json('record-alias')).toEqual(await record('alias'));
		const { cmk } = formats.json('record-cmk') as VaultRecord & { kind: 'cmk' };
		expect(await record('cmk')).toEqual({
			kind: 'cmk',
			cmk: { ...cmk, replacedWrappingKeys: [] }
		});
		const facts = formats.json('record-vault') as VaultRecord & { kind: 'vault' };
		expect(await record('vault')).toEqual({
			...facts,
			vault: { ...initialFacts, ...facts.vault }
		});
		expect(formats.hex('body-aad')).toEqual(
			additionalData('airlock/1/body', vaultId, u64(must(example.entries[0]).epoch))
		);
	});

	it('has the opening and the newest entry, byte for byte', () => {
		const { entries } = example;
		expect(formats.hex('opening')).toEqual(encodeOpening(example));
		expect(formats.hex('entry')).toEqual(encodeEntry(must(entries.at(-1))));
		expect(entries.map(({ kind }) => kind)).toEqual(['STRETCH', 'STRETCH', 'COMMIT']);
	});

	it('has the draft of an import', () => {
		const draft = formats.json('record-draft') as VaultRecord & { kind: 'draft' };
		expect(recordId(draft)).toBe(`draft/${exampleKeyId}`);
		expect(Object.keys(draft.draft)).toEqual(Object.keys(emptyDraft(exampleKeyId)));
		expect(draft.draft.importToken?.bytes).toBe(toBase64(formats.hex('token')));
	});

	it('has the sealed key material, named by its row hash', async () => {
		const row = material();
		expect(formats.hex('material-sealed')).toEqual(row.sealed);
		expect((await cmk()).material).toMatchObject({
			recordId: row.id,
			rowHash: await rowHash(row),
			validTo: row.notAfter
		});
		const aad = erasableData('material', vaultId, row, exampleKeyId);
		const opened = await openKeyMaterial(keys.material, row.sealed, aad);
		expect(opened && (await materialId(opened, exampleKeyId))).toEqual(formats.hex('material-id'));
	});

	it('is erased in place once it is due', async () => {
		const store = createMemoryStore(example);
		const section = async () => must(await store.readSnapshot()).entries[0]?.erasables;
		expect(formats.hex('erasable')).toEqual(await section());
		await store.eraseDue(material().notAfter ?? 0);
		expect(formats.hex('erased')).toEqual(await section());
	});

	it('has the head, with its digests', async () => {
		const before = example.entries.slice(0, -1);
		const head = await openHead(keys, vaultId, must(example.entries.at(-1)));
		expect(formats.json('head')).toEqual(head);
		const tags = await Promise.all(before.map((entry) => entryTag(keys, entry)));
		expect(head?.setDigest).toBe(toHex(tags.reduce(xor)));
		expect(head?.count).toBe(before.length);
		expect(head?.slotsHash).toBe(await slotsHash(example.slots));
	});

	it('has the last log entry, chained to the one before', async () => {
		const [before, last] = logAtRest(example).slice(-2);
		if (!before || !last) throw new Error('the log is too short');
		expect(formats.hex('log-sealed')).toEqual(last.sealed);
		expect(formats.json('log-entry')).toEqual(await openLogEntry(keys, vaultId, last));
		expect(formats.hex('log-hash')).toEqual(await chainHash(keys, before.hash, last.sealed));
	});

	it('is the vault file, byte for byte', async () => {
		expect(await writeVaultFile(example, keys)).toEqual(file);
		await (await readVaultFile(file)).authenticate(keys);
		expect(file.subarray(-64, -32)).toEqual(formats.hex('vault-file-sha256'));
		expect(file.subarray(-32)).toEqual(formats.hex('vault-file-hmac'));
	});

	it(
		'gives the export, an age file',
		async () => {
			const { File, FileName } = await vault.handle('ExportVerified', {
				FilePassphrase: utf8(passphrase),
				Passphrase: passphraseBytes(passphrase)
			});
			const opened = parseUtf8(await decryptAgeFile(File, passphrase)) ?? '';
			expect(JSON.parse(opened)).toEqual(formats.json('export'));
			expect(opened.endsWith('\n')).toBe(true);
			expect(FileName).toBe('airlock-export-2026-11-24.age');
		},
		slowMs
	);

	it(
		'gives the key material back from its age copy',
		async () => {
			const file = Uint8Array.from(Buffer.from(formats.block('base64 age-copy'), 'base64'));
			expect(await decryptAgeFile(file, passphrase)).toEqual(exampleMaterial());
			const [, , workFactor] =
				/^-> scrypt (\S+) (\d+)$/m.exec(Buffer.from(file).toString('latin1')) ?? [];
			expect(workFactor).toBe('18');
		},
		slowMs
	);
});

describe('docs/formats.md › recovery sheets', () => {
	const joined = async (text: string) =>
		parseUtf8(await runProgram('python', 'join-shares.py', [], text))?.trim();
	const shares = formats.block('text shares');
	const sheet = formats.block('text sheet');

	it('the examples give the key material back here', async () => {
		for (const text of [shares, sheet])
			expect(await fromRecoveryTexts({ text })).toEqual(exampleMaterial());
	});

	it('the program joins them, and names the line with a mistake', async () => {
		expect(await joined(shares)).toBe(toHex(exampleMaterial()));
		expect(await joined(sheet)).toBe(toHex(exampleMaterial()));
		await expect(joined(shares.replace('1 0410', '1 0411'))).rejects.toThrow('Command failed');
		await expect(joined(shares.slice(0, shares.length / 2))).rejects.toThrow('Command failed');
	});

	it('the example of a private key is that of RFC 8410, and OpenSSL opens what the program writes', async () => {
		const text = formats.block('text shares-of-pair');
		const pkcs8 = 'MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC';
		expect(toBase64(await fromRecoveryTexts({ text }))).toBe(pkcs8);
		await runProgram('python', 'join-shares.py', ['PrivateKey.der'], text);
		const options = ['pkey', '-inform', 'DER', '-in', join(folder, 'PrivateKey.der')];
		expect(execFileSync('openssl', options, { encoding: 'utf8' })).toContain(pkcs8);
	});

	it('the program joins a secret for HMAC, however long', async () => {
		for (const length of [28, 128, 255]) {
			const secret = Uint8Array.from({ length }, (_, index) => (index * 151 + length) & 0xff);
			const sharing = { Kind: 'SHARES', Threshold: 2, Count: 3 } as const;
			const texts = must((await recoveryTexts(secret, sharing, 'HMAC_224')) ?? undefined);
			const [one = '', , three = ''] = must(parseUtf8(texts)).split('\n\n');
			expect(await joined(`${three}\n${one.replaceAll('\n', ' ')}`)).toBe(toHex(secret));
		}
	});

	it('the program joins what is made now', async () => {
		for (const [threshold, count] of [
			[3, 5],
			[16, 16]
		] as const) {
			const texts = await recoveryTexts(asKeyMaterial(exampleMaterial()), {
				Kind: 'SHARES',
				Threshold: threshold,
				Count: count
			});
			const all = (parseUtf8(texts ?? new Uint8Array()) ?? '').split('\n\n');
			const some = all.slice(count - threshold).toReversed();
			expect(await joined(some.join('\n'))).toBe(toHex(exampleMaterial()));
		}
	});
});

describe('docs/formats.md › the numbers and names', () => {
	const says = (text: string) => expect(formats.text.replace(/\s+/g, ' ')).toContain(text);

	it('gives the sizes of files', async () => {
		const size = (algorithm: WrappingAlgorithm, spec: WrappingKeySpec) =>
			String(encryptedKeyBytes(algorithm, spec, keyMaterialBytes));
		expect(formats.table('encrypted under')).toEqual(
			wrappingKeySpecs.map((spec) => [
				spec,
				size('RSAES_OAEP_SHA_256', spec),
				size('RSA_AES_KEY_WRAP_SHA_256', spec)
			])
		);
		says(`${importTokenBytes} bytes. It is authentic`);
		says(`1 to ${longestPlaintext} bytes`);
		says(`102 to ${longestPlaintext + 101} bytes`);
		says(`Files over 1 MiB (${largestFileBytes} bytes) are refused`);
		says(`Files are at most ${longestDraftFile} bytes here`);
		says(`keeps the last ${rememberedParameterSets} sets`);
		says(`A file is at most ${vaultFileLimitBytes / 1024 / 1024} MiB`);
		says(`more than ${longestSealedBytes / 1024 / 1024} MiB sealed`);
		says(`It refuses more than ${mostSlots} slots, more than ${mostEntries} entries`);
		says(`a context has at most ${longestEncryptionContext} bytes in all`);
		says(`as many as fit whole into ${longestContextNames} characters`);
	});

	it('gives the numbers that a token holds', () => {
		expect(formats.table('wrapping algorithm')).toEqual(
			wrappingAlgorithms.map((algorithm) => [algorithm, String(wrappingAlgorithmNumber(algorithm))])
		);
		expect(formats.table('public key').map((cells) => cells.slice(0, 2))).toEqual(
			wrappingKeySpecs.map((spec) => [spec, String(wrappingKeySpecNumber(spec))])
		);
	});

	it('gives the length of a public key, and the files of the zip', async () => {
		const vault = await newVault();
		const KeyId = await newKey(vault);
		const { PublicKey } = await vault.handle('GetParametersForImport', {
			KeyId,
			WrappingKeySpec: 'RSA_2048'
		});
		expect(formats.table('public key')[0]?.[2]).toBe(String(PublicKey.length));
		const { File } = await vault.handle('DownloadImportParameters', { KeyId });
		expect(formats.table('file').map(([name]) => name)).toEqual(Object.keys(unzipSync(File)));
	});

	it('gives the cost and the bounds of Argon2id', () => {
		const { memoryKiB, passes, lanes } = defaultArgon2id;
		says(
			`New slots take ${memoryKiB} KiB (${memoryKiB / 1024} MiB), ${passes} passes, ${lanes} lane.`
		);
		const caps = argon2idCaps;
		says(
			`${caps.leastMemoryKiBPerLane} KiB for each lane to ${caps.mostMemoryKiB / 1024 / 1024} GiB, ` +
				`1 to ${caps.mostPasses} passes, 1 to ${caps.mostLanes} lanes, ` +
				`${caps.shortestSaltBytes} to ${caps.longestSaltBytes} bytes of salt`
		);
		says(`at most ${mostSlots} slots`);
		says(`${caps.mostWorkInAll} KiB × passes of work together`);
	});

	it('names the vault file and what is in it', () => {
		expect(vaultFileName(Uint8Array.of(0xab, 1, 2, 3, 4))).toBe('airlock-ab010203.airlock-vault');
		says('`airlock-<first 8 digits of the vault id>.airlock-vault`');
	});

	it('names the store of the database, and the bounds of a compaction', () => {
		says(`One database, \`airlock\`, version ${schemaVersion}. Its object store \`${storeName}\``);
		expect(formats.table('field').map(([name]) => name)).toEqual(
			['`epoch`', '`bytes`', '`due`', '`swept`', '`mirror`'].map((name) => name.replaceAll('`', ''))
		);
		says(`up to ${mostVaults} vaults`);
		says(`the others in \`${vaultDatabase(2)}\` to \`${vaultDatabase(mostVaults)}\``);
		says(`more than ${mostCommits} commits or they have more than ${mostCommitBytes / 1024} KiB`);
		says(`entries of about ${stretchBytes / 1024} KiB each`);
	});

	it('names all that the page keeps beside the database', () => {
		const [, names = ''] = /`localStorage` holds (.+)/.exec(formats.text) ?? [];
		const named = [...names.matchAll(/`(airlock-[\w-]+)`/g)].map(([, name]) => name);
		expect(named.toSorted()).toEqual(preferences.toSorted());
	});
});
