import { opensslCommands } from './openssl-commands.ts';
import { defaultCommandFiles, type Command } from './wrapping-command.ts';
import { isHybrid, wrappingAlgorithms, type WrappingAlgorithm } from '../import/wrapping.ts';
import { isMlDsa, isPair, type CmkSpec } from '../key/kinds.ts';
import { goProgram } from './go-program.ts';
import { javaProgram } from './java-program.ts';
import { nodeProgram } from './node-program.ts';
import { pkcs11Commands } from './pkcs11-commands.ts';
import { pythonProgram } from './python-program.ts';
import { randomBytes, type Terminal } from './terminal.ts';

/** What people encrypt key material with, on a computer of their own. */
export const wrappingClients = ['OPENSSL', 'PYTHON', 'NODE', 'JAVA', 'GO', 'PKCS11_TOOL'] as const;
/** One of the programs that Airlock writes commands for. */
export type WrappingClient = (typeof wrappingClients)[number];

/** A client that is a program of some lines, and how it is run. */
interface ProgramClient {
	checkVersion: string;
	/** 32 random bytes; never over a file that is there; where it has no way of its own, the terminal makes them */
	makeKeyMaterial?: string;
	fileName: string;
	program: (algorithm: WrappingAlgorithm) => string;
	run: string;
}

const { keyMaterial } = defaultCommandFiles;
const programClients: Readonly<
	Record<Exclude<WrappingClient, 'OPENSSL' | 'PKCS11_TOOL'>, ProgramClient>
> = {
	PYTHON: {
		checkVersion: 'python3 -c "import cryptography; print(cryptography.__version__)"',
		makeKeyMaterial: `python3 -c "import secrets; open('${keyMaterial}', 'xb').write(secrets.token_bytes(32))"`,
		fileName: 'wrap_key.py',
		program: pythonProgram,
		run: 'python3 wrap_key.py'
	},
	NODE: {
		checkVersion: 'node --version',
		makeKeyMaterial: `node -e "fs.writeFileSync('${keyMaterial}', crypto.randomBytes(32), { flag: 'wx' })"`,
		fileName: 'wrap-key.mjs',
		program: nodeProgram,
		run: 'node wrap-key.mjs'
	},
	JAVA: {
		checkVersion: 'java --version',
		fileName: 'WrapKey.java',
		program: javaProgram,
		run: 'java WrapKey.java'
	},
	GO: {
		checkVersion: 'go version',
		fileName: 'wrap-key.go',
		program: goProgram,
		run: 'go run wrap-key.go'
	}
};

/** @returns the clients that encrypt key material of this kind: all but OpenSSL take 32 bytes only */
export const clientsFor = (keySpec: CmkSpec): readonly WrappingClient[] =>
	keySpec === 'AES_256' ? wrappingClients : ['OPENSSL'];

/** @returns whether a client can encrypt for parameters of this algorithm; Go's own library has no AES key wrap */
export function canWrap(client: WrappingClient, algorithm: WrappingAlgorithm): boolean {
	return client !== 'GO' || !isHybrid(algorithm);
}

/** The LibreSSL that has both hashes of OAEP. macOS brings LibreSSL along as `openssl`. */
export const neededLibreSsl = '3.1';

/**
 * @returns whether the commands for OpenSSL work with LibreSSL too: it has no AES key wrap with padding, and until 3.4.1
 * it writes curves in a form that hardly anything reads
 */
export const libreSslCan = (algorithm: WrappingAlgorithm, keySpec: CmkSpec): boolean =>
	!isHybrid(algorithm) && (!isPair(keySpec) || isMlDsa(keySpec));

/** @returns the version from which on the client's own product has what {@link clientCommands} need */
export function neededVersion(client: WrappingClient, algorithm: WrappingAlgorithm): string {
	const hybrid = isHybrid(algorithm);
	const versions: Record<WrappingClient, string> = {
		OPENSSL: '3.0',
		PYTHON: '3.1',
		NODE: '18',
		JAVA: hybrid ? '17' : '11',
		GO: '1.16',
		PKCS11_TOOL: hybrid ? '0.23' : '0.27'
	};
	return versions[client];
}

/** @returns the algorithm nearest to this one that the client can do: the same hash, if it must be in one block */
export function nearestAlgorithm(
	client: WrappingClient,
	algorithm: WrappingAlgorithm
): WrappingAlgorithm {
	const hash = algorithm.endsWith('SHA_1') ? 'SHA_1' : 'SHA_256';
	const [nearest] = wrappingAlgorithms
		.filter((one) => canWrap(client, one) && one.endsWith(hash))
		.toSorted((a, b) => Number(b === algorithm) - Number(a === algorithm));
	if (!nearest) throw new TypeError('no client is listed that can do nothing');
	return nearest;
}

/**
 * @returns the programs that encrypt for this algorithm, as files, and the commands that run them; they take 32 bytes, so
 * there are none for keys of other kinds
 */
export function savedPrograms(
	algorithm: WrappingAlgorithm,
	keySpec: CmkSpec = 'AES_256'
): { fileName: string; text: string; run: string }[] {
	if (keySpec !== 'AES_256') return [];
	return (['PYTHON', 'NODE', 'JAVA', 'GO'] as const)
		.filter((client) => canWrap(client, algorithm))
		.map((client) => {
			const { fileName, program, run } = programClients[client];
			return { fileName, text: program(algorithm), run };
		});
}

/**
 * What is to be done to encrypt key material for these parameters with a client, in order.
 *
 * @returns nothing where the client can't; see {@link nearestAlgorithm}
 */
export function clientCommands(
	client: WrappingClient,
	algorithm: WrappingAlgorithm,
	keySpec: CmkSpec = 'AES_256',
	terminal: Terminal = 'BASH'
): readonly Command[] {
	if (!canWrap(client, algorithm)) return [];
	if (client === 'OPENSSL') return opensslCommands(algorithm, undefined, keySpec, terminal);
	if (client === 'PKCS11_TOOL') return pkcs11Commands(algorithm, terminal);
	const { checkVersion, makeKeyMaterial, fileName, program, run } = programClients[client];
	// Python's installer for Windows calls it so.
	const typed = (command: string) =>
		terminal === 'POWERSHELL' ? command.replace(/^python3 /, 'python ') : command;
	return [
		{ step: 'CHECK_VERSION', text: typed(checkVersion) },
		{
			step: 'MAKE_KEY_MATERIAL',
			text: makeKeyMaterial ? typed(makeKeyMaterial) : randomBytes(terminal, keyMaterial, 32)
		},
		{ step: 'SAVE_PROGRAM', text: program(algorithm), file: fileName },
		{ step: 'ENCRYPT', text: typed(run) }
	];
}
