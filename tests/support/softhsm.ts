import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'vitest';
import { toHex } from '#lib/domain/bytes.ts';
import type { Folders } from './folders.ts';
import { itWithPeers } from './peers.ts';
import { rsaPair } from './rsa-keys.ts';

/** Where Debian and others put it. */
export const softHsmModule = [
	'/usr/lib/softhsm/libsofthsm2.so',
	'/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so',
	'/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so',
	'/usr/lib64/pkcs11/libsofthsm2.so',
	'/opt/homebrew/lib/softhsm/libsofthsm2.so'
].find((path) => existsSync(path));

/** A test that needs SoftHSM and OpenSC's tool; where one is missing it is skipped, and its name says so. */
export function itWithSoftHsm(name: string, body: () => Promise<void>): void {
	if (softHsmModule) itWithPeers(['softhsm2-util', 'pkcs11-tool'], name, body, 60_000);
	else it.skip(`${name} (not installed: softhsm2)`);
}

/** Tokens in this folder, as its file conf says. */
function configureSoftHsm(folder: string): void {
	mkdirSync(join(folder, 'tokens'));
	const settings = [
		`directories.tokendir = ${join(folder, 'tokens')}`,
		'objectstore.backend = file',
		'log.level = ERROR'
	];
	writeFileSync(join(folder, 'conf'), settings.map((line) => `${line}\n`).join(''));
}

/**
 * A token that holds the private half of {@link rsaPair}, as a service's HSM does. SoftHSM 2.6 has OAEP with SHA-1
 * only, and CKM_RSA_AES_KEY_WRAP as its two steps: RSA-OAEP, and CKM_AES_KEY_WRAP_PAD.
 */
export class SoftHsmToken {
	readonly #folder = mkdtempSync(join(tmpdir(), 'airlock-softhsm-'));
	readonly #modulusBytes: number;
	#nextId = 10;

	constructor(modulusBits: number) {
		this.#modulusBytes = modulusBits / 8;
		configureSoftHsm(this.#folder);
		const rsa = rsaPair(modulusBits).privateKey.export({ format: 'pem', type: 'pkcs8' });
		writeFileSync(this.#path('rsa.pem'), rsa);
		const pins = ['--pin', '1234', '--so-pin', '5678'];
		this.#run('softhsm2-util', '--init-token', '--free', '--label', 'airlock', ...pins);
		const place = ['--token', 'airlock', '--label', 'wrapping', '--id', '01', '--pin', '1234'];
		this.#run('softhsm2-util', '--import', this.#path('rsa.pem'), ...place);
	}

	/** RSAES-OAEP with SHA-1. */
	decryptOaep(block: Uint8Array): Uint8Array {
		writeFileSync(this.#path('block'), block);
		const oaep = ['--mechanism', 'RSA-PKCS-OAEP', '--hash-algorithm', 'SHA-1'];
		const files = ['--input-file', this.#path('block'), '--output-file', this.#path('opened')];
		this.#tool('--decrypt', '--id', '01', ...oaep, ...files);
		return Uint8Array.from(readFileSync(this.#path('opened')));
	}

	/** CKM_RSA_AES_KEY_WRAP with SHA-1. */
	unwrapRsaAes(wrapped: Uint8Array): Uint8Array {
		writeFileSync(this.#path('aes'), this.decryptOaep(wrapped.subarray(0, this.#modulusBytes)));
		writeFileSync(this.#path('rest'), wrapped.subarray(this.#modulusBytes));
		const [aesId, keyId] = [String(this.#nextId++), String(this.#nextId++)];
		const aes = ['--type', 'secrkey', '--key-type', 'AES:32', '--id', aesId, '--usage-wrap'];
		this.#tool('--write-object', this.#path('aes'), ...aes);
		// CKM_AES_KEY_WRAP_PAD
		const unwrap = ['--unwrap', '--mechanism', '0x210A', '--id', aesId];
		const target = ['--key-type', 'GENERIC:', '--application-id', keyId, '--extractable'];
		this.#tool(...unwrap, '--input-file', this.#path('rest'), ...target);
		const read = ['--read-object', '--type', 'secrkey', '--id', keyId];
		this.#tool(...read, '--output-file', this.#path('material'));
		return Uint8Array.from(readFileSync(this.#path('material')));
	}

	close(): void {
		rmSync(this.#folder, { recursive: true });
	}

	#path(name: string): string {
		return join(this.#folder, name);
	}

	#tool(...args: string[]): void {
		const login = ['--token-label', 'airlock', '--login', '--pin', '1234'];
		this.#run('pkcs11-tool', '--module', softHsmModule ?? '', ...login, ...args);
	}

	#run(command: string, ...args: string[]): void {
		const env = { ...process.env, SOFTHSM2_CONF: this.#path('conf') };
		execFileSync(command, args, { env, stdio: 'pipe' });
	}
}

/** A token whose owner wants to take a key out of it, wrapped. */
export class PersonsToken {
	readonly module = softHsmModule ?? '';
	readonly label = 'person';
	readonly keyId = '20';
	readonly #folders: Folders;

	constructor(folders: Folders) {
		this.#folders = folders;
		mkdirSync(folders.path('token'));
		configureSoftHsm(folders.path('token'));
		const pins = '--pin 1234 --so-pin 5678';
		folders.shell(
			'token',
			`softhsm2-util --init-token --free --label ${this.label} ${pins}`,
			this.#env
		);
	}

	get #env() {
		return { SOFTHSM2_CONF: this.#folders.path('token', 'conf') };
	}

	/** Runs a script; the PIN is not asked for. */
	shell(folder: string, script: string): string {
		const tool = 'pkcs11-tool() { command pkcs11-tool "$@" --pin 1234; }';
		return this.#folders.shell(folder, `${tool}\n${script}`, this.#env);
	}

	/** What pkcs11-tool lists. */
	objects(folder: string): string {
		return this.shell(folder, `${this.#tool} --list-objects`);
	}

	/** @returns the check value (KCV) that the key with {@link keyId} has in the token; the key is deleted */
	takeCheckValue(folder: string): string {
		this.shell(
			folder,
			`head -c 16 /dev/zero > zeros
			${this.#tool} --encrypt --mechanism AES-ECB --id ${this.keyId} --input-file zeros --output-file kcv
			${this.#tool} --delete-object --type secrkey --id ${this.keyId}`
		);
		return toHex(this.#folders.read(folder, 'kcv').subarray(0, 3));
	}

	get #tool(): string {
		return `pkcs11-tool --module ${this.module} --token-label ${this.label} --login`;
	}
}
