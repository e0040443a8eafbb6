/** The programs that people encrypt key material with, each as one process for all that a file of tests asks of it. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { it } from 'vitest';
import type { WrappingClient } from '#lib/domain/clients/client-commands.ts';
import { oaepHash, type WrappingAlgorithm } from '#lib/domain/import/wrapping.ts';
import { softHsmModule } from './softhsm.ts';

/** Java at its quickest for programs of a second. */
export const quickJava = { JAVA_TOOL_OPTIONS: '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' };
export const runJava = fileURLToPath(new URL('run-java.java', import.meta.url));
export const runModules = fileURLToPath(new URL('run-modules.mjs', import.meta.url));
export const mistakes = (name: string) =>
	fileURLToPath(new URL(`mistakes/${name}`, import.meta.url));

const works = (command: string, ...parameters: string[]) =>
	spawnSync(command, parameters, { stdio: 'ignore' }).status === 0;

const needs: Record<WrappingClient, [what: string, isThere: () => boolean][]> = {
	OPENSSL: [['openssl', () => works('openssl', 'version')]],
	PYTHON: [['python3 with cryptography', () => works('python3', '-c', 'import cryptography')]],
	NODE: [],
	JAVA: [['a JDK of 17 or later', () => javaVersion() >= 17]],
	GO: [['go', () => works('go', 'version')]],
	PKCS11_TOOL: [
		['softhsm2', () => softHsmModule !== undefined],
		['pkcs11-tool', () => works('opensc-tool', '--info')]
	]
};

/** @returns what is missing to run a client here, for the name of a test that is skipped */
export const missing = (client: WrappingClient): string[] =>
	needs[client].filter(([, isThere]) => !isThere()).map(([what]) => what);

function javaVersion(): number {
	const { status, stdout } = spawnSync('javac', ['--version'], { encoding: 'utf8' });
	return status === 0 ? Number(/\d+/.exec(stdout)?.[0]) : 0;
}

/** @returns what is missing here to let a token itself make an RSA block with this algorithm */
export function lackingForOaep(algorithm: WrappingAlgorithm): string[] {
	const { status, stdout } = spawnSync('opensc-tool', ['--info'], { encoding: 'utf8' });
	const version = status === 0 ? Number(/^OpenSC 0\.(\d+)/.exec(stdout)?.[1]) : 0;
	return [
		...(version < 27 ? ['OpenSC 0.27 or later, which passes the hashes of OAEP'] : []),
		...(oaepHash(algorithm) === 'SHA-256' ? ['a token with OAEP SHA-256, which SoftHSM lacks'] : [])
	];
}

// A client may be slow at its first start.
const slowMs = 120_000;

/** A test that runs a client; where something is missing it is skipped, and its name says so. */
export function itWithClient(
	client: WrappingClient,
	name: string,
	body: () => Promise<void>,
	alsoLacking: readonly string[] = []
): void {
	const lacking = [...missing(client), ...alsoLacking];
	if (lacking.length === 0) it(name, body, slowMs);
	else it.skip(`${name} (not installed: ${lacking.join(', ')})`);
}
