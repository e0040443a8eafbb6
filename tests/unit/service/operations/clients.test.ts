/** The commands and programs that the app shows, run by the clients that they are for, and the mistakes of these. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	canWrap,
	clientCommands,
	nearestAlgorithm,
	wrappingClients,
	type WrappingClient
} from '#lib/domain/clients/client-commands.ts';
import type { ImportFinding } from '#lib/domain/import/import-finding.ts';
import type { OaepHash } from '#lib/domain/import/rsa-padding.ts';
import {
	isHybrid,
	wrappingAlgorithms,
	type WrappingAlgorithm
} from '#lib/domain/import/wrapping.ts';
import {
	itWithClient,
	lackingForOaep,
	missing,
	mistakes,
	quickJava,
	runJava,
	runModules
} from '../../../support/clients.ts';
import { Folders } from '../../../support/folders.ts';
import { diagnose } from '../../../support/diagnosing.ts';
import { getParameters, type Parameters } from '../../../support/importing.ts';
import { Python } from '../../../support/python.ts';
import { PersonsToken } from '../../../support/softhsm.ts';
import { newKey, newVault, someKeyMaterial, type TestVault } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

const folders = new Folders();
const python = new Python(folders.root);
let vault: TestVault;
beforeAll(async () => {
	vault = await newVault();
});
afterAll(() => {
	python.close();
	folders.remove();
});

/** Each in a folder of its own, with the key's public key. */
interface Case {
	folder: string;
	algorithm: WrappingAlgorithm;
	parameters: Parameters;
}

async function newCase(folder: string, algorithm: WrappingAlgorithm): Promise<Case> {
	const parameters = await getParameters(vault, await newKey(vault), {
		WrappingAlgorithm: algorithm
	});
	folders.write(folder, 'PublicKey.der', parameters.PublicKey);
	return { folder, algorithm, parameters };
}

const sha256Of = (material: Uint8Array) => ({
	sha256Prefix: createHash('sha256').update(material).digest('hex').slice(0, 32)
});

async function assertImports({ folder, algorithm, parameters }: Case, checkValue: object) {
	const { KeyMetadata } = await vault.handle('ImportKeyMaterial', {
		KeyId: parameters.KeyId,
		ImportToken: parameters.ImportToken,
		EncryptedKeyMaterial: folders.read(folder, 'EncryptedKeyMaterial.bin'),
		ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
	});
	expect(KeyMetadata, algorithm).toMatchObject({
		KeyState: 'ENABLED',
		KeyCheckValue: checkValue
	});
}

const textOf = (client: WrappingClient, algorithm: WrappingAlgorithm, ...steps: string[]) =>
	clientCommands(client, algorithm)
		.filter(({ step }) => steps.includes(step))
		.map(({ text }) => text)
		.join('\n');

/** How all saved programs of a client are run at once: folders, and the program's name. */
type RunAll = (cases: readonly string[], program: string) => Promise<void>;
const runners: Record<'PYTHON' | 'NODE' | 'JAVA' | 'GO', RunAll> = {
	PYTHON: async (cases, program) => {
		for (const folder of cases) await python.run(program, [], '', folders.path(folder));
	},
	NODE: async (cases, program) => {
		const paths = cases.map((folder) => folders.path(folder, program)).join(' ');
		folders.shell('.', `"${process.execPath}" ${runModules} ${paths}`);
		return Promise.resolve();
	},
	JAVA: async (cases, program) => {
		const paths = cases.map((folder) => folders.path(folder, program)).join(' ');
		folders.shell('.', `mkdir -p java-work; cd java-work; java ${runJava} ${paths}`, quickJava);
		return Promise.resolve();
	},
	GO: async (cases, program) => {
		folders.shell('.', cases.map((folder) => `(cd ${folder}; go run ${program})`).join('\n'));
		return Promise.resolve();
	}
};

describe.each(['PYTHON', 'NODE', 'JAVA', 'GO'] as const)('%s', (client) => {
	const can = wrappingAlgorithms.filter((algorithm) => canWrap(client, algorithm));

	itWithClient(
		client,
		'encrypts for each algorithm that it can do, and the import takes it',
		async () => {
			const name = (algorithm: WrappingAlgorithm) => `${client}-${algorithm}`;
			const cases = await Promise.all(
				can.map(async (algorithm) => newCase(name(algorithm), algorithm))
			);
			const [first] = cases;
			if (!first) throw new Error('it can do nothing');
			const make = textOf(client, first.algorithm, 'MAKE_KEY_MATERIAL');
			const version = textOf(client, first.algorithm, 'CHECK_VERSION');
			expect(folders.shell(first.folder, `${version}\n${make}`)).toMatch(/\d+\.\d+/);
			const material = folders.read(first.folder, 'KeyMaterial.bin');
			expect(material).toHaveLength(32);
			expect(() => folders.shell(first.folder, make), 'over what is there').toThrow();
			expect(folders.read(first.folder, 'KeyMaterial.bin')).toEqual(material);

			const [program] = clientCommands(client, first.algorithm).flatMap(({ file }) => file ?? []);
			if (program === undefined) throw new Error('no program');
			for (const { folder, algorithm } of cases) {
				folders.write(folder, 'KeyMaterial.bin', material);
				folders.write(folder, program, `${textOf(client, algorithm, 'SAVE_PROGRAM')}\n`);
				expect(textOf(client, algorithm, 'ENCRYPT')).toMatch(new RegExp(` ${program}$`));
			}
			await runners[client](
				cases.map(({ folder }) => folder),
				program
			);
			for (const one of cases) await assertImports(one, sha256Of(material));
		}
	);
});

describe('pkcs11-tool', () => {
	const token = missing('PKCS11_TOOL').length === 0 ? new PersonsToken(folders) : undefined;

	/** Runs what is shown, with the token's own values in place of those that a person fills in. */
	async function assertWraps(algorithm: WrappingAlgorithm): Promise<void> {
		const one = await newCase(`PKCS11_TOOL-${algorithm}`, algorithm);
		if (!token) throw new Error('no token');
		// SoftHSM has CKM_AES_KEY_WRAP_KWP under the number of CKM_AES_KEY_WRAP_PAD.
		const own = {
			MODULE: token.module,
			TOKEN: token.label,
			KEY_ID: token.keyId,
			MECHANISM: '0x210A'
		};
		const setUp = textOf('PKCS11_TOOL', algorithm, 'SET_UP').replaceAll(
			/^(\w+)=.*$/gm,
			(_, name: keyof typeof own) => `${name}=${own[name]}`
		);
		const make = textOf('PKCS11_TOOL', algorithm, 'MAKE_KEY_MATERIAL');
		const version = textOf('PKCS11_TOOL', algorithm, 'CHECK_VERSION');
		const rest = textOf('PKCS11_TOOL', algorithm, 'ENCRYPT', 'ERASE_INTERMEDIATE');
		const said = token.shell(one.folder, [version, setUp, make, rest].join('\n'));
		expect(said).toMatch(/^OpenSC \d/);
		expect(said).toMatch(isHybrid(algorithm) ? /0x210A|AES-KEY-WRAP-PAD/ : /RSA-PKCS-OAEP/);
		expect(said).toContain('Key wrapped');
		expect(token.objects(one.folder)).not.toContain('airlock-wrapping');
		await assertImports(one, { kcv: token.takeCheckValue(one.folder) });
	}

	for (const algorithm of wrappingAlgorithms) {
		const name = `${algorithm}: wraps a key of a token, and the import takes it`;
		const lacking = isHybrid(algorithm) ? [] : lackingForOaep(algorithm);
		itWithClient('PKCS11_TOOL', name, () => assertWraps(algorithm), lacking);
	}
});

/** What a file that a client's mistake makes is found to be. */
type Found = Partial<ImportFinding> | readonly Partial<ImportFinding>[];

const hash = (found: OaepHash, mask = found) => ({ id: 'EK-HASH', found, mask }) as const;
const label = { id: 'EK-LABEL', found: 'SHA-256', mask: 'SHA-256' } as const;
const expectedOfMistakes: Record<'PYTHON' | 'NODE' | 'JAVA' | 'GO', Record<string, Found>> = {
	PYTHON: {
		sha1: { id: 'EK-SHA1' },
		mgf1: { id: 'EK-MGF1' },
		sha512: hash('SHA-512'),
		label,
		pkcs1: { id: 'EK-PKCS1' },
		hex: { id: 'EK-MATTEXT', form: 'HEX' },
		'hybrid-kw': { id: 'EK-KW' },
		'hybrid-half': { id: 'EK-HALF', holds: 'AES_KEY' },
		'hybrid-text': { id: 'EK-AESTEXT', form: 'BASE64' },
		'hybrid-cbc': { id: 'EK-AESMODE', mode: 'CBC' },
		'hybrid-cbc-iv': { id: 'EK-AESMODE', mode: 'CBC' },
		'hybrid-gcm': { id: 'EK-AESMODE', mode: 'GCM' },
		'hybrid-swapped': { id: 'EK-SWAPPED' }
	},
	NODE: {
		sha1: { id: 'EK-SHA1' },
		pkcs1: { id: 'EK-PKCS1' },
		sha512: hash('SHA-512'),
		label,
		raw: { id: 'EK-RAW' },
		hex: { id: 'EK-MATTEXT', form: 'HEX' },
		latin1: { id: 'EK-RETYPED' },
		lost: { id: 'EK-LOST' },
		json: { id: 'EK-OK' },
		'hybrid-kw': { id: 'EK-KW' },
		'hybrid-iv': { id: 'EK-WRAPIV' },
		'hybrid-cbc': { id: 'EK-AESMODE', mode: 'CBC' },
		'hybrid-gcm': { id: 'EK-AESMODE', mode: 'GCM' },
		'hybrid-gcm-tag': { id: 'EK-AESMODE', mode: 'GCM' }
	},
	JAVA: {
		pkcs1: { id: 'EK-PKCS1' },
		oaep: { id: 'EK-SHA1' },
		'oaep-SHA-1': { id: 'EK-SHA1' },
		'oaep-SHA-224': { id: 'EK-NOPE' },
		'oaep-SHA-256': { id: 'EK-MGF1' },
		'oaep-SHA-384': hash('SHA-384', 'SHA-1'),
		'oaep-SHA-512': hash('SHA-512', 'SHA-1'),
		raw: { id: 'EK-RAW' },
		label,
		'hybrid-AES-KW-NoPadding': { id: 'EK-KW' },
		'hybrid-AES-KW-PKCS5Padding': { id: 'EK-KWPKCS7' },
		'hybrid-AES': { id: 'EK-AESMODE', mode: 'ECB' },
		'hybrid-gcm': { id: 'EK-AESMODE', mode: 'GCM' },
		'hybrid-mgf1': { id: 'EK-MGF1' }
	},
	GO: {
		sha1: { id: 'EK-SHA1' },
		sha512: hash('SHA-512'),
		label,
		hex: { id: 'EK-MATTEXT', form: 'HEX' },
		printed: { id: 'EK-OK' },
		pkcs1: { id: 'EK-PKCS1' }
	}
};

describe('a diagnosis knows what a client makes of the wrong options', () => {
	const programs = {
		PYTHON: 'mistakes.py',
		NODE: 'mistakes.mjs',
		JAVA: 'Mistakes.java',
		GO: 'mistakes.go'
	} as const;
	let plain: Case;
	let hybrid: Case;
	beforeAll(async () => {
		plain = await newCase('mistakes-plain', 'RSAES_OAEP_SHA_256');
		hybrid = await newCase('mistakes-hybrid', 'RSA_AES_KEY_WRAP_SHA_256');
	});
	const material = someKeyMaterial(3);

	async function assertFound(folder: string, expected: Record<string, Found>): Promise<void> {
		for (const [name, found] of Object.entries(expected)) {
			const { KeyId } = name.startsWith('hybrid-') ? hybrid.parameters : plain.parameters;
			const files = { EncryptedKeyMaterial: folders.read(folder, name) };
			const { EncryptedKey } = await diagnose(vault, KeyId, files, [material]);
			expect(EncryptedKey, `${folder} ${name}`).toMatchObject([found].flat());
		}
	}

	for (const client of ['PYTHON', 'NODE', 'JAVA', 'GO'] as const)
		itWithClient(client, client, async () => {
			for (const one of [plain, hybrid]) {
				const folder = `${client}-${one.folder}`;
				folders.write(folder, 'PublicKey.der', one.parameters.PublicKey);
				folders.write(folder, 'KeyMaterial.bin', material);
				folders.write(folder, programs[client], readFileSync(mistakes(programs[client])));
			}
			const both = [plain, hybrid].map(({ folder }) => `${client}-${folder}`);
			await runners[client](both, programs[client]);
			const isHybridName = (name: string) => name.startsWith('hybrid-');
			for (const [index, folder] of both.entries())
				await assertFound(
					folder,
					Object.fromEntries(
						Object.entries(expectedOfMistakes[client]).filter(
							([name]) => isHybridName(name) === (index === 1)
						)
					)
				);
		});
});

describe('each client', () => {
	test('has commands for what it can do, and for nothing else', () => {
		for (const client of wrappingClients)
			for (const algorithm of wrappingAlgorithms) {
				const steps = clientCommands(client, algorithm).map(({ step }) => step);
				expect(steps.includes('ENCRYPT'), `${client} ${algorithm}`).toBe(
					canWrap(client, algorithm)
				);
				const nearest = nearestAlgorithm(client, algorithm);
				expect(canWrap(client, nearest)).toBe(true);
				if (canWrap(client, algorithm)) expect(nearest).toBe(algorithm);
			}
	});

	test('keeps the hash of an algorithm that it can’t do', () => {
		expect(nearestAlgorithm('GO', 'RSA_AES_KEY_WRAP_SHA_256')).toBe('RSAES_OAEP_SHA_256');
		expect(nearestAlgorithm('GO', 'RSA_AES_KEY_WRAP_SHA_1')).toBe('RSAES_OAEP_SHA_1');
	});
});
